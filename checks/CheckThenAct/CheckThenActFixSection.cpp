//===- CheckThenActFixSection.cpp - Tested again, or by one call ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActFixSite.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// The test, repeated under the lock of the act
//===----------------------------------------------------------------------===//

/// True if every variable that \p S names can be named at \p Where.
static bool isVisibleAt(const LateActSite &Site, const Stmt &S,
                        const Stmt &Where) {
  const CompoundStmt *Block = Site.Body.blockOf(&Where);
  return llvm::all_of(namedIn(S), [&](const ValueDecl *D) {
    const auto *Var = llvm::dyn_cast<VarDecl>(D);
    if (!Var || !Var->hasLocalStorage() || llvm::isa<ParmVarDecl>(Var))
      return true;
    // Declared in the block of the place or around it.
    for (const CompoundStmt *B = Block; B; B = Site.Body.blockOf(B))
      for (const Stmt *Child : B->body())
        if (const auto *Declared = llvm::dyn_cast<DeclStmt>(Child);
            Declared && llvm::is_contained(Declared->decls(), Var))
          return Var->getLocation() < Where.getBeginLoc();
    return false;
  });
}

/// The indentation of what hangs on an `if` at \p Where.
static std::string indentation(const LateActSite &Site, const Stmt &Where) {
  const SourceManager &Sources = Site.Unit.context().getSourceManager();
  unsigned Column = Sources.getSpellingColumnNumber(Where.getBeginLoc());
  return std::string(Column + 1, ' ');
}

/// `{ lock; if (c) return; } ... lock; act;`: the test again after the lock.
static Remedy repeatExit(const LateActSite &Site, const IfStmt &Test,
                         const Stmt &Taken) {
  if (Test.getElse() || !leaves(*Test.getThen()) ||
      !onlyReads(*Test.getCond()) || !changedIn(*Test.getCond()).empty() ||
      !isVisibleAt(Site, Test, Taken))
    return {};
  std::string Text = Site.textOf(Test);
  if (Text.empty() || llvm::StringRef(Text).contains('\n')) {
    std::string Condition = Site.textOf(*Test.getCond());
    const Stmt *Leave = Test.getThen();
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Leave)) {
      if (Block->size() != 1)
        return {};
      Leave = Block->body_front();
    }
    std::string Left = Site.textOf(*Leave);
    if (Condition.empty() || Left.empty() ||
        llvm::StringRef(Left).contains('\n') ||
        llvm::StringRef(Condition).contains('\n'))
      return {};
    Text = "if (" + Condition + ")\n" + indentation(Site, Taken) + Left;
  }
  if (Text.back() != ';' && Text.back() != '}')
    Text += ';';
  EditList Edits(Site.Unit.context(), Taken.getBeginLoc());
  Edits.addLineAfter(Taken, Text);
  Remedy Found{"test again under the lock that the act holds", Edits.take(),
               true};
  return Found.Edits.empty() ? Remedy() : Found;
}

/// `if (c) { lock; act; }`: the test again around the act.
static Remedy repeatAround(const LateActSite &Site, const IfStmt &Test,
                           const Stmt &Taken) {
  if (!onlyReads(*Test.getCond()) || !changedIn(*Test.getCond()).empty())
    return {};
  const auto *Block = llvm::dyn_cast<CompoundStmt>(Test.getThen());
  std::string Condition = Site.textOf(*Test.getCond());
  if (!Block || Condition.empty() || Site.Body.blockOf(&Taken) != Block)
    return {};
  llvm::SmallVector<const Stmt *, 4> After;
  bool Inside = false;
  for (const Stmt *S : Block->body()) {
    if (Inside)
      After.push_back(S);
    Inside |= S == &Taken;
  }
  if (After.size() != 1 || llvm::isa<DeclStmt>(After.front()))
    return {};
  EditList Edits(Site.Unit.context(), Taken.getBeginLoc());
  Edits.insertBefore(After.front()->getBeginLoc(),
                     "if (" + Condition + ")\n" + indentation(Site, Taken));
  Remedy Found{"test again under the lock that the act holds", Edits.take(),
               true};
  return Found.Edits.empty() ? Remedy() : Found;
}

Remedy testAgain(const LateActSite &Site) {
  const IfStmt *Test = Site.test();
  const Event *Section = Site.Act.ActSection;
  if (!Test || !Section || Section->isSpliced() ||
      Site.Act.Check->isSpliced() || Site.Act.Act->isSpliced())
    return {};
  const Stmt *Taken = Site.Body.statementOf(Section->Site);
  if (!Taken || Taken->getBeginLoc() < Test->getBeginLoc())
    return {};
  if (Site.Body.isWithin(Taken, Test->getThen()))
    return repeatAround(Site, *Test, *Taken);
  return repeatExit(Site, *Test, *Taken);
}

//===----------------------------------------------------------------------===//
// One call that tries
//===----------------------------------------------------------------------===//

