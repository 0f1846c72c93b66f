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

class SplitLockAutomaton {
public:
  struct State {
    LockSet Locks;
    std::vector<LockedRead> Reads; ///< In time order.
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
    case EventKind::HandOver:
    case EventKind::Append:
    case EventKind::Call:
    case EventKind::Return:
    case EventKind::Unknown:
      return;
    }
  }

  /// The reads are compared to see whether something moved: a retry loop.
  bool Validates = false;
  std::vector<SplitPair> Found;

private:
  static constexpr unsigned MaxReads = 32;

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
    // A text that is returned or stored is a message; an argument may act.
    BearingOptions Options;
    Options.ThroughText = E.Use == UseKind::Call || E.Use == UseKind::Condition;
    llvm::SmallVector<const LockedRead *, 8> Met;
    for (ValueId V : E.Operands)
      visitBorne(
          Table, Facts, V,
          [&](ValueId Inner) {
            if (Table[Inner].Kind == ValueKind::Read)
              for (const LockedRead &R : S.Reads)
                if (R.Value == Inner && !llvm::is_contained(Met, &R))
                  Met.push_back(&R);
            return true;
          },
          Options);
    if (Met.size() < 2)
      return;
    llvm::sort(Met); // The state keeps them in time order.
    for (unsigned J = 1; J < Met.size(); ++J)
      for (unsigned I = 0; I < J; ++I)
        judge(*Met[I], *Met[J], Met, E, Facts);
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
