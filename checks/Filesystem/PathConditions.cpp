//===- PathConditions.cpp - What a condition asks of a file ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/PathConditions.h"
#include "Automata/Bearing.h"
#include "Filesystem/PathTrial.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/Expr.h"

namespace clang::toctou {

/// ENOENT, EEXIST, ENOTDIR, ENOTEMPTY, ELOOP, ESTALE: what a call says that
/// finds another file, or none, than the check before it.
bool PathConditions::isLostRace(int64_t Number) {
  return Number == 2 || Number == 17 || Number == 20 || Number == 39 ||
         Number == 40 || Number == 116;
}

std::optional<bool> PathConditions::asksForLostRace(const FlowEdge &Edge) {
  Values &Table = Unit.values();
  if (Edge.CaseNumber)
    return isLostRace(*Edge.CaseNumber) ? std::optional(true) : std::nullopt;
  if (Edge.CaseSigns != Signs::Any)
    return std::nullopt;
  bool WhenTrue = Edge.WhenTrue;
  ValueId V = Table.core(Edge.Condition);
  for (unsigned Steps = 0; Steps < 8; ++Steps) {
    const ValueNode &N = Table[V];
    if (N.Kind != ValueKind::Derived)
      return std::nullopt;
    if (N.How == Derivation::Unary && N.Number == UO_LNot) {
      WhenTrue = !WhenTrue;
      V = Table.core(N.Inputs[0]);
      continue;
    }
    if (N.How != Derivation::Binary ||
        (N.Number != BO_EQ && N.Number != BO_NE) || N.Inputs.size() != 2)
      return std::nullopt;
    PathFacts Nothing;
    for (unsigned Side : {0, 1}) {
      ValueId Other = Table.core(N.Inputs[1 - Side]);
      ValueKind Kind = Table[Other].Kind;
      if (Kind == ValueKind::Constant)
        continue;
      bool Asks = false;
      visitBorne(Table, Nothing, N.Inputs[Side], [&](ValueId Inner) {
        auto Number = Table.asConstant(Inner);
        Asks |= Number && isLostRace(*Number);
        // A number that is one of several summands says nothing.
        const ValueNode &In = Table[Inner];
        return In.Kind != ValueKind::Derived || In.How != Derivation::Binary;
      });
      if (Asks)
        return (N.Number == BO_EQ) == WhenTrue;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

bool PathConditions::isWholeRange(ValueId V, Signs S) {
  // A comparison is true or false; other values may be anything.
  const ValueNode &N = Unit.values()[V];
  bool IsTruth =
      N.Kind == ValueKind::Derived &&
      ((N.How == Derivation::Binary &&
        (BinaryOperator::isComparisonOp(BinaryOperatorKind(N.Number)) ||
         BinaryOperator::isLogicalOp(BinaryOperatorKind(N.Number)))) ||
       (N.How == Derivation::Unary && N.Number == UO_LNot));
  return IsTruth && intersects(S, Signs::Zero) && intersects(S, Signs::NonZero);
}

void PathConditions::classify(PathGuard &Guard, const PathFacts &Facts,
                              llvm::function_ref<bool(ValueId)> IsAttribute,
                              llvm::function_ref<bool(ValueId)> IsOfHandle) {
  static constexpr int64_t TypeMask = 0170000, LinkType = 0120000;
  Values &Table = Unit.values();
  bool HasMask = false, HasLink = false, HasOther = false, HasType = false;
  visitBorne(Table, Facts, Guard.Condition, [&](ValueId Inner) {
    Guard.OfAttributes |= IsAttribute(Inner);
    Guard.OfHandle |= IsOfHandle(Inner);
    if (auto N = Table.asConstant(Inner)) {
      HasMask |= *N == TypeMask;
      HasLink |= *N == LinkType;
    }
    const ValueNode &N = Table[Inner];
    if (N.Kind != ValueKind::Derived || N.How != Derivation::Field)
      return true;
    auto Kind =
        Unit.lookup().attribute(*static_cast<const FieldDecl *>(N.Anchor));
    HasType |= Kind == AttributeKind::Type;
    HasOther |= Kind && *Kind != AttributeKind::Type;
    Guard.OfTime |= Kind == AttributeKind::Time;
    return true;
  });
  Guard.OfType = HasType && HasMask && !HasOther;
  Guard.OfLink = Guard.OfType && HasLink;
}

} // namespace clang::toctou
