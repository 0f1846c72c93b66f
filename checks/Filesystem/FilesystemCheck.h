//===- FilesystemCheck.h - toctou-filesystem for clang-tidy ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMCHECK_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMCHECK_H

#include "Filesystem/FilesystemAutomaton.h"
#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds paths that are checked by name and then used by name.
/// See docs/checks/toctou-filesystem.md.
class FilesystemCheck : public ToctouCheck {
public:
  FilesystemCheck(llvm::StringRef Name, tidy::ClangTidyContext *Context);

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;

private:
  const std::string TrustedPrefixes; ///< Separated by semicolons.
  const bool ReportRedundantChecks;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMCHECK_H
