//===- CheckThenActAutomaton.cpp - Tests and the steps that trust them ----===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActAutomaton.h"
#include "Automata/Bearing.h"
#include "CheckThenAct/ActJudge.h"
#include "Fixes/BodyIndex.h"
#include "Flow/Simulation.h"
#include "SplitLock/SplitLockAutomaton.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

class CheckThenActAutomaton {
public:
  struct State {
    LockSet Locks;
    std::vector<ToldFact> Facts; ///< In time order.
    bool operator==(const State &) const = default;
  };

  CheckThenActAutomaton(TranslationUnit &Unit, const FunctionFlow &Flow,
                        ActJudge &Judge)
      : Table(Unit.values()), Judge(Judge) {
    for (unsigned B = 0; B < Flow.Blocks.size(); ++B) {
      for (const FlowEdge &Edge : Flow.Blocks[B].Successors)
        EdgeBlocks[&Edge] = B;
      for (const Event &E : Flow.Blocks[B].Events) {
        EventBlocks[&E] = B;
        if (E.Kind != EventKind::Call)
          continue;
        for (const Outcome &O : Flow.Calls[E.CallIndex].Outcomes)
          for (const Event &Effect : O.Effects)
            EventBlocks[&Effect] = B;
      }
    }
  }

  void step(const Event &E, State &S, const PathFacts &Facts) {
    S.Locks.step(E, Table, Facts);
    switch (E.Kind) {
    case EventKind::Release:
      for (ToldFact &F : S.Facts)
        if (!F.Ended && isInSectionOf(F, E))
          F.Ended = &E;
      return;
    case EventKind::Wait:
      // Who waits for a condition looks again.
      llvm::erase_if(S.Facts,
                     [&](const ToldFact &F) { return isInSectionOf(F, E); });
      return;
    case EventKind::Read:
    case EventKind::Query:
      learn(E, S);
      return;
    case EventKind::Write:
    case EventKind::Operate:
      act(E, S, Facts);
      return;
    case EventKind::Acquire:
    case EventKind::TryAcquire:
    case EventKind::Use:
    case EventKind::Bind:
    case EventKind::LearnPort:
    case EventKind::PickPort:
    case EventKind::Close:
    case EventKind::HandOver:
    case EventKind::Append:
    case EventKind::Call:
    case EventKind::Return:
    case EventKind::LockFile:
    case EventKind::UnlockFile:
    case EventKind::Invoke:
    case EventKind::Report:
    case EventKind::Delay:
    case EventKind::Act:
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

  /// A branch depends on what was told.
  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    if (Edge.Condition == ValueId::None || S.Facts.empty())
      return;
    unsigned Block = EdgeBlocks.lookup(&Edge);
    visitBorne(Table, Facts, Edge.Condition, [&](ValueId V) {
      const ValueNode &N = Table[V];
      for (ToldFact &F : S.Facts) {
        bool IsMeant = isOf(V, F.Value);
        // The callee branched, and its result says how.
        if (!IsMeant && N.Kind == ValueKind::Phi)
          IsMeant = F.By->Site == N.Anchor && F.By->Decides;
        if (!IsMeant)
          continue;
        F.Test = Block;
        F.Condition = Edge.Test;
      }
      return true;
    });
  }

private:
  static constexpr unsigned MaxFacts = 24;

  static bool isInSectionOf(const ToldFact &F, const Event &E) {
    return llvm::any_of(F.Sections, [&](const Event *Section) {
      return Section->Subject == E.Subject;
    });
  }

  /// True if \p V is what was told as \p Told, or a part of it.
  bool isOf(ValueId V, ValueId Told) const {
    if (V == Told)
      return true;
    const ValueNode &Part = Table[V], &Whole = Table[Told];
    if (Part.Kind != ValueKind::Read || Whole.Kind != ValueKind::Read ||
        Part.Anchor != Whole.Anchor || Part.Context != Whole.Context)
      return false;
    const ValueNode &From = Table[Table.core(V)], &At = Table[Table.core(Told)];
    return From.Kind == ValueKind::Initial && At.Kind == ValueKind::Initial &&
           Table.isWithin(From.At, At.At);
  }

  void learn(const Event &E, State &S) {
    ToldFact Made;
    Made.Value = E.Operands[0];
    Made.By = &E;
    Made.Block = EventBlocks.lookup(&E);
    for (const LockSet::Held &H : S.Locks.held()) {
      Made.Sections.push_back(H.By);
      Made.IsUncertain |= H.Maybe;
    }
    llvm::erase_if(S.Facts, [&](const ToldFact &F) {
      return F.Value == Made.Value && F.By->Kind == E.Kind;
    });
    if (S.Facts.size() >= MaxFacts)
      S.Facts.erase(S.Facts.begin());
    S.Facts.push_back(std::move(Made));
  }

  void act(const Event &E, State &S, const PathFacts &Facts) {
    Judge.judge({E, EventBlocks.lookup(&E), S.Locks.held(), S.Facts, Facts});
    claim(E, S);
  }

  /// What is written in the section of a test is a claim: others see it. What
  /// was told of the written data itself is old from here on.
  void claim(const Event &E, State &S) {
    if (E.Kind != EventKind::Write)
      return;
    llvm::erase_if(S.Facts, [&](const ToldFact &F) {
      bool Shares = llvm::any_of(S.Locks.held(), [&](const LockSet::Held &H) {
        return llvm::is_contained(F.Sections, H.By);
      });
      return Judge.isOf(E, F) || (Shares && Judge.isClaim(E, F));
    });
  }

  Values &Table;
  ActJudge &Judge;
  llvm::DenseMap<const FlowEdge *, unsigned> EdgeBlocks;
  llvm::DenseMap<const Event *, unsigned> EventBlocks;
};

/// True if \p Flow tells or decides nothing that an act could trust.
bool isIrrelevant(const FunctionFlow &Flow) {
  unsigned Told = 0, Acts = 0;
  auto Count = [&](const Event &E) {
    Told += E.Kind == EventKind::Read || E.Kind == EventKind::Query;
    Acts += E.Kind == EventKind::Write || E.Kind == EventKind::Operate;
  };
  for (const FlowBlock &Block : Flow.Blocks)
    llvm::for_each(Block.Events, Count);
  for (const SplicedCall &Call : Flow.Calls)
    for (const Outcome &O : Call.Outcomes)
      llvm::for_each(O.Effects, Count);
  return Told == 0 || Acts == 0;
}

/// True if both are one race: the same act, or the same word trusted.
bool isSameRace(const LateAct &A, const LateAct &B) {
  auto SamePlace = [](const Event &L, const Event &R) {
    return L.Inner == R.Inner && L.Site == R.Site;
  };
  if (A.Act->Site == B.Act->Site)
    return true;
  if (A.Function == B.Function)
    return A.Check->Site == B.Check->Site || SamePlace(*A.Check, *B.Check) ||
           (A.Test && A.Test == B.Test);
  return false;
}

} // namespace

