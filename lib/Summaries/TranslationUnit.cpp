//===- TranslationUnit.cpp - The analysis of one translation unit ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Summaries/TranslationUnit.h"
#include "Summaries/Sections.h"
#include "Summaries/Selection.h"
#include "Summaries/SummaryBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/PrettyDeclStackTrace.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

/// A chain of calls deeper than this is taken as a call of the unknown.
static constexpr unsigned MaxCallDepth = 24;

TranslationUnit::TranslationUnit(ASTContext &Context, const ModelFile *User)
    : Context(Context), Lookup(User) {
  Selection Chosen = selectFunctions(Context, Lookup);
  Counts.Definitions = Chosen.Definitions;
  Counts.Selected = Chosen.Functions.size();
  Selected = std::move(Chosen.Functions);
  NamesSql = Chosen.NamesSql;
  Tabulated = std::move(Chosen.Tabulated);
}

TranslationUnit::~TranslationUnit() = default;

bool TranslationUnit::isForeign(const FunctionDecl &F) const {
  return Context.getSourceManager().isInSystemHeader(F.getLocation());
}

const FunctionFlow *TranslationUnit::flow(const FunctionDecl &F) {
  const FunctionDecl *Definition = nullptr;
  if (!F.hasBody(Definition) || !Definition ||
      Definition->isDependentContext() || isForeign(*Definition))
    return nullptr;
  auto It = Flows.find(Definition);
  if (It != Flows.end())
    return It->second.get();
  if (InProgress.contains(Definition) || InProgress.size() > MaxCallDepth)
    return nullptr;
  PrettyDeclStackTraceEntry Working(
      Context, const_cast<FunctionDecl *>(Definition),
      Definition->getLocation(), "clang-toctou: the analysis");
  InProgress.insert(Definition);
  auto Made = analyzeFlow(*Definition, {Context, Table, Lookup, *this});
  InProgress.erase(Definition);
  ++Counts.Analyzed;
  if (!Made)
    ++Counts.GivenUp;
  return (Flows[Definition] = std::move(Made)).get();
}

const FunctionSummary *TranslationUnit::summary(const FunctionDecl &F) {
  const FunctionDecl *Key = F.getCanonicalDecl();
  auto It = KnownSummaries.find(Key);
  if (It != KnownSummaries.end())
    return It->second.get();
  const FunctionFlow *Flow = flow(F);
  if (!Flow)
    return nullptr;
  auto Made = std::make_unique<FunctionSummary>(summarize(*Flow, Table));
  // A function that never returns tells its callers nothing of values.
  return (KnownSummaries[Key] = std::move(Made)).get();
}

bool TranslationUnit::isWhollyVisible(const Decl &R) {
  auto [It, New] = Visible.try_emplace(R.getCanonicalDecl(), false);
  if (!New)
    return It->second;
  const auto *Class = llvm::dyn_cast<CXXRecordDecl>(&R);
  if (!Class || !Class->hasDefinition())
    return false;
  bool All = true;
  for (const CXXMethodDecl *M : Class->getDefinition()->methods())
    All &= M->isImplicit() || M->isDefaulted() || M->isDeleted() ||
           M->isPureVirtual() || M->hasBody();
  return Visible[R.getCanonicalDecl()] = All;
}

const SectionIndex &TranslationUnit::sections() {
  if (!Sections) {
    Sections = std::make_unique<SectionIndex>(Table);
    for (const FunctionDecl *F : Selected)
      if (const FunctionFlow *Flow = flow(*F))
        Sections->add(*Flow);
  }
  return *Sections;
}

UnitStats TranslationUnit::stats() const {
  UnitStats Now = Counts;
  Now.Values = Table.size();
  return Now;
}

} // namespace clang::toctou
