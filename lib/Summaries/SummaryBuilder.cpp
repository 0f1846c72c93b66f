//===- SummaryBuilder.cpp - From a function's flow to its outcomes --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Summaries/SummaryBuilder.h"
#include "Flow/Simulation.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

constexpr unsigned MaxOutcomes = 8;
constexpr unsigned MaxThrown = 2;
constexpr unsigned MaxEffects = 48;
/// Of containers, beside the others: what they say is said of memory, too.
constexpr unsigned MaxSteps = 24;

/// True if a caller can name \p P: it starts at a parameter's target, `this`,
/// or a global variable.
bool isVisible(const Values &Table, PlaceId P, const FunctionDecl &F) {
  if (P == PlaceId::None)
    return false;
  PlaceId Root = Table.root(P);
  const PlaceNode &N = Table[Root];
  if (N.Kind == PlaceKind::Pointee)
    return true;
  if (N.Kind != PlaceKind::Variable || N.Context != ContextId::None)
    return false;
  const auto *Var = static_cast<const VarDecl *>(N.Anchor);
  if (!Var->hasLocalStorage())
    return true;
  // What a lambda captured belongs to its creator.
  const auto *Owner =
      llvm::dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  return Owner && Owner->getCanonicalDecl() != F.getCanonicalDecl();
}

/// The objects without a name (made by `new` or its like) that \p V gives out
/// the addresses of.
llvm::SmallVector<PlaceId, 2> objectsIn(const Values &Table, ValueId V) {
  static constexpr unsigned MaxVisited = 64;
  llvm::SmallVector<PlaceId, 2> Objects;
  llvm::SmallVector<ValueId, 8> Pending = {V};
  for (unsigned I = 0; I < Pending.size() && I < MaxVisited; ++I) {
    if (Pending[I] == ValueId::None)
      continue;
    if (auto P = Table.asAddress(Pending[I])) {
      PlaceId Root = Table.root(*P);
      if (Table[Root].Kind == PlaceKind::Object)
        Objects.push_back(Root);
    }
    llvm::append_range(Pending, Table[Pending[I]].Inputs);
  }
  return Objects;
}

/// Collects effects. Two paths with the same effects are one state.
struct EffectCollector {
  struct State {
    std::vector<const Event *> Effects;
    unsigned Steps = 0; ///< How many of them are steps on containers.
    ValueId Returned = ValueId::None;
    bool Thrown = false; ///< At the exit: it got there by an exception.
    bool operator==(const State &) const = default;
  };

  const FunctionFlow &Flow;
  Values &Table;
  std::vector<std::pair<State, PathFacts>> Ends;

  void step(const Event &E, State &S, const PathFacts &Facts) {
    switch (E.Kind) {
    case EventKind::Return:
      S.Returned = E.Operands.empty() ? ValueId::None : E.Operands[0];
      return;
    case EventKind::Read:
    case EventKind::Write:
      if (!isVisible(Table, E.Subject, *Flow.Function))
        return;
      break;
    case EventKind::Query:
    case EventKind::Operate:
      if (!isVisible(Table, E.Subject, *Flow.Function))
        return;
      if (S.Steps >= MaxSteps || llvm::is_contained(S.Effects, &E))
        return;
      ++S.Steps;
      S.Effects.push_back(&E);
      return;
    case EventKind::Use: {
      // Values that come from the caller may meet here.
      unsigned Open = 0;
      for (ValueId V : E.Operands)
        Open += V != ValueId::None && Table[V].Kind != ValueKind::Constant &&
                Table[V].Kind != ValueKind::Text;
      if (Open < 2)
        return;
      break;
    }
    case EventKind::Acquire:
      if (!E.Inner)
        return; // Held by the caller, says an attribute.
      break;
    case EventKind::Act:
      // What is followed is told by what is read and written there.
      if (E.Act == ActKind::Deref ||
          (E.Act == ActKind::Index &&
           !isVisible(Table, E.Subject, *Flow.Function)))
        return;
      break;
    case EventKind::Tell:
      // A message counts where it may be about what was done to a file.
      if (S.Effects.empty() || S.Effects.back()->Kind != EventKind::ActOnPath)
        return;
      break;
    case EventKind::CheckPath:
    case EventKind::ActOnPath:
    case EventKind::ActOnHandle:
    case EventKind::Allocate:
    case EventKind::Append:
    case EventKind::TryAcquire:
    case EventKind::Release:
    case EventKind::Wait:
    case EventKind::Bind:
    case EventKind::LearnPort:
    case EventKind::PickPort:
    case EventKind::Close:
    case EventKind::Delay:
    case EventKind::HandOver:
    case EventKind::LockFile:
    case EventKind::Report:
    case EventKind::UnlockFile:
    case EventKind::Sql:
      break;
    case EventKind::Invoke: // See `FunctionSummary::Works`.
    case EventKind::Call:
    case EventKind::Unknown:
      return;
    }
    (void)Facts;
    // A loop repeats what is known already.
    if (S.Effects.size() - S.Steps >= MaxEffects ||
        llvm::is_contained(S.Effects, &E))
      return;
    S.Effects.push_back(&E);
  }

  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    // The end of the program is no way back.
    if (Edge.To != Flow.Exit || Edge.Leaving == LeavingKind::Ends)
      return;
    S.Thrown = Edge.Thrown;
    Ends.push_back({S, Facts});
  }
};

