//===- SplitLockFix.cpp - How to close the window between two sections ----===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SplitLock/SplitLockFix.h"

namespace clang::toctou {

std::vector<Remedy> splitLockRemedies(const SplitPair &Pair,
                                      TranslationUnit &Unit) {
  (void)Unit;
  Remedy Words;
  Words.Text = Pair.StatusLast
                   ? "read the status before the data that it describes"
                   : "read both in one critical section, or add an accessor "
                     "that returns both under one lock";
  return {Words};
}

} // namespace clang::toctou
