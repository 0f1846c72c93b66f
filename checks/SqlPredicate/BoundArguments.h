//===- BoundArguments.h - Values that a fix binds once more ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A conjunct with placeholders is carried with its values: the expressions
/// that the SELECT was given are given to the act too, where the call of the
/// act makes that one coherent edit.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_BOUNDARGUMENTS_H
#define TOCTOU_CHECKS_SQLPREDICATE_BOUNDARGUMENTS_H

#include "Report/RaceWindow.h"
#include "SqlPredicate/SqlPredicateAutomaton.h"

namespace clang {
class CallExpr;
class Expr;
} // namespace clang

namespace clang::toctou {

struct SqlApi;

/// The values of one fix.
class BoundArguments {
public:
  BoundArguments(const SqlPredicateRace &Race, TranslationUnit &Unit);

  /// The placeholder by which the act gets what the parameter \p Param of the
  /// SELECT is bound to; empty if that cannot be written.
  std::string carry(unsigned Param);

  /// Adds the edits that bind what was carried. False if they cannot be
  /// written.
  bool finish(std::vector<TextEdit> &Edits) const;

private:
  /// A call with a text and values, and how they are given.
  struct BoundCall {
    const CallExpr *Call = nullptr;
    const SqlApi *Row = nullptr;
    std::vector<const Expr *> Values;
    const Expr *List = nullptr;  ///< The initialiser list that holds them.
    const Expr *Count = nullptr; ///< The literal that counts them.
  };
  BoundCall read(const Event &Run) const;
  bool isVisibleAtAct(const Expr &E) const;

  const SqlPredicateRace &Race;
  TranslationUnit &Unit;
  BoundCall Select, Act;
  std::vector<std::pair<unsigned, std::string>> Carried; ///< Number, text.
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_BOUNDARGUMENTS_H
