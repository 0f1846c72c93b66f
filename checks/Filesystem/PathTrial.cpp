//===- PathTrial.cpp - What the paths say of a check and a use ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/PathTrial.h"
#include "Automata/Bearing.h"
#include "Filesystem/PathConditions.h"
#include "Filesystem/PathEnds.h"
#include "Filesystem/PathHelperGuards.h"
#include "Flow/Simulation.h"
#include "Summaries/TranslationUnit.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

bool isSameStep(const Event &A, const Event &B) {
  return A.Inner == B.Inner && A.Site == B.Site && A.Path == B.Path;
}

namespace {

/// The signs of a failed call's result: C calls that give 0 on success give -1
/// otherwise, so that `== -1` asks the same as `!= 0`.
Signs signsOnLoss(Success Ok) {
  return Ok == Success::Zero ? Signs::Negative : signsOnFailure(Ok);
}

/// What the code asked of the error of the second event.
enum class Asked : uint8_t { Nothing, LostRace, OtherError };

class PathTrial {
public:
  struct State {
    uint8_t Stage = 0; ///< 1: the first was reached. 2: the second too.
    Asked Error = Asked::Nothing;
    bool Told = false;
    bool Closed = false;       ///< The handle of the first.
    bool AfterFailure = false; ///< An act on the file had failed before.
    ValueId Name = ValueId::None;
    ValueId Returned = ValueId::None;
    /// Conditions about what the first told, and how they went.
    std::vector<std::pair<ValueId, bool>> Decisions;
    std::vector<const Event *> Acts; ///< On any file, before the first.
    bool operator==(const State &) const = default;
  };

  PathTrial(const PathPair &Pair, const FunctionFlow &Flow,
            TranslationUnit &Unit, PathNames &Names, PathEvidence &Evidence)
      : Pair(Pair), Flow(Flow), Table(Unit.values()), Names(Names),
        Conditions(Unit), Evidence(Evidence),
        Throws(Pair.Second->Path->Throws && !Pair.Second->Path->Tolerates &&
               escapes(*Pair.Second, Flow)) {
    learnFrom(*Pair.First);
  }

  void step(const Event &E, State &S, const PathFacts &Facts) {
    if (E.Kind == EventKind::CheckPath || E.Kind == EventKind::ActOnPath)
      onPath(E, S, Facts);
    switch (E.Kind) {
    case EventKind::ActOnHandle:
      onHandle(E, S, Facts);
      return;
    case EventKind::Allocate:
      if (S.Stage > 0 && isLearned(E.Operands[0], Facts, Learned))
        Evidence.Allocated = &E;
      return;
    case EventKind::Tell:
      S.Told |= S.Stage > 0;
      return;
    case EventKind::Close:
      Closings.insert(E.Inner);
      if (S.Stage == 1 && E.SubjectValue != ValueId::None &&
          isHandle(*Pair.First, E.SubjectValue, Facts))
        S.Closed = true;
      return;
    case EventKind::Return:
      S.Returned = E.Operands.empty() ? ValueId::None : E.Operands[0];
      noteHandleUse(E, S, Facts);
      return;
    case EventKind::Use:
      onUse(E, S, Facts);
      return;
    case EventKind::Write:
      noteHandleUse(E, S, Facts);
      return;
    case EventKind::HandOver:
      if (S.Stage == 2 && E.Subject != PlaceId::None) {
        const PlaceNode &To = Table[E.Subject];
        if (To.Kind == PlaceKind::Pointee &&
            isHandle(*Pair.Second, To.Value, Facts))
          useHandle(S);
        if (E.Subject == Pair.Second->Subject)
          useHandle(S);
      }
      noteHandleUse(E, S, Facts);
      return;
    case EventKind::CheckPath:
    case EventKind::ActOnPath:
    case EventKind::Acquire:
    case EventKind::TryAcquire:
    case EventKind::Release:
    case EventKind::Wait:
    case EventKind::Read:
    case EventKind::Bind:
    case EventKind::LearnPort:
    case EventKind::PickPort:
    case EventKind::Append:
    case EventKind::Call:
    case EventKind::Query:
    case EventKind::Operate:
    case EventKind::LockFile:
    case EventKind::UnlockFile:
    case EventKind::Invoke:
    case EventKind::Report:
    case EventKind::Delay:
    case EventKind::Act:
    case EventKind::Sql:
    case EventKind::Unknown:
      return;
    }
  }

  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    if (S.Stage == 2 && S.Error == Asked::Nothing &&
        llvm::any_of(Edge.OtherCases, PathConditions::isLostRace))
      S.Error = Asked::OtherError;
    if (S.Stage > 0 && Edge.Condition != ValueId::None)
      onCondition(Edge, S, Facts);
    if (Edge.To == Flow.Exit) {
      atEnd(S, Facts, Edge.Thrown ? LeavingKind::Throws : Edge.Leaving);
      return;
    }
    // The next turn of a loop means another file.
    if (S.Stage > 0 && llvm::any_of(Flow.Blocks[Edge.To].Phis, [&](ValueId V) {
          return Names.dependsOn(S.Name, V);
        })) {
      atEnd(S, Facts, LeavingKind::Returns);
      S = State();
    }
  }

