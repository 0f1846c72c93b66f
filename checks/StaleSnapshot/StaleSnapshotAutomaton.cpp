//===- StaleSnapshotAutomaton.cpp - A copy, a delay, an act ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/StaleSnapshotAutomaton.h"
#include "StaleSnapshot/SnapshotMachine.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

void SnapshotMachine::step(const Event &E, State &S, const PathFacts &Facts) {
  S.Locks.step(E, Table, Facts);
  switch (E.Kind) {
  case EventKind::Acquire:
    onAcquire(E, S, Facts);
    return;
  case EventKind::Release:
    onRelease(E, S);
    return;
  case EventKind::Wait:
    onRelease(E, S);
    onDelay(E, S, Facts);
    return;
  case EventKind::Delay:
    onDelay(E, S, Facts);
    return;
  case EventKind::Read:
    onRead(E, S);
    return;
  case EventKind::Write:
    onWrite(E, S, Facts);
    return;
  case EventKind::Use:
    onUse(E, S, Facts);
    return;
  case EventKind::Act:
    onAct(E, S, Facts);
    return;
  case EventKind::TryAcquire:
  case EventKind::Bind:
  case EventKind::LearnPort:
  case EventKind::PickPort:
  case EventKind::Close:
  case EventKind::HandOver:
  case EventKind::Append:
  case EventKind::Call:
  case EventKind::Return:
  case EventKind::Query:
  case EventKind::Operate:
  case EventKind::LockFile:
  case EventKind::UnlockFile:
  case EventKind::Invoke:
  case EventKind::Report:
  case EventKind::CheckPath:
  case EventKind::ActOnPath:
  case EventKind::ActOnHandle:
  case EventKind::Allocate:
  case EventKind::Tell:
  case EventKind::Sql:
  case EventKind::Unknown:
    return;
  }
}

void SnapshotMachine::atEdge(const FlowEdge &Edge, State &S,
                             const PathFacts &Facts) {
  llvm::erase_if(S.Decisions,
                 [&](const Decision &D) { return D.Meeting == Edge.To; });
  if (Edge.Condition == ValueId::None || !Edge.Test)
    return;
  Find.borne(Edge.Condition, S.Copies, Facts, [&](Snapshot &Copy) {
    if (!Copy.Delay || Copy.Again || S.Decisions.size() >= MaxDecisions)
      return;
    if (auto Meeting = Ways.meeting(Edge); Meeting && *Meeting != Edge.To)
      S.Decisions.push_back({Copy, Edge.Test, *Meeting});
  });
}

/// True if a lock that covered the read is held still, and keeps out all who
/// could change what was read.
bool SnapshotMachine::isCovered(const Snapshot &Copy, const State &S) {
  return llvm::any_of(S.Locks.held(), [&](const LockSet::Held &H) {
    return llvm::is_contained(Copy.Sections, H.By) &&
           Rivals.keepsOut(H.Lock, Copy.Read->Subject);
  });
}

void SnapshotMachine::onAcquire(const Event &E, State &S,
                                const PathFacts &Facts) {
  if (!E.Inner)
    return;
  for (Snapshot &Copy : S.Copies) {
    bool IsOwn = llvm::any_of(Copy.Sections, [&](const Event *Section) {
      return Section->Subject == E.Subject;
    });
    if (IsOwn && Copy.Ended && !Copy.Retaken)
      Copy.Retaken = &E;
    if (IsOwn || Copy.Waited || isCovered(Copy, S))
      continue;
    // The lock of the object itself: to take it is to follow the pointer.
    const PlaceNode &Root = Table[Table.root(E.Subject)];
    bool IsWithin = Root.Kind == PlaceKind::Pointee &&
                    (Table.core(Copy.Value) == Root.Value ||
                     Find.bears(Root.Value, Copy, Facts));
    if (!IsWithin)
      Copy.Waited = &E;
  }
}

void SnapshotMachine::onRelease(const Event &E, State &S) {
  for (Snapshot &Copy : S.Copies)
    if (!Copy.Ended && llvm::any_of(Copy.Sections, [&](const Event *Section) {
          return Section->Subject == E.Subject;
        }))
      Copy.Ended = &E;
}

void SnapshotMachine::onDelay(const Event &E, State &S,
                              const PathFacts &Facts) {
  // A session goes on: its own time makes its handle no older.
  llvm::SmallVector<Snapshot *, 4> Sessions;
  for (ValueId V : E.Operands)
    Find.borne(V, S.Copies, Facts,
               [&](Snapshot &Copy) { Sessions.push_back(&Copy); });
  for (Snapshot &Copy : S.Copies) {
    if (Copy.Delay || Copy.Consumed || Copy.ActedAt == E.Inner ||
        llvm::is_contained(Sessions, &Copy) || isCovered(Copy, S))
      continue;
    Copy.Delay = &E;
  }
}

bool SnapshotMachine::isSamePlace(PlaceId A, PlaceId B) const {
  return A == B || Table.isWithin(A, B) || Table.isWithin(B, A);
}

