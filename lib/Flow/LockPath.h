//===- LockPath.h - Paths that are locks ----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_LOCKPATH_H
#define TOCTOU_FLOW_LOCKPATH_H

#include "Flow/Values.h"

namespace clang::toctou {

class ApiLookup;

/// True if the path \p V speaks of a lock: a text in it, the name of a variable
/// or member that holds it, or the name of the function \p In that works on it.
bool isLockPath(const Values &Table, ApiLookup &Lookup, ValueId V,
                const FunctionDecl *In);

} // namespace clang::toctou

#endif // TOCTOU_FLOW_LOCKPATH_H
