//===- FailOpenLockAutomaton.h - Work that goes on without its lock -------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: a lock is asked for, and the answer may be no. Window: nothing keeps
/// others out on the path on which it was no. Use: the work that the path on
/// which the lock is held does under it. Link: both paths lead to it, or it
/// touches what is touched under that lock elsewhere.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKAUTOMATON_H
#define TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// Work that goes on without its lock.
struct FailOpenPath {
  const FunctionDecl *Function = nullptr;
  const Event *Asked = nullptr; ///< What asks for the lock.
  const Event *Work = nullptr;  ///< The first protected access: the place.
  /// The lock's file could not be opened: the lock was never asked for.
  bool NotOpened = false;
  /// The failure is known on the path; otherwise nobody looked at the answer.
  bool IsTested = false;
  /// The work is on the path of the failure alone; what it touches is touched
  /// under the lock elsewhere.
  bool IsElsewhere = false;
};

/// Every such path in \p Unit, one for each acquisition.
std::vector<FailOpenPath> failOpenPaths(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKAUTOMATON_H
