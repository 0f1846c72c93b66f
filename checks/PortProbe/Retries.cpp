//===- Retries.cpp --------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/Retries.h"
#include "Automata/Bearing.h"
#include "Models/ApiLookup.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
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

  /// The same where an exception tells.
  bool returnsOnThrow() {
    return Start && Goal && returns({}, true) && !returns({});
  }

  /// The same where the value of \p Condition tells.
  bool returnsUnless(ValueId Condition, bool Fine) {
    PathFacts Failed, Succeeded;
    return Start && Goal && Failed.assumeCondition(Table, Condition, !Fine) &&
           Succeeded.assumeCondition(Table, Condition, Fine) &&
           returns(Failed) && !returns(Succeeded);
  }

private:
  std::optional<unsigned> blockOf(const Event &E) const {
    for (unsigned Block : Flow.Order)
      for (const Event &Other : Flow.Blocks[Block].Events)
        if (Other.Site == E.Site)
          return Block;
    return std::nullopt;
  }

  /// True if a path leads from the use to the check under \p AtUse; the first
  /// edge is one of an exception if \p ByThrow says so, and no other is.
  bool returns(const PathFacts &AtUse, bool ByThrow = false) {
    std::vector<std::pair<unsigned, PathFacts>> Pending = {{*Start, AtUse}};
    llvm::SmallDenseSet<unsigned> Seen;
    for (bool IsFirst = true; !Pending.empty(); IsFirst = false) {
      auto [Block, Known] = std::move(Pending.back());
      Pending.pop_back();
      for (const FlowEdge &Edge : Flow.Blocks[Block].Successors) {
        if (Edge.Thrown != (IsFirst && ByThrow))
          continue;
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

/// Whether \p Test, if it is no more than a call that tells a success (or its
/// negation), is true on success.
static std::optional<bool> trueOnSuccess(const Expr *Test, ApiLookup &Lookup,
                                         const Event &Use) {
  bool Fine = true;
  for (;;) {
    Test = Test->IgnoreParenImpCasts();
    const auto *Not = llvm::dyn_cast<UnaryOperator>(Test);
    if (!Not || Not->getOpcode() != UO_LNot)
      break;
    Fine = !Fine;
    Test = Not->getSubExpr();
  }
  const auto *Call = llvm::dyn_cast<CallExpr>(Test);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getReturnType()->isBooleanType())
    return std::nullopt;
  // What a callee in sight returns is known better.
  if (Call == Use.Site && Use.isSpliced())
    return std::nullopt;
  if (Callee->getIdentifier() && Lookup.tellsFailure(Callee->getName()))
    Fine = !Fine;
  return Fine;
}

bool triesAnew(const FunctionFlow &Flow, Values &Table, ApiLookup &Lookup,
               const Event &Check, const Event &Use) {
  RetrySearch Search(Flow, Table, Check, Use);
  if (Use.Result != ValueId::None && Use.Ok != Success::Always &&
      Search.returnsOnFailure(Use.Result, signsOnSuccess(Use.Ok)))
    return true;
  if (Search.returnsOnThrow())
    return true;
  // Or the failure shows in a later step on the way round.
  for (unsigned Block : Flow.Order)
    for (const FlowEdge &Edge : Flow.Blocks[Block].Successors) {
      if (Edge.Test)
        if (auto Fine = trueOnSuccess(Edge.Test, Lookup, Use);
            Fine && Search.returnsUnless(Edge.Condition, *Fine))
          return true;
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
