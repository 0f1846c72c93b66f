//===- SplitLockAutomaton.cpp - Paired reads in separate sections ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SplitLock/SplitLockAutomaton.h"
#include "Automata/Bearing.h"
#include "Flow/Simulation.h"
#include "SplitLock/Companions.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace clang::toctou {

namespace {

/// A read under a lock, with the acquisitions that covered it.
struct LockedRead {
  ValueId Value = ValueId::None;
  const Event *Read = nullptr;
  std::vector<const Event *> Sections;
  const Event *Ended = nullptr; ///< What ended the innermost section.
  bool operator==(const LockedRead &) const = default;
};

/// A number that was compared with what was read: an index and the count.
struct Bound {
  ValueId Number = ValueId::None;
  ValueId Read = ValueId::None;
  bool operator==(const Bound &) const = default;
};

/// A callee compared a number anew that was bounded by an earlier section.
struct Recheck {
  ValueId First = ValueId::None, Second = ValueId::None; ///< What was read.
  const Stmt *Site = nullptr;                            ///< The call.
  bool operator==(const Recheck &) const = default;
};

class SplitLockAutomaton {
public:
  struct State {
    LockSet Locks;
    std::vector<LockedRead> Reads; ///< In time order.
    std::vector<Bound> Bounds;
    std::optional<Recheck> Checked; ///< The last one.
    bool operator==(const State &) const = default;
  };

  SplitLockAutomaton(TranslationUnit &Unit, const FunctionFlow &Flow,
                     Companions &Belong)
      : Flow(Flow), Table(Unit.values()), Belong(Belong) {}

  void step(const Event &E, State &S, const PathFacts &Facts) {
    S.Locks.step(E, Table, Facts);
    switch (E.Kind) {
    case EventKind::Release:
    case EventKind::Wait:
      for (LockedRead &R : S.Reads)
        if (!R.Ended && endsSection(R, E))
          R.Ended = &E;
      return;
    case EventKind::Read:
      onRead(E, S);
      return;
    case EventKind::Use:
      onUse(E, S, Facts);
      return;
    case EventKind::Acquire:
    case EventKind::TryAcquire:
    case EventKind::Write:
    case EventKind::Bind:
    case EventKind::LearnPort:
    case EventKind::PickPort:
    case EventKind::Close:
    case EventKind::Invoke:
    case EventKind::LockFile:
    case EventKind::Report:
    case EventKind::UnlockFile:
    case EventKind::Delay:
    case EventKind::Act:
    case EventKind::HandOver:
    case EventKind::Query:
    case EventKind::Operate:
    case EventKind::Append:
    case EventKind::CheckPath:
    case EventKind::ActOnPath:
    case EventKind::ActOnHandle:
    case EventKind::Allocate:
    case EventKind::Tell:
    case EventKind::Call:
    case EventKind::Return:
    case EventKind::Sql:
    case EventKind::Unknown:
      return;
    }
  }

  /// The reads are compared to see whether something moved: a retry loop.
  bool Validates = false;
  std::vector<SplitPair> Found;

private:
  static constexpr unsigned MaxReads = 32;
  static constexpr unsigned MaxBounds = 8;

  bool endsSection(const LockedRead &R, const Event &E) const {
    return llvm::any_of(R.Sections, [&](const Event *Section) {
      return Section->Subject == E.Subject;
    });
  }

  void onRead(const Event &E, State &S) {
    if (S.Locks.held().empty())
      return;
    LockedRead Made{E.Operands[0], &E, {}, nullptr};
    for (const LockSet::Held &H : S.Locks.held())
      Made.Sections.push_back(H.By);
    llvm::erase_if(S.Reads,
                   [&](const LockedRead &R) { return R.Value == Made.Value; });
    if (S.Reads.size() >= MaxReads)
      S.Reads.erase(S.Reads.begin());
    S.Reads.push_back(std::move(Made));
  }

  void onUse(const Event &E, State &S, const PathFacts &Facts) {
    if (S.Reads.size() < 2)
      return;
    if (S.Checked && followsNull(E, *S.Checked, Facts))
      onFailedRecheck(E, S, Facts);
    // A text that is returned or stored is a message; an argument may act.
    BearingOptions Options;
    Options.ThroughText = E.Use == UseKind::Call || E.Use == UseKind::Condition;
    llvm::SmallVector<const LockedRead *, 8> Met;
    for (ValueId V : E.Operands)
      visitBorne(
          Table, Facts, V,
          [&](ValueId Inner) {
            if (const LockedRead *R = reachedBy(Inner, S);
                R && !llvm::is_contained(Met, R))
              Met.push_back(R);
            bool IsKnown = false;
            if (Table[Inner].Kind == ValueKind::Read)
              for (const LockedRead &R : S.Reads)
                if (isOf(Inner, R.Value)) {
                  IsKnown = true;
                  if (!llvm::is_contained(Met, &R))
                    Met.push_back(&R);
                }
            return !IsKnown; // What it was made of before is history.
          },
          Options);
    addBounds(E, S, Met);
    if (isOrdering(E))
      setBounds(E, S, Met);
    if (Met.size() < 2)
      return;
    llvm::sort(Met); // The state keeps them in time order.
    for (unsigned J = 1; J < Met.size(); ++J)
      for (unsigned I = 0; I < J; ++I)
        judge(*Met[I], *Met[J], Met, E, Facts);
  }

