//===- FunctionFlow.h - The events of one function, with their values -----===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The result of the flow analysis of one function: per CFG block the events
/// in order, and per edge the condition that holds on it.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_FUNCTIONFLOW_H
#define TOCTOU_FLOW_FUNCTIONFLOW_H

#include "Flow/Outcome.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>

namespace clang {
class Expr;
class ASTContext;
class CFG;
class FunctionDecl;
} // namespace clang

namespace clang::toctou {

class ApiLookup;

/// How an edge to the exit leaves the function.
enum class LeavingKind : uint8_t { Returns, Throws, Ends };

/// An edge of the control-flow graph.
struct FlowEdge {
  unsigned To = 0;
  /// The condition that decides, or none.
  ValueId Condition = ValueId::None;
  const Expr *Test = nullptr; ///< Its expression.
  bool WhenTrue = false;
  /// A case of a switch: the signs that its constant has.
  Signs CaseSigns = Signs::Any;
  /// The edge of an exception. It is taken before the event `ThrowAt`: what
  /// throws has not happened.
  bool Thrown = false;
  unsigned ThrowAt = ~0U;
  /// What the phis of `To` know the edge by; none: the block it comes from.
  std::optional<PhiKey> Key;
  std::optional<int64_t> CaseNumber; ///< That constant.
  /// The default of a switch: what its other cases are.
  std::vector<int64_t> OtherCases;
  LeavingKind Leaving = LeavingKind::Returns;
};

/// A basic block.
struct FlowBlock {
  std::vector<Event> Events;
  std::vector<FlowEdge> Successors;
  /// The phis that this block's entry chooses, keyed by predecessor.
  std::vector<ValueId> Phis;
  bool Reachable = false;
};

/// A call of a function in sight, in the caller's terms.
struct SplicedCall {
  const Stmt *Site = nullptr;
  const FunctionDecl *Callee = nullptr;
  std::vector<Outcome> Outcomes;
  /// The phis that the outcome chooses, keyed by its index.
  std::vector<ValueId> Phis;
};

/// A call that may do what others notice, by its block.
struct CallDeed {
  unsigned Block = 0;
  const Stmt *Site = nullptr;
  ValueId Result = ValueId::None;
};

/// What one function does.
struct FunctionFlow {
  const FunctionDecl *Function = nullptr;
  std::vector<FlowBlock> Blocks; ///< By CFG block number.
  unsigned Entry = 0;
  unsigned Exit = 0;
  std::vector<unsigned> Order; ///< Reverse post-order.
  std::vector<SplicedCall> Calls;
  std::vector<CallDeed> Deeds;
  /// The expressions whose values nobody takes.
  llvm::DenseSet<const Stmt *> Dropped;
  /// What visible places hold at the exit (joined over all ways there).
  std::vector<std::pair<PlaceId, ValueId>> Final;
};

/// What the flow analysis of a function needs from outside.
struct FlowInputs {
  ASTContext &Context;
  Values &Table;
  ApiLookup &Lookup;
  SummarySource &Summaries;
};

/// Analyses \p F. Null if it has no body that can be analysed, or if it is
/// beyond the budget (blocks times bindings).
std::unique_ptr<FunctionFlow> analyzeFlow(const FunctionDecl &F,
                                          const FlowInputs &Inputs);

} // namespace clang::toctou

#endif // TOCTOU_FLOW_FUNCTIONFLOW_H
