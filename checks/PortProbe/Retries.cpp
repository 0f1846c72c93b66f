//===- Retries.cpp --------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/Retries.h"
#include "Automata/Bearing.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>

namespace clang::toctou {

namespace {

class RetrySearch {
public:
  RetrySearch(const FunctionFlow &Flow, Values &Table, const Event &Check,
              const Event &Use)
      : Flow(Flow), Table(Table), Start(blockOf(Use)), Goal(blockOf(Check)) {}

  /// True if the path back to the check is taken where \p Tells is not \p Fine,
  /// and only there.
  bool returnsOnFailure(ValueId Tells, Signs Fine) {
    Signs Bad = Fine == Signs::Zero      ? Signs::NonZero
                : Fine == Signs::NonZero ? Signs::Zero
                                         : Signs::Negative;
    PathFacts Failed, Succeeded;
    return Start && Goal && Failed.assume(Table, Tells, Bad) &&
           Succeeded.assume(Table, Tells, Fine) && returns(Failed) &&
           !returns(Succeeded);
  }

private:
  std::optional<unsigned> blockOf(const Event &E) const {
    for (unsigned Block : Flow.Order)
      for (const Event &Other : Flow.Blocks[Block].Events)
        if (Other.Site == E.Site)
          return Block;
    return std::nullopt;
  }

  /// True if a path leads from the use to the check under \p AtUse.
  bool returns(const PathFacts &AtUse) {
    std::vector<std::pair<unsigned, PathFacts>> Pending = {{*Start, AtUse}};
    llvm::SmallDenseSet<unsigned> Seen;
    while (!Pending.empty()) {
      auto [Block, Known] = std::move(Pending.back());
      Pending.pop_back();
      for (const FlowEdge &Edge : Flow.Blocks[Block].Successors) {
        PathFacts Now = Known;
        if (Edge.Condition != ValueId::None && Edge.CaseSigns == Signs::Any &&
            !Now.assumeCondition(Table, Edge.Condition, Edge.WhenTrue))
          continue;
        if (Edge.To == *Goal)
          return true;
        for (ValueId Phi : Flow.Blocks[Edge.To].Phis)
          for (const auto &[Key, Input] : Table.phiInputs(Phi))
            if (Key == Block)
              Now.choose(Table, Phi, Input);
        if (Seen.insert(Edge.To).second)
          Pending.push_back({Edge.To, std::move(Now)});
      }
    }
    return false;
  }

  const FunctionFlow &Flow;
  Values &Table;
  std::optional<unsigned> Start, Goal;
};

} // namespace

/// The call whose result the condition \p V tests, if it tests that alone.
static ValueId testedCall(Values &Table, ValueId V) {
  ValueId Tested = ValueId::None;
  if (V == ValueId::None)
    return V;
  PathFacts None;
  visitBorne(Table, None, V, [&](ValueId Inner) {
    const ValueNode &N = Table[Inner];
    if (N.Kind == ValueKind::Opaque && N.Anchor &&
        llvm::isa<CallExpr>(static_cast<const Stmt *>(N.Anchor)))
      Tested = Inner;
    return true;
  });
  return Tested;
}

bool triesAnew(const FunctionFlow &Flow, Values &Table, const Event &Check,
               const Event &Use) {
  RetrySearch Search(Flow, Table, Check, Use);
  if (Use.Result != ValueId::None && Use.Ok != Success::Always &&
      Search.returnsOnFailure(Use.Result, signsOnSuccess(Use.Ok)))
    return true;
  // Or the failure shows in a later step on the way round.
  for (unsigned Block : Flow.Order)
    for (const FlowEdge &Edge : Flow.Blocks[Block].Successors) {
      ValueId Tested = testedCall(Table, Edge.Condition);
      if (Tested == ValueId::None)
        continue;
      const auto *Call =
          llvm::dyn_cast<Expr>(static_cast<const Stmt *>(Table[Tested].Anchor));
      Signs Fine = Call && Call->getType()->isBooleanType() ? Signs::NonZero
                                                            : Signs::Zero;
      if (Search.returnsOnFailure(Tested, Fine))
        return true;
    }
  return false;
}

} // namespace clang::toctou
