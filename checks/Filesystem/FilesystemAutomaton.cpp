//===- FilesystemAutomaton.cpp - Names that are looked up twice -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/FilesystemAutomaton.h"
#include "Automata/Bearing.h"
#include "Filesystem/PathVerdict.h"
#include "Fixes/BodyIndex.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

/// Finds the races of one function.
class RaceFinder {
public:
  RaceFinder(TranslationUnit &Unit, const FunctionFlow &Flow, PathNames &Names,
             const FilesystemOptions &Options)
      : Unit(Unit), Flow(Flow), Table(Unit.values()), Names(Names),
        Options(Options) {}

  std::vector<PathRace> find() {
    collect();
    std::vector<PathRace> Races;
    unsigned Trials = 0;
    for (const Event *Second : Lookups)
      for (const Event *First : Lookups)
        if (mayRace(*First, *Second) && ++Trials <= MaxTrials)
          tryOne({First, Second, isOnlyTested(*First)}, Races);
    return onePerRace(std::move(Races));
  }

private:
  static constexpr unsigned MaxTrials = 96;

  void collect() {
    auto Add = [&](const Event &E) {
      bool Looks =
          E.Kind == EventKind::CheckPath || E.Kind == EventKind::ActOnPath;
      if (!Looks || llvm::any_of(Lookups, [&](const Event *Known) {
            return isSameStep(*Known, E);
          }))
        return;
      Lookups.push_back(&E);
    };
    for (unsigned Number : Flow.Order)
      for (const Event &E : Flow.Blocks[Number].Events) {
        Add(E);
        if (E.Kind == EventKind::Call)
          for (const Outcome &O : Flow.Calls[E.CallIndex].Outcomes)
            llvm::for_each(O.Effects, Add);
      }
  }

  bool mayRace(const Event &First, const Event &Second) {
    if (isSameStep(First, Second) || First.Inner == Second.Inner)
      return false;
    // A callee that does both tells of it itself.
    if (First.isSpliced() && Second.isSpliced() && First.Site == Second.Site)
      return false;
    if (!mayPlay(*First.Path, *Second.Path, First))
      return false;
    auto Some = Names.possibleNames(First.Operands[0]);
    return llvm::any_of(Names.possibleNames(Second.Operands[0]),
                        [&](ValueId V) { return llvm::is_contained(Some, V); });
  }

  /// A cheap look before a trial.
  bool mayPlay(const PathApi &First, const PathApi &Second,
               const Event &FirstEvent) {
    if (asks(First.Deed))
      return !asks(Second.Deed);
    switch (First.Deed) {
    case PathDeed::Open:
      return asks(Second.Deed) || Second.Deed == PathDeed::Modify ||
             Second.Deed == PathDeed::Remove || isOnlyTested(FirstEvent);
    case PathDeed::Make:
    case PathDeed::Replace:
      return Second.Deed == PathDeed::Modify || Second.Deed == PathDeed::Open;
    default:
      return false;
    }
  }

  /// True if \p E opens a file for reading only to see whether it can.
  bool isOnlyTested(const Event &E) {
    if (E.Path->Deed != PathDeed::Open || E.Operands[1] == ValueId::None)
      return false;
    PathFacts Nothing;
    PathTraits T = Names.traits(E, Nothing);
    if (T.Writes || T.Unknown)
      return false;
    auto [It, New] = Tested.try_emplace(&E, false);
    if (New)
      It->second = E.Path->Info == Receiver ? isStreamOnlyTested(E)
                                            : isHandleOnlyTested(E);
    return It->second;
  }

