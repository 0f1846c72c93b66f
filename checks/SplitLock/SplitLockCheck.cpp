//===- SplitLockCheck.cpp - toctou-split-lock for clang-tidy --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SplitLock/SplitLockCheck.h"
#include "SplitLock/SplitLockStory.h"

namespace clang::toctou {

std::vector<RaceWindow> SplitLockCheck::analyze(TranslationUnit &Unit) {
  return findSplitLocks(Unit);
}

} // namespace clang::toctou
