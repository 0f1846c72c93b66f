//===- Statements.h - The statements of a unit ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the statements that events run, each once, and knows what all
/// statements in sight do to a table: which columns they set, and to what.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_STATEMENTS_H
#define TOCTOU_CHECKS_SQLPREDICATE_STATEMENTS_H

#include "SqlPredicate/SqlPredicateAutomaton.h"

namespace clang::toctou {

/// The statements of a translation unit.
class Statements {
public:
  explicit Statements(TranslationUnit &Unit);

  /// The statement that \p E runs on a path with \p Facts; null if it cannot
  /// be read.
  std::shared_ptr<const KnownStatement> read(const Event &E,
                                             const PathFacts &Facts);

  /// Every statement in sight that changes rows.
  llvm::ArrayRef<std::shared_ptr<const KnownStatement>> changes() const {
    return Changes;
  }

  /// True if \p Other may be the table \p Table: a name with holes may.
  static bool maySame(llvm::StringRef Table, llvm::StringRef Other);

  /// True if the column of \p Table can change: a statement sets it, or its
  /// name says so.
  bool canChange(llvm::StringRef Table, llvm::StringRef Column) const;

  /// True if a CREATE TABLE in sight says that the column alone is unique.
  bool isUnique(llvm::StringRef Table, llvm::StringRef Column) const;

  /// True if \p Column names a row of another table that is in sight.
  bool isForeignKey(llvm::StringRef Table, llvm::StringRef Column) const;

  SqlEngine engine() const { return Engine; }

private:
  void collect(const Event &E);

  TranslationUnit &Unit;
  std::map<std::pair<const Event *, ValueId>,
           std::shared_ptr<const KnownStatement>>
      Known;
  std::map<std::string, std::pair<SqlParse, SqlStatement>> Parsed;
  std::vector<std::shared_ptr<const KnownStatement>> Changes, Creates;
  std::set<std::string> Tables;
  SqlEngine Engine = SqlEngine::Unknown;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_STATEMENTS_H
