//===- SplitLockFix.h - How to close the window between two sections ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Remedies for toctou-split-lock: read the status first, or take one lock over
/// both reads, or add an accessor that returns both.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKFIX_H
#define TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKFIX_H

#include "Report/RaceWindow.h"
#include "SplitLock/SplitLockAutomaton.h"

namespace clang::toctou {

/// The remedies for \p Pair, the safest first; at least one, in words.
std::vector<Remedy> splitLockRemedies(const SplitPair &Pair,
                                      TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKFIX_H