/// Puts what a path chose into values: phis become the inputs taken.
class PathResolver {
public:
  PathResolver(Values &Table, const PathFacts &Facts)
      : Table(Table), Facts(Facts) {}

  ValueId value(ValueId V) {
    if (V == ValueId::None || Depth > 30)
      return V;
    if (auto It = Memo.find(V); It != Memo.end())
      return It->second;
    Memo[V] = V;
    ++Depth;
    ValueId New = compute(V);
    --Depth;
    Memo[V] = New;
    return New;
  }

  PlaceId place(PlaceId P) {
    if (P == PlaceId::None)
      return P;
    PlaceNode N = Table[P];
    if (N.Kind == PlaceKind::Pointee)
      return Table.pointee(value(N.Value));
    if (N.Kind == PlaceKind::Field)
      return Table.field(place(N.Parent),
                         static_cast<const FieldDecl *>(N.Anchor));
    return P;
  }

private:
  ValueId compute(ValueId V) {
    const ValueNode &N = Table[V];
    switch (N.Kind) {
    case ValueKind::Phi: {
      ValueId Chosen = Facts.chosen(Table, V);
      return Chosen == V ? V : value(Chosen);
    }
    case ValueKind::Read:
      return Table.read(value(N.Inputs[0]), static_cast<const Stmt *>(N.Anchor),
                        N.Context);
    case ValueKind::Derived: {
      llvm::SmallVector<ValueId, 4> Inputs;
      for (ValueId Input : N.Inputs)
        Inputs.push_back(value(Input));
      if (N.How == Derivation::Field)
        return Table.project(
            Inputs[0], static_cast<const FieldDecl *>(N.Anchor), N.Number);
      return Table.derived(N.How, Inputs, N.Anchor, N.Number);
    }
    case ValueKind::Record: {
      llvm::SmallVector<std::pair<const FieldDecl *, ValueId>, 4> Fields;
      for (unsigned I = 0; I < N.Fields.size(); ++I)
        Fields.push_back({static_cast<const FieldDecl *>(N.Fields[I]),
                          value(N.Inputs[I + 1])});
      return Table.record(N.Anchor, value(N.Inputs[0]), Fields);
    }
    case ValueKind::Constant:
    case ValueKind::Text:
    case ValueKind::Initial:
    case ValueKind::Address:
    case ValueKind::Port:
    case ValueKind::Opaque:
    case ValueKind::Guard:
    case ValueKind::Moved:
    case ValueKind::Callable:
    case ValueKind::Function:
      return V;
    }
    return V;
  }

  Values &Table;
  const PathFacts &Facts;
  llvm::DenseMap<ValueId, ValueId> Memo;
  unsigned Depth = 0;
};