  /// Looks for a use of the descriptor where it was opened.
  bool isHandleOnlyTested(const Event &E) {
    const FunctionFlow *Home =
        E.isSpliced() ? Unit.flow(*E.InnerFunction) : &Flow;
    if (!Home)
      return false;
    ValueId Handle = ValueId::None;
    for (const FlowBlock &Block : Home->Blocks)
      for (const Event &Own : Block.Events)
        if (Own.Inner == E.Inner && Own.Path == E.Path && !Own.isSpliced())
          Handle = Table.core(Own.Operands[1]);
    if (Handle == ValueId::None)
      return false;
    PathFacts Nothing;
    llvm::SmallPtrSet<const Stmt *, 4> Closings;
    auto Bears = [&](const Event &Own) {
      return llvm::any_of(Own.Operands, [&](ValueId V) {
        return V != ValueId::None && bears(Table, Nothing, V, Handle);
      });
    };
    for (const FlowBlock &Block : Home->Blocks)
      for (const Event &Own : Block.Events)
        if (Own.Kind == EventKind::Close)
          Closings.insert(Own.Inner);
    bool IsClosed = false;
    for (const FlowBlock &Block : Home->Blocks)
      for (const Event &Own : Block.Events) {
        if (Own.Kind == EventKind::Close)
          IsClosed |= Own.SubjectValue != ValueId::None &&
                      bears(Table, Nothing, Own.SubjectValue, Handle);
        if (Own.Inner == E.Inner || Closings.contains(Own.Inner))
          continue;
        bool Compares = Own.Kind == EventKind::Use &&
                        Own.Use != UseKind::Call &&
                        Own.Use != UseKind::Aggregate;
        bool Returns =
            Own.Kind == EventKind::Return ||
            (Own.Kind == EventKind::Use && Own.Use == UseKind::Result);
        if (Returns) {
          // A truth value made of it is a test.
          for (ValueId V : Own.Operands)
            if (Table.core(V) == Handle)
              return false;
          continue;
        }
        if (!Compares && Bears(Own))
          return false;
        if (Own.Kind == EventKind::HandOver && Own.Subject != PlaceId::None &&
            Table[Own.Subject].Kind == PlaceKind::Pointee &&
            bears(Table, Nothing, Table[Own.Subject].Value, Handle))
          return false;
        if (Own.Kind == EventKind::Call && Bears(Own))
          return false;
      }
    for (const SplicedCall &Call : Home->Calls)
      for (const Outcome &O : Call.Outcomes)
        if (llvm::any_of(O.Effects, Bears))
          return false;
    return IsClosed;
  }

