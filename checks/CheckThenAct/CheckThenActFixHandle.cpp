//===- CheckThenActFixHandle.cpp - A weak pointer locked at the test ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

static const Expr *bare(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParenImpCasts()->IgnoreImplicit();
    if (const auto *Made = llvm::dyn_cast<CXXConstructExpr>(Inner);
        Made && Made->getNumArgs() == 1)
      Inner = Made->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

/// True if \p Condition is nothing but the question at \p Asked: alive, if
/// \p Alive.
static bool asksOnly(const Expr *Condition, const Stmt *Asked, bool &Alive) {
  const Expr *E = bare(Condition);
  bool Negated = false;
  while (const auto *Not = llvm::dyn_cast<UnaryOperator>(E)) {
    if (Not->getOpcode() != UO_LNot)
      return false;
    Negated = !Negated;
    E = bare(Not->getSubExpr());
  }
  const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(E);
  bool IsBool = Call && Call->getType()->isBooleanType();
  if (Call == Asked && IsBool) {
    Alive = Negated;
    return true;
  }
  const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
  if (!Binary || bare(Binary->getLHS()) != Asked || Negated)
    return false;
  const auto *Zero = llvm::dyn_cast<IntegerLiteral>(bare(Binary->getRHS()));
  if (!Zero || Zero->getValue() != 0)
    return false;
  Alive = Binary->getOpcode() == BO_GT || Binary->getOpcode() == BO_NE;
  return Alive || Binary->getOpcode() == BO_EQ;
}

Remedy lockAtTest(const LateActSite &Site) {
  const ASTContext &Context = Site.Unit.context();
  const IfStmt *Test = Site.test();
  const auto *Lock =
      llvm::dyn_cast_or_null<CXXMemberCallExpr>(Site.Act.Act->Site);
  bool Alive = false;
  if (!Test || !Lock || Site.Act.Check->isSpliced() ||
      !asksOnly(Test->getCond(), Site.Act.Check->Site, Alive))
    return {};
  bool InThen = Site.Body.isWithin(Lock, Test->getThen());
  if (InThen != Alive || Test->getElse())
    return {};
  auto Way = Site.way(*Test);
  std::string Text = Site.textOf(*Lock);
  if (Way.empty() || Text.empty())
    return {};
  const Stmt *Uses = Way.front();
  const auto *Declared = llvm::dyn_cast<DeclStmt>(Uses);
  const auto *Var = Declared && Declared->isSingleDecl()
                        ? llvm::dyn_cast<VarDecl>(Declared->getSingleDecl())
                        : nullptr;
  bool Declares = Var && Var->getInit() && bare(Var->getInit()) == Lock;
  EditList Edits(Context, Test->getBeginLoc());
  Remedy Found;
  Found.Text = "lock the weak pointer first and test the result";
  Found.KeepsBehaviour = true;
  if (InThen && Declares && Way.size() > 1) {
    Edits.replace(Test->getCond()->getSourceRange(),
                  "auto " + Var->getNameAsString() + " = " + Text);
    Edits.removeStatement(*Declared);
  } else if (InThen && !Declares && Way.size() == 1 &&
             Site.Body.isWithin(Lock, Uses)) {
    for (const ValueDecl *D : namedIn(*Test))
      if (D->getIdentifier() && D->getName() == "locked")
        return {};
    Edits.replace(Test->getCond()->getSourceRange(), "auto locked = " + Text);
    Edits.replace(Lock->getSourceRange(), "locked");
  } else if (!InThen && Declares) {
    Edits.moveBefore(*Declared, *Test);
    Edits.replace(Test->getCond()->getSourceRange(),
                  "!" + Var->getNameAsString());
  } else {
    return {};
  }
  Found.Edits = Edits.take();
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
