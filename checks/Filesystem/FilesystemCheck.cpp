//===- FilesystemCheck.cpp - toctou-filesystem for clang-tidy -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Filesystem/FilesystemCheck.h"
#include "Filesystem/FilesystemStory.h"

namespace clang::toctou {

FilesystemCheck::FilesystemCheck(llvm::StringRef Name,
                                 tidy::ClangTidyContext *Context)
    : ToctouCheck(Name, Context),
      TrustedPrefixes(Options.get("TrustedPrefixes", "")),
      ReportRedundantChecks(
          isTrue(Options.get("ReportRedundantChecks", "false"))) {}

void FilesystemCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  ToctouCheck::storeOptions(Opts);
  Options.store(Opts, "TrustedPrefixes", TrustedPrefixes);
  Options.store(Opts, "ReportRedundantChecks",
                ReportRedundantChecks ? "true" : "false");
}

std::vector<RaceWindow> FilesystemCheck::analyze(TranslationUnit &Unit) {
  FilesystemOptions Chosen;
  Chosen.ReportRedundantChecks = ReportRedundantChecks;
  llvm::SmallVector<llvm::StringRef, 8> Prefixes;
  llvm::StringRef(TrustedPrefixes).split(Prefixes, ';', -1, false);
  for (llvm::StringRef Prefix : Prefixes)
    if (!Prefix.trim().empty())
      Chosen.TrustedPrefixes.push_back(Prefix.trim().str());
  return findFilesystemRaces(Unit, Chosen);
}

} // namespace clang::toctou
