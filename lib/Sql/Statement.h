//===- Statement.h - What a statement of SQL does -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The kind of a statement, its table, the conjuncts of its WHERE clause, what
/// it sets, and where in the source text these stand. A text that cannot be
/// parsed is no statement: nothing is ever said of it.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_STATEMENT_H
#define TOCTOU_SQL_STATEMENT_H

#include "Sql/Normalizer.h"
#include "Sql/Term.h"
#include <string>
#include <vector>

namespace clang::toctou {

enum class SqlKind : uint8_t {
  Select,
  Update,
  Delete,
  Insert,    ///< Also REPLACE, and INSERT with an update on conflict.
  Create,    ///< CREATE TABLE.
  Begin,     ///< Opens a transaction.
  End,       ///< Commits it or rolls it back.
  Lock,      ///< Locks tables.
  Unlock,    ///< UNLOCK TABLES.
  NamedLock, ///< GET_LOCK, pg_advisory_lock, ...
  NamedUnlock,
  Isolation, ///< Says how isolated the transactions that follow are.
  Other,
};

enum class SqlIsolation : uint8_t { Default, RepeatableRead, Serializable };

struct SqlTable {
  std::string Name; ///< In lower case, without schema and quotes.
  std::string Alias;
};

/// One condition of a WHERE clause.
struct SqlConjunct {
  /// In the form of `asCondition`; columns are qualified by the names of their
  /// tables, not by aliases.
  Term Condition;
  /// Its text in the source; the same offset twice if that is not known.
  size_t Begin = 0, End = 0;
  /// It comes from a subquery on the statement's own table.
  bool IsInner = false;
};

/// `Column = Value` of an UPDATE.
struct SqlAssignment {
  std::string Column;
  Term Value;
};

struct SqlStatement {
  SqlKind Kind = SqlKind::Other;
  SqlIsolation Isolation = SqlIsolation::Default;
  /// BEGIN IMMEDIATE, BEGIN EXCLUSIVE.
  bool LocksDatabase = false;
  /// The table that is changed, or the first that is selected from.
  std::string Table;
  std::vector<SqlTable> Tables;
  std::vector<SqlConjunct> Where;
  std::vector<SqlAssignment> Sets;
  /// Select: the names of the result columns; empty for an expression.
  std::vector<std::string> Columns;
  bool IsDistinct = false; ///< DISTINCT, GROUP BY: one row stands for many.
  bool LocksRows = false;
  bool HidesPredicate = false;
  /// The statement looks its rows up in its own table.
  bool FindsItself = false;
  /// Select: columns that a join equates with those of other tables.
  std::vector<std::pair<std::string, std::string>> Joined;
  /// Create: columns that are unique by themselves.
  std::vector<std::string> Unique;
  std::vector<SqlParam> Params;
  /// Source offsets of the end of the keyword WHERE and of the predicate's
  /// end; both 0 without a WHERE clause.
  size_t WhereBegin = 0, WhereEnd = 0;
  /// Source offset of the verb.
  size_t Verb = 0;
  /// The predicate is one OR at its top.
  bool IsDisjunction = false;

  const SqlTable *findTable(llvm::StringRef Name) const;
};

/// What became of a text.
enum class SqlParse : uint8_t {
  Parsed,
  Beyond, ///< Beyond a limit, or not one statement.
  Failed, ///< Not in the grammar.
};

/// Parses \p Source into \p Into.
SqlParse parseSql(const SqlSource &Source, SqlStatement &Into);

} // namespace clang::toctou

#endif // TOCTOU_SQL_STATEMENT_H