  void atNoReturn(const Event &, State &S, const PathFacts &Facts) {
    atEnd(S, Facts, LeavingKind::Ends);
  }

  /// Draws the conclusions that need all paths.
  void finish();

private:
  using Knowledge = std::map<ValueId, Signs>;
  static constexpr unsigned MaxDecisions = 6, MaxActs = 3, MaxEnds = 96;

  void learnFrom(const Event &E) {
    if (E.Result != ValueId::None)
      Told.insert(Table.core(E.Result));
    // A descriptor tells nothing but that the file could be opened.
    if (asks(E.Path->Deed) && E.Operands[1] != ValueId::None)
      Learned.insert(Table.core(E.Operands[1]));
  }

  bool isLearned(ValueId V, const PathFacts &Facts,
                 const std::set<ValueId> &Of) const {
    bool Found = false;
    visitBorne(Table, Facts, V, [&](ValueId Inner) {
      Found |= Of.count(Inner) > 0;
      return !Found;
    });
    return Found;
  }

  bool isHandle(const Event &E, ValueId V, const PathFacts &Facts) const {
    return E.Operands.size() > 1 && E.Operands[1] != ValueId::None &&
           bears(Table, Facts, V, Table.core(E.Operands[1]));
  }

  bool canHave(const Event &E, Signs S, const PathFacts &Facts) const {
    return E.Result == ValueId::None ||
           intersects(Facts.signs(Table, E.Result), S);
  }

  void onPath(const Event &E, State &S, const PathFacts &Facts) {
    if (isSameStep(E, *Pair.First)) {
      if (S.Stage == 2) // The next turn of a loop.
        atEnd(S, Facts, LeavingKind::Returns);
      ValueId Name = Names.nameOf(E.Operands[0], Facts);
      bool Failed = llvm::any_of(S.Acts, [&](const Event *Act) {
        return Act->Result != ValueId::None &&
               Names.nameOf(Act->Operands[0], Facts) == Name &&
               !canHave(*Act, signsOnSuccess(Act->Ok), Facts);
      });
      S = State();
      S.Stage = 1;
      S.Name = Name;
      S.AfterFailure = Failed;
      Evidence.FirstTraits = Names.traits(E, Facts);
      return;
    }
    if (S.Stage == 1 && isSameStep(E, *Pair.Second))
      return onSecond(E, S, Facts);
    if (S.Stage == 0 && E.Kind == EventKind::ActOnPath) {
      if (S.Acts.size() < MaxActs && !llvm::is_contained(S.Acts, &E))
        S.Acts.push_back(&E);
    }
  }

  bool isSameFolder(ValueId A, ValueId B) const {
    static constexpr int64_t WorkingFolder = -100;
    auto Known = [&](ValueId V) {
      return V == ValueId::None || Table.asConstant(V) == WorkingFolder;
    };
    return A == B || (Known(A) && Known(B));
  }

  void onSecond(const Event &E, State &S, const PathFacts &Facts) {
    if (Names.nameOf(E.Operands[0], Facts) != S.Name ||
        !isSameFolder(Pair.First->SubjectValue, E.SubjectValue)) {
      Evidence.PicksName = true;
      return;
    }
    if (!asks(Pair.First->Path->Deed) && !Pair.OnlyTested &&
        !canHave(*Pair.First, signsOnSuccess(Pair.First->Ok), Facts))
      return;
    S.Stage = 2;
    S.Told = false;
    ++Arrivals;
    ArrivalsAfterFailure += S.AfterFailure;
    Evidence.Meets = true;
    Evidence.ClosedBetween |= S.Closed;
    PathTraits T = Names.traits(E, Facts);
    Evidence.SecondTraits = T;
    AtSecond.push_back(knowledge(S, Facts));
    SignsAtSecond =
        SignsAtSecond | (Pair.First->Result == ValueId::None
                             ? Signs::Any
                             : Facts.signs(Table, Pair.First->Result));
  }

