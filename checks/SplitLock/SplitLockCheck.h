//===- SplitLockCheck.h - toctou-split-lock for clang-tidy ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SPLITLOCK_SPLITLOCKCHECK_H
#define TOCTOU_SPLITLOCK_SPLITLOCKCHECK_H

#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds reads of one object in separate critical sections whose values meet.
/// See docs/checks/toctou-split-lock.md.
class SplitLockCheck : public ToctouCheck {
public:
  using ToctouCheck::ToctouCheck;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;
};

} // namespace clang::toctou

#endif // TOCTOU_SPLITLOCK_SPLITLOCKCHECK_H
