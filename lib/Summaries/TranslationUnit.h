//===- TranslationUnit.h - The analysis of one translation unit -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Everything that is computed once for a translation unit and shared by all
/// checks: the selected functions, their flows and summaries, and what the
/// critical sections in sight touch. Not thread-safe.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUMMARIES_TRANSLATIONUNIT_H
#define TOCTOU_SUMMARIES_TRANSLATIONUNIT_H

#include "Flow/FunctionFlow.h"
#include "Models/ApiLookup.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <vector>

namespace clang::toctou {

class ModelFile;
class SectionIndex;

/// Counts for `--stats`.
struct UnitStats {
  unsigned Definitions = 0; ///< Function bodies in sight.
  unsigned Selected = 0;    ///< Those whose bodies the checks look at.
  unsigned Analyzed = 0;    ///< Those whose flow was computed.
  unsigned GivenUp = 0;     ///< Those beyond the budget.
  unsigned Values = 0;      ///< Value numbers made.
};

/// The analysis of one translation unit.
class TranslationUnit final : public SummarySource {
public:
  /// \param User rows of the user's own, or null. Must outlive this object.
  TranslationUnit(ASTContext &Context, const ModelFile *User);
  ~TranslationUnit() override;

  ASTContext &context() { return Context; }
  Values &values() { return Table; }
  ApiLookup &lookup() { return Lookup; }

  /// The functions that name something that a check could need, in source
  /// order; lambdas are functions of their own.
  llvm::ArrayRef<const FunctionDecl *> functions() const { return Selected; }

  /// The flow of \p F, or null.
  const FunctionFlow *flow(const FunctionDecl &F);

  const FunctionSummary *summary(const FunctionDecl &F) override;
  bool isWhollyVisible(const Decl &R) override;
  bool namesSql() const override { return NamesSql; }
  const Expr *tabulated(const EnumConstantDecl &Key) const override {
    return Tabulated.lookup(&Key);
  }

  /// What the critical sections of the selected functions touch.
  const SectionIndex &sections();

  UnitStats stats() const;

private:
  void select();
  bool isForeign(const FunctionDecl &F) const;

  ASTContext &Context;
  ApiLookup Lookup;
  Values Table;
  std::vector<const FunctionDecl *> Selected;
  bool NamesSql = false;
  llvm::DenseMap<const EnumConstantDecl *, const Expr *> Tabulated;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<FunctionFlow>> Flows;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<FunctionSummary>>
      KnownSummaries;
  llvm::DenseSet<const FunctionDecl *> InProgress;
  llvm::DenseMap<const Decl *, bool> Visible;
  std::unique_ptr<SectionIndex> Sections;
  UnitStats Counts;
};

} // namespace clang::toctou

#endif // TOCTOU_SUMMARIES_TRANSLATIONUNIT_H