/// A constant's value is a fact a caller can use; other values by their signs.
bool isTelling(const Values &Table, ValueId V) {
  switch (Table[Table.core(V)].Kind) {
  case ValueKind::Initial:
  case ValueKind::Opaque:
  case ValueKind::Port:
  case ValueKind::Derived:
    return true;
  case ValueKind::Constant:
  case ValueKind::Text:
  case ValueKind::Address:
  case ValueKind::Read:
  case ValueKind::Record:
  case ValueKind::Phi:
  case ValueKind::Guard:
  case ValueKind::Moved:
  case ValueKind::Callable:
  case ValueKind::Function:
    return false;
  }
  return false;
}

bool sameEnd(const Outcome &A, const Outcome &B) {
  if (A.Thrown != B.Thrown || A.Returned != B.Returned ||
      A.Writes != B.Writes || A.Effects.size() != B.Effects.size())
    return false;
  for (unsigned I = 0; I < A.Effects.size(); ++I) {
    const Event &L = A.Effects[I], &R = B.Effects[I];
    if (L.Kind != R.Kind || L.Inner != R.Inner || L.Subject != R.Subject ||
        L.Operands != R.Operands)
      return false;
  }
  return true;
}

} // namespace

FunctionSummary summarize(const FunctionFlow &Flow, Values &Table) {
  EffectCollector Collector{Flow, Table, {}};
  Simulation<EffectCollector> Run(Flow, Table, Collector);
  FunctionSummary Summary;
  Summary.Acts = !Flow.Deeds.empty();
  for (const FlowBlock &Block : Flow.Blocks)
    for (const Event &E : Block.Events)
      Summary.Acts |= E.Kind == EventKind::HandOver ||
                      (E.Kind == EventKind::Write &&
                       isVisible(Table, E.Subject, *Flow.Function));
  Summary.Truncated = Run.run({}).Steps >= Run.MaxSteps;
  for (const FlowBlock &Block : Flow.Blocks)
    Summary.Works |= llvm::any_of(Block.Events, [](const Event &E) {
      return E.Kind == EventKind::Invoke;
    });
  for (auto &[End, Facts] : Collector.Ends) {
    PathResolver Resolve(Table, Facts);
    Outcome Made;
    for (const Event *E : End.Effects) {
      Event Copy = *E;
      for (ValueId &V : Copy.Operands)
        V = Resolve.value(V);
      Copy.Subject = Resolve.place(Copy.Subject);
      Copy.SubjectValue = Resolve.value(Copy.SubjectValue);
      Made.Effects.push_back(std::move(Copy));
    }
    Made.Thrown = End.Thrown;
    if (!Made.Thrown)
      Made.Returned = Resolve.value(End.Returned);
    auto GivenOut = objectsIn(Table, Made.Returned);
    for (const auto &[P, V] : Flow.Final)
      if (isVisible(Table, P, *Flow.Function) ||
          llvm::is_contained(GivenOut, Table.root(P)))
        Made.Writes.push_back({P, Resolve.value(V)});
    for (const auto &[V, S] : Facts.known())
      if (isTelling(Table, V))
        Made.Facts.push_back({V, S});
    bool Known = false;
    for (Outcome &Old : Summary.Outcomes)
      if (sameEnd(Old, Made)) {
        Known = true;
        // Only what both ways know is known.
        llvm::erase_if(Old.Facts, [&](auto &F) {
          for (const auto &[V, S] : Made.Facts)
            if (V == F.first) {
              F.second = F.second | S;
              return F.second == Signs::Any;
            }
          return true;
        });
      }
    if (Known)
      continue;
    if (Made.Thrown && llvm::count_if(Summary.Outcomes, [](const Outcome &O) {
                         return O.Thrown;
                       }) >= MaxThrown)
      continue;
    if (Summary.Outcomes.size() == MaxOutcomes) {
      Summary.Truncated = true;
      continue;
    }
    Summary.Outcomes.push_back(std::move(Made));
  }
  return Summary;
}

} // namespace clang::toctou
