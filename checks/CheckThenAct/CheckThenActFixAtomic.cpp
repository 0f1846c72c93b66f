//===- CheckThenActFixAtomic.cpp - A load and a store made one ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActFixSite.h"
#include "CheckThenAct/WrittenStep.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// The statement that is nothing but the store, or null.
static const Stmt *storeStatement(const LateActSite &Site) {
  const Stmt *S = Site.Body.statementOf(Site.Act.Act->Site);
  const auto *E = llvm::dyn_cast_or_null<Expr>(S);
  if (!E)
    return nullptr;
  const Expr *Bare = E->IgnoreImplicit()->IgnoreParens();
  const auto *Store = llvm::dyn_cast<Expr>(Site.Act.Act->Site);
  return Store && Bare == Store->IgnoreImplicit()->IgnoreParens() ? S : nullptr;
}

/// True if control may leave \p S, or \p S names \p Atomic.
static bool disturbs(const Stmt &S, const ValueDecl *Atomic) {
  if (Atomic && namedIn(S).contains(Atomic))
    return true;
  llvm::SmallVector<const Stmt *, 16> Pending = {&S};
  while (!Pending.empty()) {
    const Stmt *Now = Pending.pop_back_val();
    if (!Now || llvm::isa<LambdaExpr>(Now))
      continue;
    if (leaves(*Now))
      return true;
    Pending.append(Now->child_begin(), Now->child_end());
  }
  return false;
}

static const ValueDecl *atomicOf(const LateActSite &Site) {
  return Site.Unit.values().namedBy(Site.Act.Act->Subject);
}

static bool sameOrders(const LateAct &Act) {
  return Act.Check->Relaxed && Act.Act->Relaxed;
}

/// True if \p Load is all of \p Condition, or the last of a chain that only
/// comes to it when the rest lets the act happen.
static bool decidesLast(const Expr *Condition, const Stmt *Load,
                        bool ActsWhenTrue, bool &Negated,
                        const BinaryOperator *&Comparison) {
  Negated = false;
  Comparison = nullptr;
  const Expr *E = Condition;
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Clean = llvm::dyn_cast<ExprWithCleanups>(E)) {
      E = Clean->getSubExpr();
      continue;
    }
    if (E == Load || E == llvm::cast<Expr>(Load)->IgnoreParenImpCasts() ||
        (llvm::isa<CXXMemberCallExpr>(Load) && E == Load))
      return true;
    // The object of an implicit conversion.
    if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Load);
        Call &&
        llvm::isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()) &&
        E == Call->getImplicitObjectArgument()->IgnoreParenImpCasts())
      return true;
    if (const auto *Not = llvm::dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot) {
      Negated = !Negated;
      E = Not->getSubExpr();
      continue;
    }
    const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
    if (!Binary)
      return false;
    bool Chains =
        Binary->getOpcode() == (ActsWhenTrue != Negated ? BO_LAnd : BO_LOr);
    if (Chains) {
      E = Binary->getRHS();
      continue;
    }
    if (!Binary->isEqualityOp() || Comparison)
      return false;
    Comparison = Binary;
    E = Binary->getLHS();
  }
}

