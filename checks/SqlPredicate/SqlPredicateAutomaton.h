//===- SqlPredicateAutomaton.h - Roles and states -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: a SELECT chooses rows by their state. Window: it ends; nothing keeps
/// others from changing the rows. Use: an UPDATE or DELETE changes them, with a
/// WHERE clause that lacks a part of the SELECT's. Link: the key of the one
/// comes from the rows of the other, or both test the same key.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATEAUTOMATON_H
#define TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATEAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include "SqlPredicate/StatementText.h"
#include <map>
#include <memory>
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// A statement that is run.
struct KnownStatement {
  SqlStatement Sql;
  StatementText Text;
  /// The value that its rows are.
  ValueId Rows = ValueId::None;
  /// The statement with all that is bound to it.
  ValueId Whole = ValueId::None;
  /// The values of its parameters, from `$1`; none where that is not known.
  std::vector<ValueId> Bound;
  const Event *Run = nullptr;
};

/// An UPDATE or DELETE that drops a predicate of the SELECT that chose its
/// rows.
struct SqlPredicateRace {
  const FunctionDecl *Function = nullptr;
  std::shared_ptr<const KnownStatement> Select, Act;
  /// Indices of the conjuncts of the SELECT that are missing.
  std::vector<unsigned> Dropped;
  /// The column of the act by which the rows are found.
  std::string Key;
  /// A loop works on the rows before the act does.
  bool IsClaim = false;
};

/// Every race of this kind in \p Unit.
std::vector<SqlPredicateRace> findSqlPredicateRaces(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATEAUTOMATON_H
