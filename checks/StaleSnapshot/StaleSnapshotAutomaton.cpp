//===- StaleSnapshotAutomaton.cpp - A copy, a delay, an act ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/StaleSnapshotAutomaton.h"
#include "Flow/Simulation.h"
#include "StaleSnapshot/Branches.h"
#include "StaleSnapshot/Changes.h"
#include "StaleSnapshot/Snapshots.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

/// A branch that an old copy decided.
struct Decision {
  Snapshot Copy;
  const Expr *Test = nullptr;
  unsigned Meeting = 0; ///< The block in which it decides no more.
  bool operator==(const Decision &) const = default;
};

class StaleSnapshotAutomaton {
public:
  struct State {
    LockSet Locks;
    std::vector<Snapshot> Copies;
    std::vector<Decision> Decisions;
    bool operator==(const State &) const = default;
  };

  StaleSnapshotAutomaton(TranslationUnit &Unit, const FunctionFlow &Flow,
                         Changes &Rivals)
      : Unit(Unit), Flow(Flow), Table(Unit.values()), Rivals(Rivals),
        Find(Unit), Ways(Flow) {}

  void step(const Event &E, State &S, const PathFacts &Facts) {
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

  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
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

  std::vector<StaleSnapshotRace> Found;

private:
  static constexpr unsigned MaxCopies = 24;
  static constexpr unsigned MaxDecisions = 4;

  //===--------------------------------------------------------------------===//
  // Ageing
  //===--------------------------------------------------------------------===//

  /// True if a lock that covered the read is held still, and keeps out all who
  /// could change what was read.
  bool isCovered(const Snapshot &Copy, const State &S) {
    return llvm::any_of(S.Locks.held(), [&](const LockSet::Held &H) {
      return llvm::is_contained(Copy.Sections, H.By) &&
             Rivals.keepsOut(H.Lock, Copy.Read->Subject);
    });
  }

  void onAcquire(const Event &E, State &S, const PathFacts &Facts) {
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

  void onRelease(const Event &E, State &S) {
    for (Snapshot &Copy : S.Copies)
      if (!Copy.Ended && llvm::any_of(Copy.Sections, [&](const Event *Section) {
            return Section->Subject == E.Subject;
          }))
        Copy.Ended = &E;
  }

  void onDelay(const Event &E, State &S, const PathFacts &Facts) {
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

  //===--------------------------------------------------------------------===//
  // Reading
  //===--------------------------------------------------------------------===//

  bool isSamePlace(PlaceId A, PlaceId B) const {
    return A == B || Table.isWithin(A, B) || Table.isWithin(B, A);
  }

  void onRead(const Event &E, State &S) {
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

  void onUse(const Event &E, State &S, const PathFacts &Facts) {
    if (E.Use == UseKind::Index && E.Operands.size() == 2) {
      actOn(E, E.Operands[0], Deed::Deref, true, S, Facts);
      if (isSharedArray(E.Operands[0]))
        actOn(E, E.Operands[1], Deed::Index, true, S, Facts);
      return;
    }
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
  void validate(const Snapshot &Checked, State &S) {
    for (Snapshot &Copy : S.Copies)
      if (areTogether(Checked, Copy) && !Copy.Again)
        Copy.Again = Checked.Again;
  }

  bool areTogether(const Snapshot &A, const Snapshot &B) const {
    if (A.Read == B.Read)
      return true;
    return llvm::any_of(A.Sections, [&](const Event *Section) {
      return llvm::is_contained(B.Sections, Section);
    });
  }

  /// True if what the array value \p V points to is shared with others.
  bool isSharedArray(ValueId V) const {
    auto P = Table.asAddress(V);
    if (!P)
      return Table[Table.core(V)].Kind != ValueKind::Opaque;
    return isSharedPlace(*P);
  }

  bool isSharedPlace(PlaceId P) const {
    const PlaceNode &Root = Table[Table.root(P)];
    if (Root.Kind == PlaceKind::Variable)
      return !static_cast<const VarDecl *>(Root.Anchor)->hasLocalStorage();
    return Root.Kind == PlaceKind::Pointee;
  }

  static bool isOld(const Snapshot &Copy) {
    return Copy.Delay || Copy.Waited || Copy.Retaken;
  }

  //===--------------------------------------------------------------------===//
  // Writing
  //===--------------------------------------------------------------------===//

  void onWrite(const Event &E, State &S, const PathFacts &Facts) {
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
  void takeOwnership(const Event &E, State &S, const PathFacts &Facts) {
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
  bool isWriteBack(const Event &E, const Snapshot &Copy, const State &S) {
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

  bool isRetakenNow(const Snapshot &Copy, const State &S) const {
    return llvm::any_of(S.Locks.held(), [&](const LockSet::Held &H) {
      return !llvm::is_contained(Copy.Sections, H.By) &&
             llvm::any_of(Copy.Sections, [&](const Event *Section) {
               return Section->Subject == H.Lock;
             });
    });
  }

  //===--------------------------------------------------------------------===//
  // Acting
  //===--------------------------------------------------------------------===//

  static Deed deedOf(ActKind Kind) {
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

  void onAct(const Event &E, State &S, const PathFacts &Facts) {
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

  void actOn(const Event &E, ValueId V, Deed Does, bool IsHandle, State &S,
             const PathFacts &Facts) {
    bool Follows = Does == Deed::Deref;
    auto Act = [&](Snapshot &Copy) {
      // A position in a container of one's own.
      if (Follows && Find.copiesContainer(*Copy.Read))
        return;
      Copy.ActedAt = E.Inner;
      bool Counts = Copy.Delay || (IsHandle && Copy.Waited) ||
                    (IsHandle && Copy.Retaken && isRetakenNow(Copy, S));
      if (Counts && !isCovered(Copy, S))
        reportAct(E, Copy, Does, S);
    };
    Find.borne(V, S.Copies, Facts, Act, Follows);
    flush(S);
  }

  /// An act in a branch that an old copy decided.
  void decide(const Event &E, Deed Does, State &S) {
    if (S.Decisions.empty())
      return;
    bool Ends = Does == Deed::Close || Does == Deed::Destroy ||
                Does == Deed::Remove || Does == Deed::Signal;
    for (Decision &D : S.Decisions) {
      bool Changes = Does == Deed::WriteBack && !S.Locks.held().empty() &&
                     Table.root(D.Copy.Read->Subject) == Table.root(E.Subject);
      if ((Ends || Changes) && !D.Copy.Again)
        report(D.Copy, D.Copy.Delay, Deed::Decide, D.Test, D.Test, S);
    }
    if (Ends)
      S.Decisions.clear();
  }

  void reportAct(const Event &E, Snapshot &Copy, Deed Does, State &S) {
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

  void report(const Snapshot &Copy, const Event *Window, Deed Does,
              const Stmt *Use, const Stmt *Inner, const State &S,
              bool IsRetaken = false) {
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
  void flush(State &S) {
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

  TranslationUnit &Unit;
  const FunctionFlow &Flow;
  Values &Table;
  Changes &Rivals;
  SnapshotFinder Find;
  Branches Ways;
  std::vector<Snapshot> Reported;
};

/// True if nothing in \p Flow can both copy and delay.
bool isIrrelevant(const FunctionFlow &Flow) {
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

} // namespace

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
    StaleSnapshotAutomaton Automaton(Unit, *Flow, Rivals);
    Simulation<StaleSnapshotAutomaton> Run(*Flow, Unit.values(), Automaton);
    Run.run({});
    for (StaleSnapshotRace &Race : Automaton.Found)
      addFirst(All, std::move(Race));
  }
  return All;
}

} // namespace clang::toctou
