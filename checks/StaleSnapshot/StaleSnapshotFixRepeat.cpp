//===- StaleSnapshotFixRepeat.cpp - Read again just before the use --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What remains of the window, from the new read to the use, is said in a
/// comment: the edit makes it small, and only shared ownership or one lock over
/// both would close it.
///
//===----------------------------------------------------------------------===//
#include "Fixes/EditList.h"
#include "StaleSnapshot/StaleSnapshotFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

static const Expr *bare(const Stmt *S) {
  const auto *E = llvm::dyn_cast_or_null<Expr>(S);
  return E ? E->IgnoreImplicit()->IgnoreParens() : nullptr;
}

/// The variable and the value that \p S gives it, if that is all that it does.
static const VarDecl *assignedBy(const Stmt &S, const Expr *&Given) {
  if (const auto *Declaration = llvm::dyn_cast<DeclStmt>(&S)) {
    const auto *Var =
        Declaration->isSingleDecl()
            ? llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl())
            : nullptr;
    Given = Var ? Var->getInit() : nullptr;
    return Var && Given && Var->getInitStyle() == VarDecl::CInit &&
                   !llvm::isa<DecompositionDecl>(Var)
               ? Var
               : nullptr;
  }
  const Expr *Left = nullptr;
  const Expr *E = bare(&S);
  if (const auto *Binary = llvm::dyn_cast_or_null<BinaryOperator>(E);
      Binary && Binary->getOpcode() == BO_Assign) {
    Left = Binary->getLHS();
    Given = Binary->getRHS();
  } else if (const auto *Op = llvm::dyn_cast_or_null<CXXOperatorCallExpr>(E);
             Op && Op->getOperator() == OO_Equal && Op->getNumArgs() == 2) {
    Left = Op->getArg(0);
    Given = Op->getArg(1);
  }
  const auto *Ref = llvm::dyn_cast_or_null<DeclRefExpr>(bare(Left));
  return Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

static bool canBeAssigned(const VarDecl &Var) {
  QualType T = Var.getType();
  return Var.hasLocalStorage() && !T.isConstQualified() &&
         !T->isReferenceType() && !T->isArrayType();
}

/// `if (...) return;` with nothing else: it can stand twice.
static bool isWayOut(const Stmt &S) {
  const auto *If = llvm::dyn_cast<IfStmt>(&S);
  return If && !If->getElse() && !If->getInit() &&
         !If->getConditionVariable() && leaves(*If->getThen()) &&
         llvm::none_of(changedIn(*If->getCond()), [](const ValueDecl *D) {
           return llvm::isa<VarDecl>(D);
         });
}

/// True if every lock that is held at the use is given back by a guard, so that
/// a way out there is one.
static bool canLeave(const StaleSite &Site) {
  return llvm::all_of(Site.Race.Held, [](const Event *By) {
    return !By->Site || llvm::isa<CXXConstructExpr>(By->Site);
  });
}

static void explain(EditList &Edits, const Stmt &Use) {
  Edits.addLineBefore(Use, "// Read again: it may have changed since. A change "
                           "after this is still missed.");
}

/// Every test of \p Var between the read and the use. False if some of it
/// cannot be repeated there.
static bool testsOf(const StaleSite &Site, const VarDecl &Var,
                    llvm::SmallVectorImpl<const Stmt *> &Tests) {
  for (const Stmt *S : between(*Site.Block, Site.Reader, Site.User)) {
    if (changedIn(*S).contains(&Var))
      return false;
    const auto *If = llvm::dyn_cast<IfStmt>(S);
    if (!If || !namedIn(*If->getCond()).contains(&Var))
      continue;
    if (!isWayOut(*S) || !Site.isUnchanged(*If->getCond()))
      return false;
    Tests.push_back(S);
  }
  return Tests.empty() || canLeave(Site);
}

Remedy repeatGetter(const StaleSite &Site) {
  const Event &Read = *Site.Race.Read;
  if (!Site.Read || Site.Read != Site.Reader || Site.holdsLock())
    return {};
  // A read under a lock that this function takes is repeated with its lock.
  if (!Read.isSpliced() && Site.Race.Section)
    return {};
  const Expr *Given = nullptr;
  const VarDecl *Var = assignedBy(*Site.Read, Given);
  if (!Var || !canBeAssigned(*Var) ||
      !Site.Body.isWithin(Read.Site, Site.Read) || !Site.isUnchanged(*Given))
    return {};
  llvm::SmallVector<const Stmt *, 2> Tests;
  if (!testsOf(Site, *Var, Tests))
    return {};
  EditList Edits(Site.Unit.context(), Site.Use->getBeginLoc());
  std::string Again = Edits.textOf(Given->getSourceRange());
  if (Again.empty() || llvm::StringRef(Again).contains('\n'))
    return {};
  explain(Edits, *Site.Use);
  Edits.addLineBefore(*Site.Use, Var->getNameAsString() + " = " + Again + ";");
  for (const Stmt *Test : Tests)
    Edits.copyBefore(*Test, *Site.Use);
  Remedy Found{"read it again just before it is used", Edits.take(),
               Tests.empty() && !Site.holdsAny()};
  return Found.Edits.empty() ? Remedy() : Found;
}

