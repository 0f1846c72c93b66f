//===- FailOpenLockCheck.cpp - toctou-fail-open-lock for clang-tidy -------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FailOpenLock/FailOpenLockCheck.h"
#include "FailOpenLock/FailOpenLockStory.h"

namespace clang::toctou {

FailOpenLockCheck::FailOpenLockCheck(llvm::StringRef Name,
                                     tidy::ClangTidyContext *Context)
    : ToctouCheck(Name, Context) {
  Remedies.Handler = Options.get("FailOpenHandler", "").str();
  Remedies.Header = Options.get("FailOpenHeader", "").str();
  // Read as text: see `ToctouCheck` on the template of clang-tidy.
  unsigned Seconds = 0;
  if (!Options.get("LockTtlSeconds", "30").getAsInteger(10, Seconds) &&
      Seconds > 0)
    Remedies.LockTtlSeconds = Seconds;
}

void FailOpenLockCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  ToctouCheck::storeOptions(Opts);
  Options.store(Opts, "FailOpenHandler", Remedies.Handler);
  Options.store(Opts, "FailOpenHeader", Remedies.Header);
  Options.store(Opts, "LockTtlSeconds",
                std::to_string(Remedies.LockTtlSeconds));
}

std::vector<RaceWindow> FailOpenLockCheck::analyze(TranslationUnit &Unit) {
  return findFailOpenLocks(Unit, Remedies);
}

} // namespace clang::toctou
