//===- BoundArguments.cpp - Values that a fix binds once more -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/BoundArguments.h"
#include "Fixes/BodyIndex.h"
#include "Fixes/EditList.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

BoundArguments::BoundArguments(const SqlPredicateRace &Race,
                               TranslationUnit &Unit)
    : Race(Race), Unit(Unit), Select(read(*Race.Select->Run)),
      Act(read(*Race.Act->Run)) {}

BoundArguments::BoundCall BoundArguments::read(const Event &Run) const {
  BoundCall Found;
  Found.Call = llvm::dyn_cast_or_null<CallExpr>(Run.Inner);
  const FunctionDecl *Callee =
      Found.Call ? Found.Call->getDirectCallee() : nullptr;
  if (!Callee || llvm::isa<CXXOperatorCallExpr>(Found.Call))
    return {};
  for (const SqlApi *Row : Unit.lookup().call(*Callee).Sql)
    if (Row->Effect == SqlEffect::Run && Row->Text >= 0 && Row->Value >= 0)
      Found.Row = Row;
  if (!Found.Row || unsigned(Found.Row->Value) > Found.Call->getNumArgs())
    return {};
  auto Argument = [&](int I) -> const Expr * {
    return I >= 0 && unsigned(I) < Found.Call->getNumArgs()
               ? Found.Call->getArg(I)->IgnoreImplicit()
               : nullptr;
  };
  if (Found.Row->Count == NoSlot) {
    for (unsigned I = Found.Row->Value; I < Found.Call->getNumArgs(); ++I)
      Found.Values.push_back(Found.Call->getArg(I));
    return Found;
  }
  Found.Count = Argument(Found.Row->Count);
  const Expr *Array = Argument(Found.Row->Value);
  const auto *Ref = llvm::dyn_cast_or_null<DeclRefExpr>(
      Array ? Array->IgnoreParenImpCasts() : nullptr);
  const auto *Var = Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!llvm::isa_and_nonnull<IntegerLiteral>(Found.Count) || !Var ||
      !Var->hasLocalStorage() || !Var->getInit())
    return {};
  const auto *List =
      llvm::dyn_cast<InitListExpr>(Var->getInit()->IgnoreImplicit());
  // An array of a written size has no room.
  if (!List || !Var->getTypeSourceInfo() ||
      !Var->getTypeSourceInfo()->getType()->isIncompleteArrayType())
    return {};
  for (const Expr *Init : List->inits())
    Found.Values.push_back(Init);
  Found.List = List;
  return Found;
}

/// True if \p E can be written at the act as it is at the SELECT: a literal, a
/// constant, or variables of the same function that nothing changes.
bool BoundArguments::isVisibleAtAct(const Expr &E) const {
  const Stmt *Pending[] = {&E};
  llvm::SmallVector<const Stmt *, 8> Work(std::begin(Pending),
                                          std::end(Pending));
  const FunctionDecl *Here = Race.Select->Run->InnerFunction;
  bool SameFunction = Here == Race.Act->Run->InnerFunction;
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (!S)
      continue;
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(S)) {
      const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
      bool IsConstant =
          llvm::isa<EnumConstantDecl, FunctionDecl>(Ref->getDecl()) ||
          (Var && Var->hasGlobalStorage() && !Var->isStaticLocal());
      bool IsLocal =
          Var && SameFunction &&
          (llvm::isa<ParmVarDecl>(Var) || Var->getType().isConstQualified());
      if (!IsConstant && !IsLocal)
        return false;
    }
    if (llvm::isa<CXXThisExpr>(S) && !SameFunction)
      return false;
    if (llvm::isa<CallExpr>(S) && !llvm::isa<CXXMemberCallExpr>(S))
      return false;
    for (const Stmt *Child : S->children())
      Work.push_back(Child);
  }
  return true;
}

std::string BoundArguments::carry(unsigned Param) {
  const SqlParam &Written = Race.Select->Sql.Params[Param - 1];
  if (!Select.Row || !Act.Row || Written.Written.empty() ||
      Written.Written[0] != '$')
    return "";
  unsigned Number = 0;
  if (llvm::StringRef(Written.Written).drop_front().getAsInteger(10, Number) ||
      Number < 1 || Number > Select.Values.size())
    return "";
  // The act may have the value already.
  const Expr *Value = Select.Values[Number - 1];
  if (!isVisibleAtAct(*Value) || Value->getBeginLoc().isMacroID() ||
      Value->getEndLoc().isMacroID())
    return "";
  for (const SqlParam &Own : Race.Act->Sql.Params)
    if (!Own.Written.empty() && Own.Written[0] != '$')
      return "";
  EditList Source(Unit.context(), Value->getBeginLoc());
  std::string Text = Source.textOf(Value->getSourceRange());
  if (Text.empty())
    return "";
  for (const auto &[Known, Same] : Carried)
    if (Same == Text)
      return "$" + std::to_string(Known);
  unsigned Next = Act.Values.size() + Carried.size() + 1;
  Carried.push_back({Next, Text});
  return "$" + std::to_string(Next);
}

bool BoundArguments::finish(std::vector<TextEdit> &Edits) const {
  if (Carried.empty())
    return true;
  const Expr *Last =
      Act.Values.empty() ? Act.Call->getArg(Act.Row->Text) : Act.Values.back();
  if (Act.List && Act.Values.empty())
    return false;
  EditList Changes(Unit.context(), Last->getEndLoc());
  std::string Added;
  for (const auto &[Number, Text] : Carried)
    Added += ", " + Text;
  Changes.insertAfter(Last->getEndLoc(), Added);
  if (Act.Count)
    Changes.replace(Act.Count->getSourceRange(),
                    std::to_string(Act.Values.size() + Carried.size()));
  std::vector<TextEdit> Made = Changes.take();
  if (Made.empty())
    return false;
  for (TextEdit &E : Made)
    Edits.push_back(std::move(E));
  return true;
}

} // namespace clang::toctou
