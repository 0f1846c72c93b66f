//===- AnalysisCache.h - One analysis for all checks of a unit ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy makes each check by itself; the analysis of a translation unit
/// belongs to all of them. The checks of one `ClangTidyContext` share a cache
/// through a `shared_ptr`. A registry of `weak_ptr` finds it, so that it dies
/// with the last check and no address is mistaken for an old one. The registry
/// is locked: clangd builds several files at a time.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_TIDY_ANALYSISCACHE_H
#define TOCTOU_TIDY_ANALYSISCACHE_H

#include "Models/ModelFile.h"
#include "Summaries/TranslationUnit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace clang {
class ASTContext;
namespace tidy {
class ClangTidyContext;
} // namespace tidy
} // namespace clang

namespace clang::toctou {

/// The analysis of one translation unit, made when the first check asks.
class AnalysisCache {
public:
  explicit AnalysisCache(const tidy::ClangTidyContext &Context)
      : Context(Context) {}
  /// Tells the log of the context, if one is open, what the analysis cost.
  ~AnalysisCache();
  AnalysisCache(const AnalysisCache &) = delete;
  AnalysisCache &operator=(const AnalysisCache &) = delete;

  /// The cache of the checks that live in \p Context.
  static std::shared_ptr<AnalysisCache>
  of(const tidy::ClangTidyContext &Context);

  /// The analysis of the unit that \p AST holds. \p ModelPath names the user's
  /// model file; empty: there is none. A model file that cannot be read is an
  /// error for the first check that asks, and no analysis for the others.
  llvm::Expected<TranslationUnit *> analysisOf(ASTContext &AST,
                                               llvm::StringRef ModelPath);

private:
  const tidy::ClangTidyContext &Context;
  std::unique_ptr<ModelFile> User;
  std::unique_ptr<TranslationUnit> Unit;
  bool Asked = false;
};

/// The folder of the main file of \p AST: where a relative path of a model file
/// is looked up from.
std::string mainFolder(const ASTContext &AST);

} // namespace clang::toctou

#endif // TOCTOU_TIDY_ANALYSISCACHE_H