  /// The stream is asked whether it is open, and nothing else.
  bool isStreamOnlyTested(const Event &E) {
    const FunctionDecl *Home = E.InnerFunction;
    if (!Home || !Home->hasBody(Home))
      return false;
    BodyIndex Body(*Home);
    auto IsTest = [&](const Expr *Object) {
      for (const Stmt *S = Body.parent(Object); S; S = Body.parent(S)) {
        if (const auto *Call = llvm::dyn_cast<CallExpr>(S)) {
          const FunctionDecl *Callee = Call->getDirectCallee();
          if (!Callee || Call->getNumArgs() > 1)
            return false;
          return llvm::all_of(Unit.lookup().call(*Callee).Paths,
                              [](const PathApi *P) {
                                return P->Deed == PathDeed::HandleTest ||
                                       P->Deed == PathDeed::HandleClose;
                              }) &&
                 !Unit.lookup().call(*Callee).Paths.empty();
        }
        if (!llvm::isa<MemberExpr>(S) && !llvm::isa<CastExpr>(S) &&
            !llvm::isa<ParenExpr>(S) && !llvm::isa<FullExpr>(S) &&
            !llvm::isa<MaterializeTemporaryExpr>(S) &&
            !llvm::isa<CXXBindTemporaryExpr>(S))
          return false;
      }
      return false;
    };
    const auto *Made = llvm::dyn_cast<CXXConstructExpr>(E.Inner);
    if (!Made)
      return false;
    for (const Stmt *S = Made; S; S = Body.parent(S)) {
      const auto *Declaration = llvm::dyn_cast<DeclStmt>(S);
      if (!Declaration)
        continue;
      if (!Declaration->isSingleDecl())
        return false;
      const auto *Var = llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl());
      auto Names = Var ? Body.references(*Var) : llvm::ArrayRef<const Expr *>();
      return !Names.empty() && llvm::all_of(Names, IsTest);
    }
    return IsTest(Made);
  }

  void tryOne(const PathPair &Pair, std::vector<PathRace> &Races) {
    if (isTrusted(*Pair.Second))
      return;
    PathEvidence Evidence = tryPair(Pair, Flow, Unit, Names);
    bool IsRenamed = Pair.First->Path->Deed == PathDeed::Replace &&
                     llvm::any_of(Lookups, [&](const Event *Other) {
                       return Other->Inner == Pair.First->Inner &&
                              Other->Site == Pair.First->Site &&
                              Other->Path->Deed == PathDeed::MoveAway;
                     });
    auto Verdict = judge(Pair, Evidence, IsRenamed);
    if (!Verdict || (Verdict->IsRedundant && !Options.ReportRedundantChecks))
      return;
    Races.push_back({Flow.Function, Verdict->Kind, Pair, std::move(Evidence),
                     Verdict->IsRedundant});
  }

  /// True if only the kernel, or who the user trusts, can change the name.
  bool isTrusted(const Event &E) {
    std::string Beginning = Names.beginning(E.Operands[0]);
    auto Under = [&](llvm::StringRef Prefix) {
      return llvm::StringRef(Beginning).starts_with(Prefix) &&
             (Prefix.ends_with("/") || Beginning.size() == Prefix.size() ||
              Beginning[Prefix.size()] == '/');
    };
    return Under("/proc") || Under("/sys") ||
           llvm::any_of(Options.TrustedPrefixes, Under);
  }

  /// Of several checks before one act the best explanation is told; a later
  /// act that hangs on the same conditions is the same race.
  std::vector<PathRace> onePerRace(std::vector<PathRace> Races) {
    std::vector<PathRace> Kept;
    auto Rank = [](const PathRace &R) {
      return R.Kind == PathRaceKind::Attribute  ? 0
             : R.Kind == PathRaceKind::Absence  ? 1
             : R.Kind == PathRaceKind::Picked   ? 1
             : R.Kind == PathRaceKind::Presence ? 2
                                                : 3;
    };
    for (PathRace &R : Races) {
      auto Same = llvm::find_if(Kept, [&](const PathRace &Old) {
        return Old.Pair.Second->Site == R.Pair.Second->Site;
      });
      if (Same == Kept.end())
        Kept.push_back(std::move(R));
      else if (Rank(R) < Rank(*Same))
        *Same = std::move(R);
    }
    auto IsRepeated = [&](const PathRace &Late) {
      return llvm::any_of(Kept, [&](const PathRace &Early) {
        if (&Early == &Late ||
            !isSameStep(*Early.Pair.First, *Late.Pair.First) ||
            position(*Early.Pair.Second) >= position(*Late.Pair.Second))
          return false;
        return llvm::all_of(Late.Evidence.Guards, [&](const PathGuard &G) {
          return llvm::is_contained(Early.Evidence.Guards, G);
        });
      });
    };
    std::vector<PathRace> Left;
    for (const PathRace &R : Kept)
      if (!IsRepeated(R))
        Left.push_back(R);
    return Left;
  }

  unsigned position(const Event &E) const {
    return llvm::find(Lookups, &E) - Lookups.begin();
  }

  TranslationUnit &Unit;
  const FunctionFlow &Flow;
  Values &Table;
  PathNames &Names;
  const FilesystemOptions &Options;
  std::vector<const Event *> Lookups; ///< In the order of the blocks.
  std::map<const Event *, bool> Tested;
};

} // namespace

std::vector<PathRace> pathRaces(TranslationUnit &Unit,
                                const FilesystemOptions &Options) {
  std::vector<PathRace> All;
  PathNames Names(Unit);
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow)
      continue;
    for (PathRace &Found : RaceFinder(Unit, *Flow, Names, Options).find()) {
      bool Known = llvm::any_of(All, [&](const PathRace &Old) {
        return Old.Pair.Second->Inner == Found.Pair.Second->Inner &&
               Old.Pair.Second->Site == Found.Pair.Second->Site;
      });
      if (!Known)
        All.push_back(std::move(Found));
    }
  }
  return All;
}

} // namespace clang::toctou
