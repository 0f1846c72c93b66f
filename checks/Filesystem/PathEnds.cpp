//===- PathEnds.cpp - How a function ends ---------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/PathEnds.h"
#include "Fixes/BodyIndex.h"
#include "clang/AST/Decl.h"
#include "clang/AST/StmtCXX.h"

namespace clang::toctou {

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
