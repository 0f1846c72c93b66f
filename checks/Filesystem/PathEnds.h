//===- PathEnds.h - How a function ends -----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_PATHENDS_H
#define TOCTOU_CHECKS_FILESYSTEM_PATHENDS_H

#include "Filesystem/PathTrial.h"

namespace clang::toctou {

/// The end of a path that returns \p Returned, as callers and users see it.
PathEnd pathEnd(const Values &Table, const PathFacts &Facts, ValueId Returned,
                bool Told, LeavingKind Leaving);

/// True if an exception of \p E leaves the function of \p Flow.
bool escapes(const Event &E, const FunctionFlow &Flow);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_PATHENDS_H