/// True if \p S can be done twice: it declares, gives a variable a value that
/// does not depend on it, or finds a way out.
static bool canBeRepeated(const Stmt &S) {
  if (isWayOut(S))
    return true;
  if (llvm::isa<DeclStmt>(S))
    return onlyReads(S);
  const Expr *Given = nullptr;
  const VarDecl *Var = assignedBy(S, Given);
  return Var && canBeAssigned(*Var) && onlyReads(*Given) &&
         !namedIn(*Given).contains(Var);
}

/// The block that is the critical section of the read: it begins with the
/// guard.
static const CompoundStmt *sectionOf(const StaleSite &Site) {
  const Stmt *Guard = Site.Body.statementOf(Site.Race.Section->Site);
  const CompoundStmt *Own =
      Guard ? Site.Body.blockOf(Site.Race.Section->Site) : nullptr;
  if (!Own || Own != Site.Reader || Own->body_front() != Guard ||
      !llvm::isa<DeclStmt>(Guard) ||
      !llvm::isa<CXXConstructExpr>(bare(Site.Race.Section->Site)))
    return nullptr;
  return Own;
}

/// The one statement that reads, where the lock is held at the use anyway.
static Remedy repeatAssignment(const StaleSite &Site) {
  const Expr *Given = nullptr;
  const VarDecl *Var = assignedBy(*Site.Read, Given);
  if (!Var || !canBeAssigned(*Var) || !onlyReads(*Given) ||
      !Site.isUnchanged(*Given))
    return {};
  // The use must go by the variable that is read again, not by one made of it.
  if (!namedIn(*Site.Use).contains(Var))
    return {};
  llvm::SmallVector<const Stmt *, 2> Tests;
  if (!testsOf(Site, *Var, Tests))
    return {};
  // What it is read from must be there still.
  for (const ValueDecl *D : namedIn(*Given))
    if (const auto *Local = llvm::dyn_cast<VarDecl>(D);
        Local && Local->hasLocalStorage() && !llvm::isa<ParmVarDecl>(Local))
      return {};
  EditList Edits(Site.Unit.context(), Site.Use->getBeginLoc());
  std::string Again = Edits.textOf(Given->getSourceRange());
  if (Again.empty() || llvm::StringRef(Again).contains('\n'))
    return {};
  Edits.addLineBefore(*Site.Use, "// Read again: the lock was free meanwhile.");
  Edits.addLineBefore(*Site.Use, Var->getNameAsString() + " = " + Again + ";");
  for (const Stmt *Test : Tests)
    Edits.copyBefore(*Test, *Site.Use);
  Remedy Found{"read it again in the section that uses it", Edits.take(),
               Tests.empty()};
  return Found.Edits.empty() ? Remedy() : Found;
}

Remedy repeatSection(const StaleSite &Site) {
  if (!Site.Read || !Site.Race.Section || Site.Race.Read->isSpliced() ||
      !Site.Race.Section->Site)
    return {};
  if (Site.holdsLock())
    return repeatAssignment(Site);
  const CompoundStmt *Own = sectionOf(Site);
  if (!Own || !Site.isUnchanged(*Own))
    return {};
  bool Leaves = false;
  for (const Stmt *S : llvm::drop_begin(Own->body())) {
    if (!canBeRepeated(*S))
      return {};
    Leaves |= isWayOut(*S);
  }
  if (Leaves && !canLeave(Site))
    return {};
  // Tests of the copy outside its section would have to be repeated too.
  DeclSet Copied = changedIn(*Own);
  for (const Stmt *S : between(*Site.Block, Own, Site.User)) {
    const auto *If = llvm::dyn_cast<IfStmt>(S);
    if (If && leaves(*If->getThen()) && meet(namedIn(*If->getCond()), Copied) &&
        !Site.Body.isWithin(Site.Race.Window->Site, If->getCond()))
      return {};
  }
  EditList Edits(Site.Unit.context(), Site.Use->getBeginLoc());
  explain(Edits, *Site.Use);
  Edits.copyBefore(*Own, *Site.Use);
  Remedy Found{"take the copy again just before it is used", Edits.take(),
               !Site.holdsAny()};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
