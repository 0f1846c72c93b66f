//===- ToctouCheck.h - From findings to clang-tidy diagnostics ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The base of all checks. A check says which findings the translation unit
/// holds; how a finding is shown is written once, here: the warning at the use,
/// notes in time order, what a rival could do, and the remedies.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_TIDY_TOCTOUCHECK_H
#define TOCTOU_TIDY_TOCTOUCHECK_H

#include "Report/RaceWindow.h"
#include "Tidy/AnalysisCache.h"
#include "clang-tidy/ClangTidyCheck.h"
#include <memory>
#include <string>
#include <vector>

namespace clang::toctou {

/// A check that looks at a whole translation unit.
///
/// Two options belong to all checks together and are stored under these very
/// keys: `toctou.ModelFile` names a file with rows of the user's own;
/// `toctou.NoteEdits` puts an edit that needs a decision on its note, where an
/// editor offers it, instead of telling it in words.
class ToctouCheck : public tidy::ClangTidyCheck {
public:
  ToctouCheck(llvm::StringRef Name, tidy::ClangTidyContext *Context);

  void registerMatchers(ast_matchers::MatchFinder *Finder) final;
  void check(const ast_matchers::MatchFinder::MatchResult &Result) final;
  void storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  /// The findings of this check in \p Unit.
  virtual std::vector<RaceWindow> analyze(TranslationUnit &Unit) = 0;

  /// The value of a boolean option, as clang-tidy reads it. Options are read
  /// and stored as texts: clang-tidy's template for booleans cannot be used,
  /// since g++ and clang mangle its signature differently, and the library is
  /// made by clang.
  static bool isTrue(llvm::StringRef Text);

private:
  void report(const RaceWindow &Finding, const SourceManager &Sources);
  void note(const Place &At, llvm::StringRef Text,
            const SourceManager &Sources);
  void reportRemedies(const RaceWindow &Finding, const Place &Use,
                      const Remedy *OnWarning, const SourceManager &Sources);

  tidy::ClangTidyContext *Context;
  std::shared_ptr<AnalysisCache> Cache;
  OptionsView Shared;
  const std::string ModelPath;
  const bool NoteEdits;
};

} // namespace clang::toctou

#endif // TOCTOU_TIDY_TOCTOUCHECK_H