  /// The read of the pointer through which \p V is held, if there was but one.
  const LockedRead *reachedBy(ValueId V, const State &S) const {
    const ValueNode &N = Table[V];
    if (N.Kind != ValueKind::Initial)
      return nullptr;
    const PlaceNode &Root = Table[Table.root(N.At)];
    const LockedRead *Only = nullptr;
    if (Root.Kind == PlaceKind::Pointee)
      for (const LockedRead &R : S.Reads)
        if (Table.core(R.Value) == Root.Value) {
          if (Only)
            return nullptr;
          Only = &R;
        }
    return Only;
  }

  /// True if \p V is what was read as \p Read, or a part of it: a part of a
  /// copy keeps the layer of the read.
  bool isOf(ValueId V, ValueId Read) const {
    if (V == Read)
      return true;
    const ValueNode &Part = Table[V], &Whole = Table[Read];
    if (Part.Anchor != Whole.Anchor || Part.Context != Whole.Context)
      return false;
    const ValueNode &From = Table[Table.core(V)], &At = Table[Table.core(Read)];
    return From.Kind == ValueKind::Initial && At.Kind == ValueKind::Initial &&
           Table.isWithin(From.At, At.At);
  }

  /// True if \p E calls a method through the null that the rechecking callee
  /// gave back.
  bool followsNull(const Event &E, const Recheck &Checked,
                   const PathFacts &Facts) const {
    const auto *Call = llvm::dyn_cast_or_null<CXXMemberCallExpr>(E.Inner);
    if (!Call || E.isSpliced() ||
        !Call->getImplicitObjectArgument()->getType()->isPointerType())
      return false;
    return llvm::any_of(E.Operands, [&](ValueId V) {
      const ValueNode &N = Table[Table.core(V)];
      return N.Kind == ValueKind::Phi && N.Anchor == Checked.Site &&
             Table.asConstant(Facts.chosen(Table, V)) == 0;
    });
  }

  void onFailedRecheck(const Event &E, State &S, const PathFacts &Facts) {
    const LockedRead *First = nullptr, *Second = nullptr;
    for (const LockedRead &R : S.Reads) {
      if (R.Value == S.Checked->First)
        First = &R;
      if (R.Value == S.Checked->Second)
        Second = &R;
    }
    S.Checked.reset();
    if (First && Second)
      judge(*First, *Second, {First, Second}, E, Facts);
  }

  static bool isOrdering(const Event &E) {
    const auto *Binary = llvm::dyn_cast_or_null<BinaryOperator>(E.Inner);
    return Binary && (Binary->isRelationalOp() || Binary->isEqualityOp());
  }

  /// Compared with what was read, a number is the bound for what it indexes,
  /// until it is compared anew.
  void setBounds(const Event &E, State &S,
                 llvm::ArrayRef<const LockedRead *> Met) {
    if (Met.empty())
      return;
    for (ValueId V : E.Operands) {
      ValueId Number = Table.core(V);
      ValueKind Kind = Table[Number].Kind;
      if (Kind != ValueKind::Phi && Kind != ValueKind::Initial)
        continue;
      for (const Bound &B : S.Bounds)
        if (B.Number == Number && B.Read != Met.back()->Value && E.isSpliced())
          S.Checked = {B.Read, Met.back()->Value, E.Site};
      llvm::erase_if(S.Bounds,
                     [&](const Bound &B) { return B.Number == Number; });
      S.Bounds.push_back({Number, Met.back()->Value});
    }
    if (S.Bounds.size() > MaxBounds)
      S.Bounds.erase(S.Bounds.begin());
  }

  /// An index meets its container: so does the count that bounds it.
  void addBounds(const Event &E, State &S,
                 llvm::SmallVectorImpl<const LockedRead *> &Met) {
    if (Met.empty() || isOrdering(E))
      return;
    for (ValueId V : E.Operands)
      for (const Bound &B : S.Bounds)
        if (B.Number == Table.core(V))
          for (const LockedRead &R : S.Reads)
            if (R.Value == B.Read && !llvm::is_contained(Met, &R))
              Met.push_back(&R);
  }

  static bool share(const LockedRead &A, const LockedRead &B) {
    return llvm::any_of(A.Sections, [&](const Event *S) {
      return llvm::is_contained(B.Sections, S);
    });
  }

