//===- FailOpenLockCheck.h - toctou-fail-open-lock for clang-tidy ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKCHECK_H
#define TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKCHECK_H

#include "FailOpenLock/FailOpenLockFix.h"
#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds work that goes on without its lock after an acquisition failed.
/// See docs/checks/toctou-fail-open-lock.md.
class FailOpenLockCheck : public ToctouCheck {
public:
  FailOpenLockCheck(llvm::StringRef Name, tidy::ClangTidyContext *Context);
  void storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;

private:
  FailOpenOptions Remedies;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKCHECK_H
