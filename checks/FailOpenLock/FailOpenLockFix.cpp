//===- FailOpenLockFix.cpp - How to close a fail-open path ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockFix.h"

namespace clang::toctou {

std::vector<Remedy> failOpenRemedies(const FailOpenPath &Path,
                                     TranslationUnit &Unit,
                                     const FailOpenOptions &Options) {
  (void)Path;
  (void)Unit;
  (void)Options;
  std::vector<Remedy> All;
  All.push_back({"leave before this work where the lock was not got, or take "
                 "the lock by the call that waits for it",
                 {},
                 false});
  return All;
}

} // namespace clang::toctou
