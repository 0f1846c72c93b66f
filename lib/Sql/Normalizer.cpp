//===- Normalizer.cpp - Any dialect's SQL in PostgreSQL's grammar ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Normalizer.h"
#include "Sql/Rewriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Clauses
//===----------------------------------------------------------------------===//

SqlClauses findClauses(const std::vector<SqlToken> &Tokens) {
  static const StringSet<> Verbs = {"select", "update", "delete", "insert",
                                    "replace"};
  static const StringSet<> Ends = {"group",  "order",  "limit", "returning",
                                   "having", "for",    "fetch", "window",
                                   "union",  "offset", "lock",  "intersect",
                                   "except", "minus",  "option"};
  SqlClauses Found;
  int Depth = 0;
  for (unsigned I = 0; I < Tokens.size(); ++I) {
    const SqlToken &T = Tokens[I];
    Depth += T.isSymbol("(") - T.isSymbol(")");
    if (Depth != 0 || T.Kind != SqlTokenKind::Word)
      continue;
    if (Found.Verb == SqlClauses::None) {
      if (Verbs.contains(T.Text))
        Found.Verb = I;
      continue;
    }
    if (Found.Where == SqlClauses::None) {
      if (T.Text == "where")
        Found.Where = I;
    } else if (Found.WhereEnd == SqlClauses::None && Ends.contains(T.Text))
      Found.WhereEnd = I;
  }
  if (Found.Where != SqlClauses::None && Found.WhereEnd == SqlClauses::None) {
    Found.WhereEnd = Tokens.size();
    while (Found.WhereEnd > Found.Where + 1 &&
           Tokens[Found.WhereEnd - 1].isSymbol(";"))
      --Found.WhereEnd;
  }
  return Found;
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

namespace {

/// How many operators and parentheses nest or chain in \p Tokens.
unsigned countOperators(const std::vector<SqlToken> &Tokens) {
  unsigned Count = 0;
  for (const SqlToken &T : Tokens)
    Count += (T.Kind == SqlTokenKind::Symbol && T.Text != "," &&
              T.Text != "." && T.Text != ";" && T.Text != ")") ||
             T.isWord("not") || T.isWord("and") || T.isWord("or") ||
             T.isWord("case") || T.isWord("union");
  return Count;
}

} // namespace

std::optional<NormalSql> normalize(const SqlSource &Source) {
  if (Source.Text.size() > MaxSqlText || StringRef(Source.Text).contains('\0'))
    return std::nullopt;
  auto Tokens = tokenize(Source);
  if (!Tokens || Tokens->empty() || countOperators(*Tokens) > MaxSqlOperators)
    return std::nullopt;
  return Rewriter(std::move(*Tokens)).run();
}

} // namespace clang::toctou