  void onHandle(const Event &E, State &S, const PathFacts &Facts) {
    bool OfFirst = S.Stage > 0 && isHandle(*Pair.First, E.Operands[0], Facts);
    bool OfSecond =
        S.Stage == 2 && isHandle(*Pair.Second, E.Operands[0], Facts);
    if (OfSecond && E.Path->Deed != PathDeed::HandleStatus)
      useHandle(S);
    if (!OfFirst && !OfSecond)
      return;
    if (E.Path->Deed == PathDeed::HandleStatus &&
        E.Operands[1] != ValueId::None) {
      OfHandles.insert(Table.core(E.Operands[1]));
      if (OfFirst)
        OfFirstHandle.insert(Table.core(E.Operands[1]));
      Evidence.HandleCheck = &E;
    }
  }

  void useHandle(const State &S) {
    Evidence.HandleUsed = true;
    Evidence.DecidesLater |= IsLater(S);
  }

  /// True if what the first told decided since the second was reached.
  bool IsLater(const State &S) const {
    return S.Stage == 2 && llvm::any_of(S.Decisions, [&](const auto &D) {
             return Later.count(D.first) > 0;
           });
  }

  void noteHandleUse(const Event &E, const State &S, const PathFacts &Facts) {
    if (S.Stage == 2 && llvm::any_of(E.Operands, [&](ValueId V) {
          return isHandle(*Pair.Second, V, Facts);
        }))
      Evidence.HandleUsed = true;
  }

  void onUse(const Event &E, const State &S, const PathFacts &Facts) {
    if (S.Stage == 0)
      return;
    // What a call makes of what was learned tells of it as well.
    if (E.Use == UseKind::Call && E.Result != ValueId::None &&
        E.Inner != Pair.First->Inner && E.Inner != Pair.Second->Inner &&
        Table[E.Result].Kind == ValueKind::Opaque &&
        llvm::any_of(E.Operands,
                     [&](ValueId V) { return isLearned(V, Facts, Learned); }))
      Learned.insert(Table.core(E.Result));
    if (E.Use == UseKind::Call && E.Inner != Pair.Second->Inner &&
        !Closings.count(E.Inner))
      noteHandleUse(E, S, Facts);
  }

  void onCondition(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    ValueId C = Edge.Condition;
    bool OfFirst =
        isLearned(C, Facts, Told) || isLearned(C, Facts, Learned) ||
        (!asks(Pair.First->Path->Deed) && isLearned(C, Facts, OfFirstHandle));
    if (OfFirst && Edge.CaseSigns == Signs::Any &&
        S.Decisions.size() < MaxDecisions) {
      ValueId Key = Facts.resolve(Table, C);
      if (S.Stage == 2)
        Later.insert(Key);
      std::pair<ValueId, bool> Made{Key, Edge.WhenTrue};
      if (!llvm::is_contained(S.Decisions, Made))
        S.Decisions.push_back(Made);
    }
    if (S.Stage != 2)
      return;
    bool OfHandle = isLearned(C, Facts, OfHandles);
    Evidence.Rechecked |= OfHandle;
    Evidence.Compared |=
        OfHandle && (isLearned(C, Facts, Learned) ||
                     (asks(Pair.Second->Path->Deed) && ofSecond(C, Facts)));
    if (ofSecond(C, Facts)) {
      Evidence.SecondTested = true;
      Evidence.SecondDecides = true;
    }
    if (!canHave(*Pair.Second, signsOnLoss(Pair.Second->Ok), Facts) &&
        Pair.Second->Result != ValueId::None)
      return;
    if (auto Lost = Conditions.asksForLostRace(Edge))
      if (S.Error != Asked::LostRace)
        S.Error = *Lost ? Asked::LostRace : Asked::OtherError;
  }

  bool ofSecond(ValueId V, const PathFacts &Facts) const {
    const Event &E = *Pair.Second;
    std::set<ValueId> Of;
    if (E.Result != ValueId::None)
      Of.insert(Table.core(E.Result));
    if (E.Operands[1] != ValueId::None)
      Of.insert(Table.core(E.Operands[1]));
    return isLearned(V, Facts, Of);
  }

  Knowledge knowledge(const State &S, const PathFacts &Facts) const {
    Knowledge All;
    for (const auto &[V, Sign] : Facts.known())
      if (isLearned(V, Facts, Told) || isLearned(V, Facts, Learned) ||
          isLearned(V, Facts, OfFirstHandle))
        All[V] = Sign;
    for (const auto &[V, IsTrue] : S.Decisions)
      All.try_emplace(V, IsTrue ? Signs::NonZero : Signs::Zero);
    return All;
  }

