//===- SnapshotActs.cpp - What is done with copies ------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/SnapshotMachine.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

void SnapshotMachine::onWrite(const Event &E, State &S,
                              const PathFacts &Facts) {
  takeOwnership(E, S, Facts);
  if (E.Opaque || E.Operands.empty() || S.Copies.empty())
    return;
  // What the place held before is no news.
  const ValueNode &N = Table[E.Operands[0]];
  llvm::SmallVector<ValueId, 4> Written;
  if (N.Kind == ValueKind::Derived && N.How == Derivation::Put)
    Written.append(N.Inputs.begin() + 1, N.Inputs.end());
  else
    Written.push_back(E.Operands[0]);
  if (isSharedPlace(E.Subject))
    for (ValueId V : Written)
      Find.borne(V, S.Copies, Facts, [&](Snapshot &Copy) {
        if (isWriteBack(E, Copy, S))
          reportAct(E, Copy, Deed::WriteBack, S);
      });
  flush(S);
  decide(E, Deed::WriteBack, S);
  flush(S);
}

/// What the section that made the copy writes back itself is its own: taken,
/// claimed or pinned.
void SnapshotMachine::takeOwnership(const Event &E, State &S,
                                    const PathFacts &Facts) {
  llvm::SmallVector<ValueId, 4> Taken;
  for (const Snapshot &Copy : S.Copies) {
    bool IsInside = llvm::any_of(S.Locks.held(), [&](const LockSet::Held &H) {
      return llvm::is_contained(Copy.Sections, H.By);
    });
    bool IsOneStep = Copy.Read->Shared && Copy.Read->Inner == E.Inner;
    if (!(IsInside && !Copy.Ended) && !IsOneStep)
      continue;
    PlaceId Root = Table.root(E.Subject);
    bool IsThrough = Table[Root].Kind == PlaceKind::Pointee &&
                     (Table[Root].Value == Table.core(Copy.Value) ||
                      Find.bears(Table[Root].Value, Copy, Facts));
    if (isSamePlace(Copy.Read->Subject, E.Subject) || IsThrough)
      Taken.push_back(Copy.Value);
  }
  if (Taken.empty())
    return;
  // What was reached through it went with it.
  llvm::erase_if(S.Copies, [&](const Snapshot &Copy) {
    if (llvm::is_contained(Taken, Copy.Value))
      return true;
    PlaceId Root = Table.root(Copy.Read->Subject);
    if (Table[Root].Kind != PlaceKind::Pointee ||
        isSamePlace(E.Subject, Copy.Read->Subject))
      return false;
    return llvm::any_of(S.Copies, [&](const Snapshot &From) {
      return llvm::is_contained(Taken, From.Value) &&
             isSamePlace(From.Read->Subject, E.Subject) &&
             Find.bears(Table[Root].Value, From, Facts);
    });
  });
}

/// True if the write \p E brings an old copy back into shared state.
bool SnapshotMachine::isWriteBack(const Event &E, const Snapshot &Copy,
                                  const State &S) {
  PlaceId From = Copy.Read->Subject;
  if (!Copy.Delay)
    return Copy.Retaken && isRetakenNow(Copy, S) &&
           isSamePlace(From, E.Subject);
  bool SameObject = Table.root(From) == Table.root(E.Subject);
  if (SameObject && Rivals.isGuarded(E.Subject))
    return true;
  if (!Copy.Read->Shared)
    return false;
  // What a parameter points to is how a result is given out.
  const PlaceNode &Root = Table[Table.root(E.Subject)];
  if (Root.Kind == PlaceKind::Pointee) {
    const ValueNode &Pointer = Table[Root.Value];
    if (Pointer.Kind == ValueKind::Initial &&
        Table[Table.root(Pointer.At)].Kind != PlaceKind::Pointee)
      return !S.Locks.held().empty();
    return true;
  }
  return !S.Locks.held().empty();
}

bool SnapshotMachine::isRetakenNow(const Snapshot &Copy, const State &S) const {
  return llvm::any_of(S.Locks.held(), [&](const LockSet::Held &H) {
    return !llvm::is_contained(Copy.Sections, H.By) &&
           llvm::any_of(Copy.Sections, [&](const Event *Section) {
             return Section->Subject == H.Lock;
           });
  });
}