  void judge(const LockedRead &First, const LockedRead &Second,
             llvm::ArrayRef<const LockedRead *> Met, const Event &Meeting,
             const PathFacts &Facts) {
    if (share(First, Second))
      return;
    // A callee that does it all tells of it itself.
    if (Second.Read->isSpliced() && First.Read->Site == Second.Read->Site)
      return;
    if (isUncertain(First) || isUncertain(Second))
      return;
    if (!Belong.ofOneSharedObject(First.Read->Subject, Second.Read->Subject,
                                  *Flow.Function))
      return;
    FieldChain A = chainOf(Table, First.Read->Subject);
    FieldChain B = chainOf(Table, Second.Read->Subject);
    if (A == B) {
      Validates |= isComparison(Meeting);
      if (isComparison(Meeting) || !isWhole(Second))
        return;
    }
    if (isTestedItself(Second, Facts))
      return;
    // Status first, data second: the order that the writer makes safe.
    bool StatusFirst = false, StatusSecond = false;
    for (const LockedRead *R : Met) {
      bool IsStatus = Belong.isStatus(R->Read->Subject);
      StatusFirst |= IsStatus && share(*R, First);
      StatusSecond |= IsStatus && share(*R, Second);
    }
    if (StatusFirst && !StatusSecond)
      return;
    bool StatusLast = Belong.isOneWayFlag(Second.Read->Subject) && !StatusFirst;
    if (!StatusLast && A != B && !Belong.areWrittenTogether(A, B))
      return;
    report(First, Second, Meeting, StatusLast);
  }

  /// A container or object, of which two readings can differ in any part.
  bool isWhole(const LockedRead &R) const {
    const ValueDecl *D = Table.namedBy(R.Read->Subject);
    return D && D->getType()->isRecordType();
  }

  /// A class that may be a guard silences what needs 'not locked'.
  static bool isUncertain(const LockedRead &R) {
    return llvm::any_of(R.Sections, [](const Event *S) { return S->Maybe; });
  }

  static bool isComparison(const Event &Meeting) {
    if (const auto *Call =
            llvm::dyn_cast_or_null<CXXOperatorCallExpr>(Meeting.Inner))
      return Call->getOperator() == OO_EqualEqual ||
             Call->getOperator() == OO_ExclaimEqual;
    const auto *Binary = llvm::dyn_cast_or_null<BinaryOperator>(Meeting.Inner);
    return Binary && Binary->isEqualityOp();
  }

  /// A pointer that was tested for null guards its own use.
  bool isTestedItself(const LockedRead &R, const PathFacts &Facts) const {
    const ValueDecl *D = Table.namedBy(R.Read->Subject);
    if (!D || !D->getType()->isPointerType())
      return false;
    return !intersects(Facts.signs(Table, R.Value), Signs::Zero);
  }

  void report(const LockedRead &First, const LockedRead &Second,
              const Event &Meeting, bool StatusLast) {
    const Event *Section = Second.Sections.front();
    for (SplitPair &Known : Found)
      if (Known.Second->Site == Second.Read->Site ||
          (Known.SecondSection->Inner == Section->Inner &&
           Known.SecondSection->Site == Section->Site)) {
        Known.StatusLast |= StatusLast;
        return;
      }
    Found.push_back({Flow.Function, First.Read, Second.Read,
                     First.Sections.front(), Section, First.Ended, &Meeting,
                     StatusLast});
  }

  const FunctionFlow &Flow;
  Values &Table;
  Companions &Belong;
};

/// True if fewer than two acquisitions can happen in \p Flow.
bool isIrrelevant(const FunctionFlow &Flow) {
  unsigned Acquired = 0;
  auto Count = [&](const Event &E) {
    Acquired += E.Kind == EventKind::Acquire || E.Kind == EventKind::Wait ||
                E.Kind == EventKind::TryAcquire;
  };
  for (const FlowBlock &Block : Flow.Blocks)
    llvm::for_each(Block.Events, Count);
  for (const SplicedCall &Call : Flow.Calls)
    for (const Outcome &O : Call.Outcomes)
      llvm::for_each(O.Effects, Count);
  return Acquired < 2;
}

} // namespace

std::vector<SplitPair> splitPairs(TranslationUnit &Unit) {
  std::vector<SplitPair> All;
  Companions Belong(Unit);
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow || isIrrelevant(*Flow))
      continue;
    SplitLockAutomaton Automaton(Unit, *Flow, Belong);
    Simulation<SplitLockAutomaton> Run(*Flow, Unit.values(), Automaton);
    Run.run({});
    if (Automaton.Validates)
      continue;
    for (const SplitPair &Found : Automaton.Found) {
      bool Known = llvm::any_of(All, [&](const SplitPair &Old) {
        return Old.Second->Inner == Found.Second->Inner &&
               Old.Second->Site == Found.Second->Site;
      });
      if (!Known)
        All.push_back(Found);
    }
  }
  return All;
}

} // namespace clang::toctou