  void atEnd(const State &S, const PathFacts &Facts, LeavingKind Leaving) {
    if (S.Stage == 1 && NotReached.size() < MaxEnds)
      NotReached.push_back({knowledge(S, Facts), end(S, Facts, Leaving)});
    if (S.Stage != 2)
      return;
    const Event &E = *Pair.Second;
    for (bool Failed : {true, false}) {
      PathFacts Then = Facts;
      if (E.Result != ValueId::None &&
          !Then.assume(Table, E.Result,
                       Failed ? signsOnLoss(E.Ok) : signsOnSuccess(E.Ok)))
        continue;
      if (!Failed)
        Evidence.OnSuccess.insert(end(S, Then, Leaving));
      else if (E.Result == ValueId::None && Throws)
        Evidence.OnFailure.insert({LeavingKind::Throws, false, {}});
      else if (S.Error != Asked::OtherError &&
               !(E.Result == ValueId::None && !Throws))
        Evidence.OnFailure.insert(end(S, Then, Leaving));
    }
    if (S.Returned != ValueId::None && ofSecond(S.Returned, Facts))
      Evidence.SecondTested = true;
  }

  PathEnd end(const State &S, const PathFacts &Facts, LeavingKind Leaving) {
    return pathEnd(Table, Facts, S.Returned, S.Told, Leaving);
  }

  const PathPair &Pair;
  const FunctionFlow &Flow;
  Values &Table;
  PathNames &Names;
  PathConditions Conditions;
  PathEvidence &Evidence;
  bool Throws;

  std::set<ValueId> Told;          ///< Results of the first.
  std::set<ValueId> Learned;       ///< Attributes that it stored.
  std::set<ValueId> OfHandles;     ///< What open files told.
  std::set<ValueId> OfFirstHandle; ///< What the first's handle told.
  std::set<ValueId> Later;         ///< Conditions asked after the second.
  std::set<const Stmt *> Closings; ///< Calls that give a handle back.
  std::vector<Knowledge> AtSecond;
  std::vector<std::pair<Knowledge, PathEnd>> NotReached;
  Signs SignsAtSecond = Signs::None;
  unsigned Arrivals = 0, ArrivalsAfterFailure = 0;
};

void PathTrial::finish() {
  Evidence.AfterFailure = Arrivals && Arrivals == ArrivalsAfterFailure;
  // Where a condition is known, the second is reached one way only, and some
  // path that went the other way does not reach it.
  Knowledge Ways;
  for (const Knowledge &Known : AtSecond)
    for (const auto &[V, S] : Known)
      Ways[V] = Ways.count(V) ? Ways[V] | S : S;
  PathFacts Nothing;
  for (const auto &[V, S] : Ways) {
    if (S == Signs::Any)
      continue;
    bool Everywhere = llvm::all_of(
        AtSecond, [&](const Knowledge &Known) { return Known.count(V) > 0; });
    bool Forbids = llvm::any_of(NotReached, [&](const auto &Other) {
      auto It = Other.first.find(V);
      return It != Other.first.end() && !intersects(It->second, S);
    });
    if (!Forbids &&
        !(Everywhere && S != Signs::Any && !Conditions.isWholeRange(V, S)))
      continue;
    PathGuard Guard{V, S};
    Conditions.classify(
        Guard, Nothing, [&](ValueId Inner) { return Learned.count(Inner) > 0; },
        [&](ValueId Inner) { return OfFirstHandle.count(Inner) > 0; });
    Evidence.Guards.push_back(Guard);
  }
  for (const auto &[Known, End] : NotReached) {
    bool IsOther = llvm::any_of(Evidence.Guards, [&](const PathGuard &G) {
      auto It = Known.find(G.Condition);
      return It != Known.end() && !intersects(It->second, G.Value);
    });
    if (IsOther)
      Evidence.Otherwise.insert(End);
  }
  const Event &First = *Pair.First;
  if (First.Result == ValueId::None || Evidence.Guards.empty())
    return;
  Evidence.IfPresent = !intersects(SignsAtSecond, signsOnLoss(First.Ok));
  Evidence.IfAbsent = !intersects(SignsAtSecond, signsOnSuccess(First.Ok));
}

} // namespace

PathEvidence tryPair(const PathPair &Pair, const FunctionFlow &Flow,
                     TranslationUnit &Unit, PathNames &Names) {
  PathEvidence Evidence;
  PathTrial Trial(Pair, Flow, Unit, Names, Evidence);
  Simulation<PathTrial> Run(Flow, Unit.values(), Trial);
  Run.run({});
  Trial.finish();
  addGuardsInside(Pair, Unit, Evidence);
  return Evidence;
}

} // namespace clang::toctou
