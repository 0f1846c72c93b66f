//===- FilesystemFixHandle.cpp - Use the open file, not its name ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/FilesystemFixSite.h"
#include "Fixes/EditList.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

/// The call that does to a descriptor what \p Name does to a name.
static llvm::StringRef twin(llvm::StringRef Name) {
  static constexpr std::pair<llvm::StringRef, llvm::StringRef> Twins[] = {
      {"chmod", "fchmod"},
      {"chown", "fchown"},
      {"stat", "fstat"},
      {"truncate", "ftruncate"},
      {"utimes", "futimes"}};
  for (const auto &[By, Of] : Twins)
    if (By == Name)
      return Of;
  return {};
}

/// The variable that alone holds what \p Opened gives, or null.
static const VarDecl *holder(const BodyIndex &Body, const Expr *Opened) {
  const VarDecl *Var = nullptr;
  for (const Stmt *S = Body.parent(Opened); S && !Var; S = Body.parent(S)) {
    if (llvm::isa<CastExpr>(S) || llvm::isa<ParenExpr>(S) ||
        llvm::isa<FullExpr>(S))
      continue;
    if (const auto *Declaration = llvm::dyn_cast<DeclStmt>(S)) {
      if (Declaration->isSingleDecl())
        Var = llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl());
      break;
    }
    const auto *Set = llvm::dyn_cast<BinaryOperator>(S);
    if (!Set || Set->getOpcode() != BO_Assign)
      break;
    const auto *Ref =
        llvm::dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
    Var = Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    break;
  }
  if (!Var || !Var->hasLocalStorage())
    return nullptr;
  // Set once: it holds this file wherever it is named.
  unsigned Set = Var->hasInit() && Body.isWithin(Opened, Var->getInit());
  for (const Expr *E : Body.references(*Var)) {
    const Stmt *Up = Body.parent(E);
    const auto *Binary = llvm::dyn_cast_or_null<BinaryOperator>(Up);
    Set += Binary && Binary->isAssignmentOp() && Binary->getLHS() == E;
    if (const auto *Unary = llvm::dyn_cast_or_null<UnaryOperator>(Up);
        Unary && Unary->getOpcode() == UO_AddrOf)
      return nullptr;
  }
  return Set == 1 ? Var : nullptr;
}

Remedy useHandle(const PathFixSite &Site) {
  const PathRace &Race = Site.Race;
  const PathApi &Row = *Race.Pair.Second->Path;
  const auto *Call = llvm::dyn_cast<CallExpr>(Site.Second.Site);
  const FunctionDecl *Callee = Site.Second.Callee;
  if (Race.Kind != PathRaceKind::Reopened || Race.Evidence.ClosedBetween ||
      Race.Pair.First->Path->Deed != PathDeed::Open || !Call ||
      !Callee->getIdentifier() || Row.Path != 0 || Row.Dir != NoSlot)
    return {};
  llvm::StringRef New = twin(Callee->getName());
  const VarDecl *Handle = holder(Site.Body, Site.First.Site);
  if (New.empty() || !Handle)
    return {};
  std::string Descriptor = Handle->getNameAsString();
  if (Handle->getType()->isPointerType())
    Descriptor = "fileno(" + Descriptor + ")";
  else if (!Handle->getType()->isIntegerType())
    return {};
  EditList Edits(Site.Unit.context(), Call->getBeginLoc());
  const auto *Name =
      llvm::dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Name)
    return {};
  Edits.replace(SourceRange(Name->getLocation()), New);
  Edits.replace(Call->getArg(0)->getSourceRange(), Descriptor);
  Remedy Found{("use the open file: `" + New + "`").str(), Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