Remedy exchangeAtTest(const LateActSite &Site) {
  const ASTContext &Context = Site.Unit.context();
  const IfStmt *Test = Site.test();
  const Stmt *Store = storeStatement(Site);
  if (!Test || !Store || Site.Act.Check->isSpliced() ||
      Site.Act.Act->isSpliced())
    return {};
  auto Load = writtenStep(*Site.Act.Check->Site, false, Context);
  auto Stored = writtenStep(*Site.Act.Act->Site, true, Context);
  auto Way = Site.way(*Test);
  if (!Load || !Stored || Load->Object.empty() || Stored->Value.empty() ||
      Load->Object != Stored->Object || !llvm::is_contained(Way, Store))
    return {};
  const ValueDecl *Atomic = atomicOf(Site);
  for (const Stmt *S : Way) {
    if (S == Store)
      break;
    if (disturbs(*S, nullptr))
      return {};
    if (meet(changedIn(*S), namedIn(*Store)) && !llvm::isa<Expr>(S))
      return {};
  }
  bool InThen = Site.Body.isWithin(Store, Test->getThen());
  bool Negated = false;
  const BinaryOperator *Comparison = nullptr;
  if (!decidesLast(Test->getCond(), Site.Act.Check->Site, InThen, Negated,
                   Comparison))
    return {};
  auto Constant = Site.Unit.values().asConstant(Site.Act.Act->Operands[0]);
  if (!Constant || !Atomic || Load->Type.isNull())
    return {};
  bool Orders = Load->IsOrdered && Stored->IsOrdered;
  EditList Edits(Context, Test->getBeginLoc());
  Remedy Found;
  if (Load->Type->isBooleanType()) {
    // The other way, the atomic holds what is stored already.
    if (Comparison)
      return {};
    bool ActsWhenSet = InThen != Negated;
    if (ActsWhenSet == (*Constant != 0))
      return {};
    std::string Text =
        oneStep(*Load, "exchange", Stored->Value, Orders, sameOrders(Site.Act));
    if (Text.empty())
      return {};
    Edits.replace(Load->Range, Text);
    Found.Text = "test and set in one step";
  } else {
    // A state: it changes only from the one that was tested.
    bool ActsWhenEqual =
        Comparison && (Comparison->getOpcode() == BO_EQ) == (InThen != Negated);
    bool ActsWhenZero = !Comparison && InThen == Negated;
    if ((!ActsWhenEqual && !ActsWhenZero) || Load->How != Spelling::Method ||
        !Load->Type->isIntegralOrEnumerationType() ||
        !Context.getLangOpts().CPlusPlus17)
      return {};
    std::string Wanted = Comparison ? Site.textOf(*Comparison->getRHS()) : "0";
    if (Wanted.empty() || Wanted == Stored->Value)
      return {};
    const Expr *Whole = Test->getCond()->IgnoreParenImpCasts();
    bool WholeNegated = false;
    while (const auto *Not = llvm::dyn_cast<UnaryOperator>(Whole)) {
      WholeNegated = !WholeNegated;
      Whole = Not->getSubExpr()->IgnoreParenImpCasts();
    }
    (void)WholeNegated;
    if (const auto *Chain = llvm::dyn_cast<BinaryOperator>(Whole);
        Chain && Chain->isLogicalOp())
      return {};
    std::string Type = Load->Type.getUnqualifiedType().getAsString(
        Context.getPrintingPolicy());
    std::string Call = Load->Object + Load->Access +
                       "compare_exchange_strong(expected, " + Stored->Value +
                       ")";
    Edits.replace(Test->getCond()->getSourceRange(),
                  Type + " expected = " + Wanted + "; " + (InThen ? "" : "!") +
                      Call);
    Found.Text = "change the state in one step, from the one that was tested";
  }
  Edits.removeStatement(*Store);
  Found.Edits = Edits.take();
  Found.KeepsBehaviour = true;
  return Found.Edits.empty() ? Remedy() : Found;
}

/// The declaration that the load initialises, and nothing else, or null.
static const DeclStmt *loadDeclaration(const LateActSite &Site,
                                       const VarDecl *&Var) {
  const auto *Declared = llvm::dyn_cast_or_null<DeclStmt>(
      Site.Body.statementOf(Site.Act.Check->Site));
  if (!Declared || !Declared->isSingleDecl())
    return nullptr;
  Var = llvm::dyn_cast<VarDecl>(Declared->getSingleDecl());
  if (!Var || !Var->getInit())
    return nullptr;
  const Expr *Init = Var->getInit()->IgnoreParenImpCasts();
  const auto *Load = llvm::cast<Expr>(Site.Act.Check->Site);
  bool IsLoad = Init == Load || Init == Load->IgnoreParenImpCasts();
  if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Load))
    IsLoad |= Init == Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
  return IsLoad ? Declared : nullptr;
}

/// True if the statements from \p First to \p Store, in one block, neither
/// leave nor change \p Var.
static bool isStraight(const LateActSite &Site, const Stmt *First,
                       const Stmt *Store, const VarDecl &Var) {
  const CompoundStmt *Block = Site.Body.blockOf(First);
  if (!Block || Site.Body.childOf(*Block, Store) != Store)
    return false;
  for (const Stmt *S : between(*Block, First, Store))
    if (disturbs(*S, atomicOf(Site)) || changedIn(*S).contains(&Var))
      return false;
  return true;
}

