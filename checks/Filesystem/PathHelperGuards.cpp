//===- PathHelperGuards.cpp - Helpers that come back only if all is well --===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/PathHelperGuards.h"
#include "Automata/Bearing.h"
#include "Filesystem/PathConditions.h"
#include "Summaries/TranslationUnit.h"

namespace clang::toctou {

static bool returns(const FlowEdge &ToExit) {
  return ToExit.Leaving == LeavingKind::Returns && !ToExit.Thrown;
}

/// The blocks of \p Flow from which the function can return.
static std::vector<bool> returning(const FunctionFlow &Flow) {
  std::vector<bool> Can(Flow.Blocks.size(), false);
  auto NeverComesBack = [&](const FlowBlock &Block) {
    return llvm::any_of(Block.Events, [&](const Event &E) {
      return E.Kind == EventKind::Call &&
             Flow.Calls[E.CallIndex].Outcomes.empty();
    });
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (unsigned I = 0; I < Flow.Blocks.size(); ++I) {
      if (Can[I] || NeverComesBack(Flow.Blocks[I]))
        continue;
      for (const FlowEdge &Edge : Flow.Blocks[I].Successors)
        if (Edge.To == Flow.Exit ? returns(Edge) : Can[Edge.To])
          Changed = Can[I] = true;
    }
  }
  return Can;
}

void addGuardsInside(const PathPair &Pair, TranslationUnit &Unit,
                     PathEvidence &Evidence) {
  const Event &First = *Pair.First;
  if (!Evidence.Meets || !First.isSpliced() || !First.InnerFunction)
    return;
  const FunctionFlow *Flow = Unit.flow(*First.InnerFunction);
  if (!Flow)
    return;
  const Event *Own = nullptr;
  for (const FlowBlock &Block : Flow->Blocks)
    for (const Event &E : Block.Events)
      if (E.Inner == First.Inner && E.Path == First.Path && !E.isSpliced())
        Own = &E;
  if (!Own)
    return;
  Values &Table = Unit.values();
  PathFacts Nothing;
  auto IsAttribute = [&](ValueId V) {
    return asks(Own->Path->Deed) && V == Table.core(Own->Operands[1]);
  };
  auto IsTold = [&](ValueId V) { return V == Table.core(Own->Result); };
  std::vector<bool> Can = returning(*Flow);
  PathConditions Conditions(Unit);
  for (const FlowBlock &Block : Flow->Blocks)
    for (const FlowEdge &Edge : Block.Successors) {
      if (Edge.Condition == ValueId::None || Edge.CaseNumber)
        continue;
      bool Ends = Edge.To == Flow->Exit ? !returns(Edge) : !Can[Edge.To];
      bool OtherReturns =
          llvm::any_of(Block.Successors, [&](const FlowEdge &Other) {
            return &Other != &Edge &&
                   (Other.To == Flow->Exit ? returns(Other) : Can[Other.To]);
          });
      if (!Ends || !OtherReturns)
        continue;
      bool OfFirst = false;
      visitBorne(Table, Nothing, Edge.Condition, [&](ValueId V) {
        OfFirst |=
            IsAttribute(V) || (Own->Result != ValueId::None && IsTold(V));
        return true;
      });
      if (!OfFirst)
        continue;
      PathGuard Guard{Table.core(Edge.Condition),
                      Edge.WhenTrue ? Signs::Zero : Signs::NonZero};
      Conditions.classify(Guard, Nothing, IsAttribute,
                          [](ValueId) { return false; });
      if (!llvm::is_contained(Evidence.Guards, Guard))
        Evidence.Guards.push_back(Guard);
      Evidence.Otherwise.insert({LeavingKind::Throws, false, {}});
      PathFacts After;
      if (Own->Result == ValueId::None ||
          !After.assumeCondition(Table, Edge.Condition, !Edge.WhenTrue))
        continue;
      Signs Left = After.signs(Table, Own->Result);
      Evidence.IfPresent |= !intersects(Left, signsOnFailure(Own->Ok));
      Evidence.IfAbsent |= !intersects(Left, signsOnSuccess(Own->Ok));
    }
}

} // namespace clang::toctou
