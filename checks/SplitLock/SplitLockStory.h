//===- SplitLockStory.h - A split pair of reads, told ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Words the findings of toctou-split-lock: the warning at the second read, the
/// steps in time order, the rival, the remedies.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKSTORY_H
#define TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKSTORY_H

#include "Report/RaceWindow.h"

namespace clang::toctou {

class TranslationUnit;

/// The findings in \p Unit.
std::vector<RaceWindow> findSplitLocks(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKSTORY_H