Remedy changeInOneStep(const LateActSite &Site) {
  const ASTContext &Context = Site.Unit.context();
  const Stmt *Store = storeStatement(Site);
  if (!Store || Site.Act.Check->isSpliced() || Site.Act.Act->isSpliced())
    return {};
  auto Load = writtenStep(*Site.Act.Check->Site, false, Context);
  auto Stored = writtenStep(*Site.Act.Act->Site, true, Context);
  if (!Load || !Stored || Load->Object.empty() ||
      Load->Object != Stored->Object || Load->Type.isNull() ||
      !Load->Type->isIntegerType() || Load->Type->isBooleanType())
    return {};
  const auto *Change =
      llvm::dyn_cast<BinaryOperator>(Stored->ValueExpr->IgnoreParenImpCasts());
  if (!Change)
    return {};
  llvm::StringRef Operation, Assignment;
  switch (Change->getOpcode()) {
  case BO_Add:
    Operation = "fetch_add";
    Assignment = "+=";
    break;
  case BO_Sub:
    Operation = "fetch_sub";
    Assignment = "-=";
    break;
  case BO_Or:
    Operation = "fetch_or";
    Assignment = "|=";
    break;
  case BO_And:
    Operation = "fetch_and";
    Assignment = "&=";
    break;
  case BO_Xor:
    Operation = "fetch_xor";
    Assignment = "^=";
    break;
  default:
    return {};
  }
  std::string By = written(*Change->getRHS()->IgnoreImplicit(), Context);
  if (By.empty() || namedIn(*Change->getRHS()).contains(atomicOf(Site)))
    return {};
  EditList Edits(Context, Store->getBeginLoc());
  Remedy Found;
  Found.Text = "change it in one step";
  Found.KeepsBehaviour = true;
  bool Orders = Load->IsOrdered && Stored->IsOrdered;
  if (Site.Body.isWithin(Site.Act.Check->Site, Change->getLHS())) {
    const Expr *Left = Change->getLHS()->IgnoreParenImpCasts();
    const auto *Read = llvm::cast<Expr>(Site.Act.Check->Site);
    bool IsLoad = Left == Read || Left == Read->IgnoreParenImpCasts();
    if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Read))
      IsLoad |=
          Left == Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
    if (!IsLoad)
      return {};
    bool IsAssigned =
        llvm::isa<CXXOperatorCallExpr, BinaryOperator>(Site.Act.Act->Site);
    std::string Text =
        IsAssigned
            ? Stored->Object + " " + Assignment.str() + " " + By
            : oneStep(*Stored, Operation, By, Orders, sameOrders(Site.Act));
    if (Text.empty())
      return {};
    Edits.replace(Stored->Range, Text);
    Found.Edits = Edits.take();
    return Found.Edits.empty() ? Remedy() : Found;
  }
  // `n = load(x); ... store(x, n - 1);`
  const VarDecl *Var = nullptr;
  const DeclStmt *Declared = loadDeclaration(Site, Var);
  const auto *Named =
      llvm::dyn_cast<DeclRefExpr>(Change->getLHS()->IgnoreParenImpCasts());
  if (!Declared || !Named || Named->getDecl() != Var ||
      !llvm::isa<IntegerLiteral>(Change->getRHS()->IgnoreParenImpCasts()) ||
      !isStraight(Site, Declared, Store, *Var))
    return {};
  std::string Text =
      oneStep(*Load, Operation, By, Orders, sameOrders(Site.Act));
  if (Text.empty())
    return {};
  Edits.replace(Load->Range, Text);
  Edits.removeStatement(*Store);
  Found.Edits = Edits.take();
  return Found.Edits.empty() ? Remedy() : Found;
}

Remedy takeAndReset(const LateActSite &Site) {
  const ASTContext &Context = Site.Unit.context();
  const Stmt *Store = storeStatement(Site);
  if (!Store || Site.Act.Check->isSpliced() || Site.Act.Act->isSpliced())
    return {};
  auto Load = writtenStep(*Site.Act.Check->Site, false, Context);
  auto Stored = writtenStep(*Site.Act.Act->Site, true, Context);
  const VarDecl *Var = nullptr;
  const DeclStmt *Declared = loadDeclaration(Site, Var);
  if (!Load || !Stored || Load->Object.empty() || !Declared ||
      Load->Object != Stored->Object || Stored->Value.empty() ||
      !isStraight(Site, Declared, Store, *Var))
    return {};
  std::string Text =
      oneStep(*Load, "exchange", Stored->Value,
              Load->IsOrdered && Stored->IsOrdered, sameOrders(Site.Act));
  if (Text.empty())
    return {};
  EditList Edits(Context, Store->getBeginLoc());
  Edits.replace(Load->Range, Text);
  Edits.removeStatement(*Store);
  Remedy Found{"take and reset in one step", Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
