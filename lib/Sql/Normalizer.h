//===- Normalizer.h - Any dialect's SQL in PostgreSQL's grammar -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rewrites the placeholders, quotes and forms of other dialects, and the holes
/// of a text that a program puts together, into the grammar of PostgreSQL. The
/// raw text is never tried first: `a=%s` silently parses as an operator.
///
/// What a rewriting leaves out (hints, limits, collations) has no influence on
/// which rows a predicate means.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_NORMALIZER_H
#define TOCTOU_SQL_NORMALIZER_H

#include "Sql/Token.h"

namespace clang::toctou {

/// Limits, so that no text makes the parser overflow a small stack.
inline constexpr size_t MaxSqlText = 64 * 1024;
inline constexpr unsigned MaxSqlOperators = 500;

/// A placeholder or a hole that stands for a value.
struct SqlParam {
  /// As written: `?`, `?1`, `:id`, `$2`; empty for a hole.
  std::string Written;
  /// The holes that fill it; empty for a placeholder.
  std::vector<std::string> Holes;
  size_t Begin = 0, End = 0; ///< In the source text, where it stands first.
};

/// A statement in PostgreSQL's grammar.
struct NormalSql {
  std::string Text;
  /// For each token of `Text`: where it begins there, and its source token.
  struct Origin {
    size_t At;
    unsigned Token;
  };
  std::vector<Origin> Origins;
  std::vector<SqlToken> Tokens;
  /// `$1` is the first.
  std::vector<SqlParam> Params;
  /// A hole that is no value may hold conjuncts of the WHERE clause.
  bool HidesPredicate = false;
  /// `FOR UPDATE`, `FOR SHARE`, `LOCK IN SHARE MODE`, `WITH (UPDLOCK)`.
  bool LocksRows = false;
  /// `REPLACE INTO`, `INSERT OR REPLACE`.
  bool Replaces = false;
};

/// Where the clauses of the outermost statement stand, as indices of tokens.
struct SqlClauses {
  static constexpr unsigned None = ~0U;
  unsigned Verb = None;     ///< SELECT, UPDATE, DELETE, INSERT.
  unsigned Where = None;    ///< WHERE.
  unsigned WhereEnd = None; ///< After the last token of the predicate.
};

/// Finds the clauses of the outermost statement of \p Tokens.
SqlClauses findClauses(const std::vector<SqlToken> &Tokens);

/// Rewrites \p Source; nothing if it is beyond a limit, is several statements,
/// or has a quote that is not closed.
std::optional<NormalSql> normalize(const SqlSource &Source);

} // namespace clang::toctou

#endif // TOCTOU_SQL_NORMALIZER_H
