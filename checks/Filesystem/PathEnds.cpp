//===- PathEnds.cpp - How a function ends ---------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/PathEnds.h"
#include "Fixes/BodyIndex.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace clang::toctou {

/// What the text or object \p V is, if it is the same wherever it is written:
/// `return "";` at two places returns one thing.
static std::optional<std::string> written(const Values &Table, ValueId V,
                                          unsigned Depth = 0) {
  const ValueNode &N = Table[Table.core(V)];
  const auto *Site = static_cast<const Stmt *>(N.Anchor);
  if (N.Kind == ValueKind::Text) {
    const auto *Text = llvm::dyn_cast<StringLiteral>(Site);
    if (!Text || Text->getCharByteWidth() != 1)
      return std::nullopt;
    return Text->getString().empty() ? "{}" : "t" + Text->getString().str();
  }
  if (N.Kind == ValueKind::Opaque && N.Context == ContextId::None)
    if (const auto *Made = llvm::dyn_cast_or_null<CXXConstructExpr>(Site);
        Made && Made->getNumArgs() == 0)
      return "{}";
  // A temporary that was made of nothing, as an allocator.
  if (N.Kind == ValueKind::Initial && Table[N.At].Kind == PlaceKind::Object)
    return "{}";
  if (N.Kind != ValueKind::Derived || Depth > 4 ||
      (N.How != Derivation::Make && N.How != Derivation::Text))
    return std::nullopt;
  // A string of a literal, with what its constructor takes by default.
  std::string All;
  for (ValueId Input : N.Inputs) {
    if (Table[Table.core(Input)].Kind == ValueKind::Constant)
      continue;
    auto Part = written(Table, Input, Depth + 1);
    if (!Part)
      return std::nullopt;
    if (*Part != "{}")
      All += *Part;
  }
  return All.empty() ? "{}" : All;
}

PathEnd pathEnd(const Values &Table, const PathFacts &Facts, ValueId Returned,
                bool Told, LeavingKind Leaving) {
  PathEnd End{Leaving, Told, {}};
  if (Leaving != LeavingKind::Returns || Returned == ValueId::None)
    return End;
  ValueId V = Facts.resolve(Table, Returned);
  if (auto N = Table.asConstant(V)) {
    End.Result = std::to_string(*N);
    return End;
  }
  if (auto Text = written(Table, V)) {
    End.Result = *Text;
    return End;
  }
  Signs Sign = Facts.signs(Table, V);
  if (Sign == Signs::Zero)
    End.Result = "0";
  else if (Sign == Signs::Negative)
    End.Result = "-1";
  else if (Sign == Signs::Positive || Sign == Signs::NonZero)
    End.Result = "1";
  else
    End.Result = "v" + std::to_string(unsigned(V));
  return End;
}

bool escapes(const Event &E, const FunctionFlow &Flow) {
  for (auto [F, At] : {std::pair(E.InnerFunction, E.Inner),
                       std::pair(Flow.Function, E.Site)}) {
    if (!F || !F->hasBody())
      continue;
    BodyIndex Body(*F);
    for (const Stmt *S = At; S; S = Body.parent(S))
      if (llvm::isa<CXXTryStmt>(S))
        return false;
  }
  return true;
}

} // namespace clang::toctou