/// A method of the class that tests and takes in one section: it returns
/// whether it did, and gives what it took out by reference.
static const CXXMethodDecl *tryingMethod(const CXXRecordDecl &Class,
                                         QualType Taken,
                                         const LateActSite &Site) {
  const Values &Table = Site.Unit.values();
  FieldChain Data = chainOf(Table, Site.Act.Act->Subject);
  for (const CXXMethodDecl *M : Class.methods()) {
    if (M->getNumParams() != 1 || !M->getReturnType()->isBooleanType() ||
        M->isStatic() || M->getAccess() != AS_public || !M->getIdentifier())
      continue;
    QualType Out = M->getParamDecl(0)->getType();
    if (!Out->isLValueReferenceType() ||
        Out.getNonReferenceType().isConstQualified() ||
        Out.getNonReferenceType().getCanonicalType() !=
            Taken.getNonReferenceType().getUnqualifiedType().getCanonicalType())
      continue;
    const FunctionFlow *Flow = Site.Unit.flow(*M);
    if (!Flow)
      continue;
    bool Tests = false, Takes = false, Locks = false;
    for (const FlowBlock &Block : Flow->Blocks)
      for (const Event &E : Block.Events) {
        if (E.Kind == EventKind::Acquire)
          Locks = true;
        if (Data.empty() || chainOf(Table, E.Subject).empty() ||
            chainOf(Table, E.Subject).back() != Data.back())
          continue;
        Tests |= E.Kind == EventKind::Query && E.Decides;
        Takes |= E.Kind == EventKind::Operate && E.Step == StepEffect::Remove;
      }
    if (Tests && Takes && Locks)
      return M;
  }
  return nullptr;
}

/// The receiver of a call of a method, as it is written before the name.
static std::string receiverOf(const LateActSite &Site, const Stmt *Call) {
  const auto *Member = llvm::dyn_cast_or_null<CXXMemberCallExpr>(Call);
  const auto *Callee =
      Member ? llvm::dyn_cast<MemberExpr>(Member->getCallee()) : nullptr;
  if (!Callee || Callee->isImplicitAccess())
    return {};
  std::string Object = Site.textOf(*Callee->getBase()->IgnoreImplicit());
  return Object.empty() ? Object : Object + (Callee->isArrow() ? "->" : ".");
}

/// `if (q.empty()) leave; x = q.front(); q.pop();`
Remedy tryAtTest(const LateActSite &Site) {
  const IfStmt *Test = Site.test();
  const auto *Front = llvm::dyn_cast<CXXMemberCallExpr>(Site.Act.Act->Site);
  if (!Test || !Front || !Site.Act.Act->isSpliced() ||
      !Site.Act.Check->isSpliced())
    return {};
  auto Way = Site.way(*Test);
  const CXXMethodDecl *Callee = Front->getMethodDecl();
  if (Way.empty() || !Callee || Site.Body.isWithin(Front, Test->getThen()))
    return {};
  // Nothing but the question.
  if (Test->getCond()->IgnoreParenImpCasts() != Site.Act.Check->Site)
    return {};
  std::string Object = receiverOf(Site, Front);
  if (Object.empty() || Object != receiverOf(Site, Site.Act.Check->Site))
    return {};
  const Stmt *Takes = Way.front();
  const Expr *Target = nullptr;
  if (const auto *E = llvm::dyn_cast<Expr>(Takes)) {
    const Expr *Bare = E->IgnoreImplicit();
    if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(Bare);
        Op && Op->getOperator() == OO_Equal &&
        Op->getArg(1)->IgnoreImplicit()->IgnoreParenImpCasts() == Front)
      Target = Op->getArg(0);
    if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Bare);
        Binary && Binary->getOpcode() == BO_Assign &&
        Binary->getRHS()->IgnoreParenImpCasts() == Front)
      Target = Binary->getLHS();
  }
  const CXXMethodDecl *Tries =
      tryingMethod(*Callee->getParent(), Front->getType(), Site);
  std::string Into = Target ? Site.textOf(*Target) : "";
  if (Into.empty() || !Tries)
    return {};
  // What else took the element: a call without arguments on the same object.
  const Stmt *Pops = Way.size() > 1 ? Way[1] : nullptr;
  const auto *Popped = llvm::dyn_cast_or_null<CXXMemberCallExpr>(
      llvm::isa_and_nonnull<Expr>(Pops)
          ? llvm::cast<Expr>(Pops)->IgnoreImplicit()
          : nullptr);
  if (!Popped || Popped->getNumArgs() != 0 ||
      receiverOf(Site, Popped) != Object || !Popped->getType()->isVoidType())
    return {};
  EditList Edits(Site.Unit.context(), Test->getBeginLoc());
  Edits.replace(Test->getCond()->getSourceRange(),
                "!" + Object + Tries->getNameAsString() + "(" + Into + ")");
  Edits.removeStatements(*Takes, *Pops);
  Remedy Found{"ask and take in one call", Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
