//===- Retries.h - Failed uses that lead to another try -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A race whose loss is handled is none: where the use fails, because another
/// took the number, the code goes back to the check and probes for a new one,
/// and where it succeeds it does not.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_PORTPROBE_RETRIES_H
#define TOCTOU_CHECKS_PORTPROBE_RETRIES_H

#include "Flow/FunctionFlow.h"

namespace clang::toctou {

class ApiLookup;

/// True if in \p Flow a failure of \p Use, told by its own result or by that of
/// a later call, and nothing but a failure, leads back to \p Check.
bool triesAnew(const FunctionFlow &Flow, Values &Table, ApiLookup &Lookup,
               const Event &Check, const Event &Use);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_PORTPROBE_RETRIES_H