Deed SnapshotMachine::deedOf(ActKind Kind) {
  switch (Kind) {
  case ActKind::Send:
    return Deed::Send;
  case ActKind::Connect:
    return Deed::Connect;
  case ActKind::Close:
    return Deed::Close;
  case ActKind::Destroy:
    return Deed::Destroy;
  case ActKind::Remove:
    return Deed::Remove;
  case ActKind::Signal:
    return Deed::Signal;
  case ActKind::Index:
    return Deed::Index;
  case ActKind::Deref:
    return Deed::Deref;
  case ActKind::Access:
  case ActKind::Compare:
    return Deed::Access;
  }
  return Deed::Access;
}

void SnapshotMachine::onAct(const Event &E, State &S, const PathFacts &Facts) {
  if (E.Act == ActKind::Compare) {
    llvm::SmallVector<ValueId, 4> Checked;
    for (ValueId V : E.Operands)
      Find.borne(V, S.Copies, Facts,
                 [&](Snapshot &Copy) { Checked.push_back(Copy.Value); });
    llvm::erase_if(S.Copies, [&](const Snapshot &Copy) {
      return llvm::is_contained(Checked, Copy.Value) ||
             (E.Subject != PlaceId::None &&
              isSamePlace(Copy.Read->Subject, E.Subject));
    });
    return;
  }
  if (E.Act == ActKind::Index && !isSharedPlace(E.Subject))
    return;
  bool IsHandle = E.IsHandle || E.Act == ActKind::Index ||
                  E.Act == ActKind::Remove || E.Act == ActKind::Destroy;
  for (ValueId V : E.Operands)
    actOn(E, V, deedOf(E.Act), IsHandle, S, Facts);
  decide(E, deedOf(E.Act), S);
  flush(S);
}

void SnapshotMachine::actOn(const Event &E, ValueId V, Deed Does, bool IsHandle,
                            State &S, const PathFacts &Facts) {
  bool IsPosition = Does == Deed::Deref && !E.IsHandle;
  // Of a list of pointers, each has a turn: one's time is another's delay.
  bool IsOneOfMany = Does == Deed::Deref && !S.Copies.empty() &&
                     Find.comesFromCollection(V, Facts);
  auto Act = [&](Snapshot &Copy) {
    // A position in a container of one's own.
    if (IsPosition && Find.copiesContainer(*Copy.Read))
      return;
    if (!IsOneOfMany)
      Copy.ActedAt = E.Inner;
    bool Counts = Copy.Delay || (IsHandle && Copy.Waited) ||
                  (IsHandle && Copy.Retaken && isRetakenNow(Copy, S));
    if (Counts && !isCovered(Copy, S))
      reportAct(E, Copy, Does, S);
  };
  Find.borne(V, S.Copies, Facts, Act, IsPosition);
  flush(S);
}

/// The objects that two calls of methods are made on are one, as written.
static bool sameReceiver(const Stmt *A, const Stmt *B) {
  auto Named = [](const Stmt *S) -> const ValueDecl * {
    const auto *Call = llvm::dyn_cast_or_null<CXXMemberCallExpr>(S);
    const Expr *Object =
        Call ? Call->getImplicitObjectArgument()->IgnoreParenImpCasts()
             : nullptr;
    if (const auto *Ref = llvm::dyn_cast_or_null<DeclRefExpr>(Object))
      return Ref->getDecl();
    const auto *Member = llvm::dyn_cast_or_null<MemberExpr>(Object);
    return Member && llvm::isa<CXXThisExpr>(
                         Member->getBase()->IgnoreParenImpCasts())
               ? Member->getMemberDecl()
               : nullptr;
  };
  const ValueDecl *First = Named(A);
  return First && First == Named(B);
}

