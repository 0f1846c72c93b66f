//===- PredicateJudge.h - Whether an act drops what chose its rows --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compares the predicates of a SELECT and of an act on its rows: are they
/// linked by a key, which conjuncts of state are dropped, and does what the act
/// keeps suffice?
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_PREDICATEJUDGE_H
#define TOCTOU_CHECKS_SQLPREDICATE_PREDICATEJUDGE_H

#include "SqlPredicate/RowFlow.h"
#include "SqlPredicate/SqlPredicateAutomaton.h"
#include <optional>

namespace clang::toctou {

class Statements;

/// How an act finds the rows of a SELECT.
struct KeyLink {
  std::string Key;      ///< The act's column.
  bool IsGroup = false; ///< The key may name several rows.
  /// Conjuncts of the act that are keys.
  std::set<unsigned> Keys;
  /// Conjuncts of the act that compare with what was read.
  std::set<unsigned> Reads;
};

struct Verdict {
  enum {
    Silent,
    Mark, ///< A race only if the row is used afterwards.
    Race,
  } Is = Silent;
  std::vector<unsigned> Dropped; ///< Conjuncts of the SELECT.
};

/// The judge of pairs of statements.
class PredicateJudge {
public:
  PredicateJudge(TranslationUnit &Unit, const Statements &Known);

  /// The key that links \p Act to the rows of \p Select, if there is one;
  /// \p Filled is memory that they were written to. Two
  /// statements with one key are linked if \p IsTested: a branch depended on
  /// the first.
  std::optional<KeyLink> link(const KnownStatement &Select,
                              const KnownStatement &Act, const PathFacts &Facts,
                              const Carriers &Filled, bool IsTested) const;

  /// True if \p Select finds the row of \p Act by the same value.
  bool namesSameRow(const KnownStatement &Select, const KnownStatement &Act,
                    const KeyLink &Link, const PathFacts &Facts) const;

  Verdict judge(const KnownStatement &Select, const KnownStatement &Act,
                const KeyLink &Link, const PathFacts &Facts) const;

private:
  bool isGroupKey(const KnownStatement &Select, const KnownStatement &Act,
                  const Term &Condition) const;
  bool suffices(const KnownStatement &Select, const KnownStatement &Act,
                const KeyLink &Link, const Verdict &V) const;
  bool overwrites(const KnownStatement &Select,
                  const KnownStatement &Act) const;
  bool isUndermined(const Term &Guard, const KnownStatement &Select,
                    const KnownStatement &Act,
                    const std::set<std::string> &DroppedColumns) const;

  TranslationUnit &Unit;
  const Statements &Known;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_PREDICATEJUDGE_H