/// True if the branch on the test is part of a macro that does not hold the
/// act: an assertion says what holds, it decides nothing.
static bool isAsserted(const LateAct &Act, const SourceManager &Sources) {
  if (!Act.Test)
    return false;
  BodyIndex Body(*Act.Function);
  const Stmt *Branch = Act.Test;
  while (Branch && !llvm::isa<IfStmt, WhileStmt, ForStmt, DoStmt, SwitchStmt,
                              AbstractConditionalOperator>(Branch))
    Branch = Body.parent(Branch);
  if (!Branch)
    return false;
  SourceLocation At = Branch->getBeginLoc();
  if (const auto *Choice = llvm::dyn_cast<AbstractConditionalOperator>(Branch))
    At = Choice->getQuestionLoc();
  if (!At.isMacroID())
    return false;
  SourceLocation Acts = Act.Act->Site->getBeginLoc();
  return !Acts.isMacroID() ||
         Sources.getExpansionLoc(Acts) != Sources.getExpansionLoc(At);
}

/// Values that meet belong to the check of paired reads.
static void leavePairs(std::vector<LateAct> &All, TranslationUnit &Unit) {
  auto IsSection = [](const LateAct &Act) {
    return Act.Kind == LateActKind::Section;
  };
  if (llvm::none_of(All, IsSection))
    return;
  auto Pairs = splitPairs(Unit);
  llvm::erase_if(All, [&](const LateAct &Act) {
    return IsSection(Act) && llvm::any_of(Pairs, [&](const SplitPair &Pair) {
             return Pair.Function == Act.Function &&
                    (Pair.Second->Site == Act.Act->Site ||
                     (Act.ActSection &&
                      Pair.SecondSection->Site == Act.ActSection->Site &&
                      Pair.SecondSection->Inner == Act.ActSection->Inner));
           });
  });
}

std::vector<LateAct> lateActs(TranslationUnit &Unit) {
  const SourceManager &Sources = Unit.context().getSourceManager();
  std::vector<LateAct> All;
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow || isIrrelevant(*Flow))
      continue;
    ActJudge Judge(Unit, *Flow);
    CheckThenActAutomaton Automaton(Unit, *Flow, Judge);
    Simulation<CheckThenActAutomaton> Run(*Flow, Unit.values(), Automaton);
    Run.run({});
    // The first act in the order of the source is the place.
    llvm::stable_sort(Judge.Found, [](const LateAct &A, const LateAct &B) {
      return A.Act->Site->getBeginLoc() < B.Act->Site->getBeginLoc();
    });
    for (const LateAct &Found : Judge.Found) {
      bool IsKnown = llvm::any_of(
          All, [&](const LateAct &Old) { return isSameRace(Old, Found); });
      if (!IsKnown && !isAsserted(Found, Sources))
        All.push_back(Found);
    }
  }
  leavePairs(All, Unit);
  return All;
}

} // namespace clang::toctou
