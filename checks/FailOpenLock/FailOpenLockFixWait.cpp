//===- FailOpenLockFixWait.cpp - Wait for the lock ------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where nobody looks at the answer, the call that waits for the same lock
/// takes the place of the one that gives up; a guard loses its tag.
///
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockFixSite.h"
#include "Fixes/EditList.h"
#include "Models/AcquisitionLookup.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

static const char Text[] = "wait for the lock";

/// Where the name of the callee of \p Call stands.
static SourceLocation nameOf(const CallExpr &Call) {
  const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(Callee))
    return Member->getMemberLoc();
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Callee))
    return Ref->getLocation();
  return {};
}

/// `m.try_lock_for(1s);` to `m.lock();`
static Remedy waitInstead(const CallExpr &Call, llvm::StringRef Twin,
                          TranslationUnit &Unit) {
  EditList Edits(Unit.context(), Call.getBeginLoc());
  SourceLocation Name = nameOf(Call);
  if (Name.isInvalid() || Twin.empty())
    return {};
  Edits.replace(Name, Twin);
  unsigned Kept = llvm::isa<CXXMemberCallExpr>(Call) ? 0 : 1;
  unsigned Written = 0;
  for (const Expr *Argument : Call.arguments())
    Written += !llvm::isa<CXXDefaultArgExpr>(Argument);
  if (Written > Kept) {
    SourceLocation Last = Call.getArg(Written - 1)->getEndLoc();
    if (Kept == 0)
      Edits.replace(SourceRange(Call.getArg(0)->getBeginLoc(), Last), "");
    else
      Edits.removeAfter(Call.getArg(0)->getEndLoc(), Last);
  }
  Remedy Found{Text, Edits.take(), false};
  return Found.Edits.empty() ? Remedy() : Found;
}

/// True if \p E is a tag or a time that keeps a guard from waiting.
static bool keepsFromWaiting(const Expr *E) {
  const CXXRecordDecl *R =
      E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier())
    return false;
  llvm::StringRef Name = R->getName();
  return Name.starts_with("try_to_lock") || Name == "duration" ||
         Name == "time_point";
}

/// `lk(m, std::try_to_lock)` to `lk(m)`.
static Remedy waitInGuard(const CXXConstructExpr &Guard,
                          TranslationUnit &Unit) {
  if (Guard.getNumArgs() != 2 || !keepsFromWaiting(Guard.getArg(1)))
    return {};
  EditList Edits(Unit.context(), Guard.getBeginLoc());
  Edits.removeAfter(Guard.getArg(0)->getEndLoc(), Guard.getArg(1)->getEndLoc());
  Remedy Found{Text, Edits.take(), false};
  return Found.Edits.empty() ? Remedy() : Found;
}

/// `flock(fd, LOCK_EX | LOCK_NB)` to `flock(fd, LOCK_EX)`.
static Remedy waitForFile(const CallExpr &Call, const LockCommandApi &Row,
                          TranslationUnit &Unit) {
  if (Row.Command < 0 || unsigned(Row.Command) >= Call.getNumArgs())
    return {};
  const auto *Or = llvm::dyn_cast<BinaryOperator>(
      Call.getArg(Row.Command)->IgnoreParenImpCasts());
  if (!Or || Or->getOpcode() != BO_Or)
    return {};
  // The bits that make it give up.
  Expr::EvalResult Bits;
  if (!Or->getRHS()->EvaluateAsInt(Bits, Unit.context()))
    return {};
  bool GivesUp = false;
  for (const LockCommand &C : Row.Commands)
    GivesUp |= C.Effect == FileLockEffect::Try &&
               Bits.Val.getInt().getExtValue() == C.Number;
  if (!GivesUp)
    return {};
  const SourceManager &Sources = Unit.context().getSourceManager();
  EditList Edits(Unit.context(), Call.getBeginLoc());
  Edits.removeAfter(Sources.getExpansionLoc(Or->getLHS()->getEndLoc()),
                    Sources.getExpansionLoc(Or->getRHS()->getEndLoc()));
  Remedy Found{Text, Edits.take(), false};
  return Found.Edits.empty() ? Remedy() : Found;
}

Remedy waitForLock(const FailOpenSite &Site) {
  const Event &Asked = *Site.Path.Asked;
  if (const auto *Guard = llvm::dyn_cast_or_null<CXXConstructExpr>(Asked.Site);
      Guard && !Asked.isSpliced())
    return waitInGuard(*Guard, Site.Unit);
  const auto *Call = llvm::dyn_cast_or_null<CallExpr>(Asked.Inner);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Asked.InnerFunction || !isEditable(*Asked.InnerFunction))
    return {};
  // Only where nobody takes the answer: in the callee that asks, or here.
  BodyIndex Inner(*Asked.InnerFunction);
  const Stmt *Statement = Inner.statementOf(Call);
  if (Statement != Call &&
      !(llvm::isa_and_nonnull<ExprWithCleanups>(Statement) &&
        llvm::cast<ExprWithCleanups>(Statement)->getSubExpr() == Call))
    return {};
  if (Asked.Commands)
    return waitForFile(*Call, *Asked.Commands, Site.Unit);
  return waitInstead(
      *Call, Site.Unit.lookup().acquisitions().call(*Callee).Twin, Site.Unit);
}

} // namespace clang::toctou
