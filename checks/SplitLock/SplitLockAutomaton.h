//===- SplitLockAutomaton.h - Paired reads in separate sections -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: one part of an object's state is read in a critical section. Window:
/// the section ends. Use: another part is read in another section and the two
/// meet. Link: both values in one expression, call, object or result.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKAUTOMATON_H
#define TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// Two reads that belong together, made under two acquisitions.
struct SplitPair {
  const FunctionDecl *Function = nullptr;
  const Event *First = nullptr;        ///< The first read.
  const Event *Second = nullptr;       ///< The second read: the place.
  const Event *FirstSection = nullptr; ///< What took the first lock.
  const Event *SecondSection = nullptr;
  const Event *FirstEnd = nullptr; ///< What released the first lock.
  const Event *Meeting = nullptr;  ///< Where the values meet.
  /// The second read is a status that follows its data: swapping is right.
  bool StatusLast = false;
};

/// Every race of this kind in \p Unit, once a second section.
std::vector<SplitPair> splitPairs(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKAUTOMATON_H