/// The old copy is passed to a method that may change its object, out of sight:
/// an act if that is the object that the copy came from, or if it is done under
/// the lock of the copy, where the current value is at hand.
void SnapshotMachine::passOn(const Event &E, State &S, const PathFacts &Facts) {
  const auto *Call = llvm::dyn_cast_or_null<CXXMemberCallExpr>(E.Inner);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (E.Use != UseKind::Call || !Method || Method->isConst() ||
      Method->isInStdNamespace())
    return;
  for (ValueId V : E.Operands)
    Find.borne(V, S.Copies, Facts, [&](Snapshot &Copy) {
      if (!Copy.Delay)
        return;
      bool GoesBack = Copy.Read->isSpliced() && E.Inner == E.Site &&
                      sameReceiver(Copy.Read->Site, E.Site);
      if (GoesBack || (!Copy.Sections.empty() && isRetakenNow(Copy, S)))
        reportAct(E, Copy, Deed::Pass, S);
    });
  flush(S);
}

/// An act in a branch that an old copy decided.
void SnapshotMachine::decide(const Event &E, Deed Does, State &S) {
  if (S.Decisions.empty())
    return;
  bool Ends = Does == Deed::Close || Does == Deed::Destroy ||
              Does == Deed::Remove || Does == Deed::Signal;
  for (Decision &D : S.Decisions) {
    bool Changes = Does == Deed::WriteBack && !S.Locks.held().empty() &&
                   Table.root(D.Copy.Read->Subject) == Table.root(E.Subject);
    // A flag of its own, rather than one setting of many.
    const ValueDecl *Flag = Table.namedBy(D.Copy.Read->Subject);
    bool Speaks = (Does == Deed::Send || Does == Deed::Connect) && Flag &&
                  Flag->getType()->isBooleanType();
    if ((Ends || Changes || Speaks) && !D.Copy.Again)
      report(D.Copy, D.Copy.Delay, Deed::Decide, D.Test, D.Test, S);
  }
  if (Ends)
    S.Decisions.clear();
}

void SnapshotMachine::reportAct(const Event &E, Snapshot &Copy, Deed Does,
                                State &S) {
  if (Copy.Again && Copy.Again != E.Inner)
    return;
  // A callee that does it all tells of it itself.
  if (E.isSpliced() && Copy.Read->isSpliced() && Copy.Read->Site == E.Site)
    return;
  const Event *Window = Copy.Delay ? Copy.Delay : Copy.Waited;
  bool IsRetaken = !Copy.Delay && Copy.Retaken && isRetakenNow(Copy, S);
  report(Copy, IsRetaken ? Copy.Retaken : Window, Does, E.Site, E.Inner, S,
         IsRetaken);
}

void SnapshotMachine::report(const Snapshot &Copy, const Event *Window,
                             Deed Does, const Stmt *Use, const Stmt *Inner,
                             const State &S, bool IsRetaken) {
  if (!Window || !Use || Rivals.isSettled(Copy.Read->Subject))
    return;
  if (!Copy.Delay && !Rivals.isChanged(Copy.Read->Subject))
    return;
  Reported.push_back(Copy);
  StaleSnapshotRace Race;
  Race.Function = Flow.Function;
  Race.Read = Copy.Read;
  Race.Section = Copy.Sections.empty() ? nullptr : Copy.Sections.back();
  Race.Ended = Copy.Ended;
  Race.Window = Window;
  Race.IsRetaken = IsRetaken;
  Race.Does = Does;
  Race.Use = Use;
  Race.InnerUse = Inner;
  for (const LockSet::Held &H : S.Locks.held())
    if (!(H.By->isSpliced() && H.By->Site == Use)) // The act's own.
      Race.Held.push_back(H.By);
  Found.push_back(std::move(Race));
}

/// What was reported once is told: so is what was read with it.
void SnapshotMachine::flush(State &S) {
  if (Reported.empty())
    return;
  auto IsTold = [&](const Snapshot &Copy) {
    return llvm::any_of(Reported, [&](const Snapshot &Told) {
      return areTogether(Told, Copy);
    });
  };
  llvm::erase_if(S.Copies, IsTold);
  llvm::erase_if(S.Decisions,
                 [&](const Decision &D) { return IsTold(D.Copy); });
  Reported.clear();
}

} // namespace clang::toctou