void SnapshotMachine::onRead(const Event &E, State &S) {
  if (!isSharedPlace(E.Subject))
    return; // A callee's parameter may be a local variable here.
  bool IsUncertain = false;
  for (const LockSet::Held &H : S.Locks.held())
    IsUncertain |= H.Maybe;
  for (Snapshot &Copy : S.Copies)
    if (isOld(Copy) && !Copy.Again && Copy.Read != &E &&
        isSamePlace(Copy.Read->Subject, E.Subject) && !Find.looksForEnd(E))
      Copy.Again = E.Inner;
  llvm::erase_if(S.Copies, [&](const Snapshot &Copy) {
    return Copy.Value == E.Operands[0];
  });
  bool IsShared = E.Shared || !S.Locks.held().empty();
  if (!IsShared || IsUncertain || E.Owning)
    return;
  Snapshot Made;
  Made.Value = E.Operands[0];
  Made.Read = &E;
  for (const LockSet::Held &H : S.Locks.held())
    Made.Sections.push_back(H.By);
  if (S.Copies.size() >= MaxCopies)
    S.Copies.erase(S.Copies.begin());
  S.Copies.push_back(std::move(Made));
}

void SnapshotMachine::onUse(const Event &E, State &S, const PathFacts &Facts) {
  if (E.Use == UseKind::Index && E.Operands.size() == 2) {
    actOn(E, E.Operands[0], Deed::Deref, true, S, Facts);
    if (isSharedArray(E.Operands[0]))
      actOn(E, E.Operands[1], Deed::Index, true, S, Facts);
    return;
  }
  passOn(E, S, Facts);
  // A comparison of the copy with what is there now.
  bool IsComparison = false;
  if (const auto *Binary = llvm::dyn_cast_or_null<BinaryOperator>(E.Inner))
    IsComparison = Binary->isComparisonOp();
  if (const auto *Call = llvm::dyn_cast_or_null<CXXOperatorCallExpr>(E.Inner))
    IsComparison = Call->isComparisonOp();
  for (ValueId V : E.Operands)
    Find.borne(V, S.Copies, Facts, [&](Snapshot &Copy) {
      if (!isOld(Copy)) {
        Copy.Consumed |= Find.copiesContainer(*Copy.Read);
        return;
      }
      if (IsComparison && Copy.Again && Copy.Again != E.Inner)
        validate(Copy, S);
    });
}

/// The copy was found to be current: so is all that was read with it.
void SnapshotMachine::validate(const Snapshot &Checked, State &S) {
  for (Snapshot &Copy : S.Copies)
    if (areTogether(Checked, Copy) && !Copy.Again)
      Copy.Again = Checked.Again;
}

bool SnapshotMachine::areTogether(const Snapshot &A, const Snapshot &B) const {
  if (A.Read == B.Read)
    return true;
  return llvm::any_of(A.Sections, [&](const Event *Section) {
    return llvm::is_contained(B.Sections, Section);
  });
}

/// True if what the array value \p V points to is shared with others.
bool SnapshotMachine::isSharedArray(ValueId V) const {
  auto P = Table.asAddress(V);
  if (!P)
    return Table[Table.core(V)].Kind != ValueKind::Opaque;
  return isSharedPlace(*P);
}

bool SnapshotMachine::isSharedPlace(PlaceId P) const {
  const PlaceNode &Root = Table[Table.root(P)];
  if (Root.Kind == PlaceKind::Variable)
    return !static_cast<const VarDecl *>(Root.Anchor)->hasLocalStorage();
  return Root.Kind == PlaceKind::Pointee;
}

bool SnapshotMachine::isOld(const Snapshot &Copy) {
  return Copy.Delay || Copy.Waited || Copy.Retaken;
}

/// True if nothing in \p Flow can both copy and delay.
static bool isIrrelevant(const FunctionFlow &Flow) {
  bool Copies = false;
  unsigned Windows = 0;
  auto Count = [&](const Event &E) {
    Copies |= E.Kind == EventKind::Acquire || E.Kind == EventKind::TryAcquire ||
              (E.Kind == EventKind::Read && E.Shared);
    Windows += E.Kind == EventKind::Delay || E.Kind == EventKind::Wait ||
               E.Kind == EventKind::Acquire;
  };
  for (const FlowBlock &Block : Flow.Blocks)
    llvm::for_each(Block.Events, Count);
  for (const SplicedCall &Call : Flow.Calls)
    for (const Outcome &O : Call.Outcomes)
      llvm::for_each(O.Effects, Count);
  return !Copies || Windows == 0;
}

/// One race is told once: at its first act in the source.
static void addFirst(std::vector<StaleSnapshotRace> &All,
                     StaleSnapshotRace Race) {
  for (StaleSnapshotRace &Known : All) {
    bool SameCopy = Known.Function == Race.Function &&
                    (Known.Section && Race.Section
                         ? Known.Section->Site == Race.Section->Site
                         : Known.Read->Site == Race.Read->Site);
    bool SameUse = Known.Use == Race.Use || Known.InnerUse == Race.InnerUse;
    if (!SameCopy && !SameUse)
      continue;
    if (Race.Use->getBeginLoc() < Known.Use->getBeginLoc())
      Known = std::move(Race);
    return;
  }
  All.push_back(std::move(Race));
}

std::vector<StaleSnapshotRace> staleSnapshots(TranslationUnit &Unit) {
  std::vector<StaleSnapshotRace> All;
  Changes Rivals(Unit);
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow || isIrrelevant(*Flow))
      continue;
    SnapshotMachine Automaton(Unit, *Flow, Rivals);
    Simulation<SnapshotMachine> Run(*Flow, Unit.values(), Automaton);
    Run.run({});
    for (StaleSnapshotRace &Race : Automaton.Found)
      addFirst(All, std::move(Race));
  }
  return All;
}

} // namespace clang::toctou
