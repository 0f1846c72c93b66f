//===- Term.h - The expressions of a predicate ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An expression of SQL in one form: `a BETWEEN x AND y` is two comparisons,
/// `NOT (a IS NOT NULL)` is `a IS NULL`, an OR chain of equalities is an IN
/// list, a bare boolean is `= TRUE`, a comparison has its column on the left.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_TERM_H
#define TOCTOU_SQL_TERM_H

#include "Sql/ParseTree.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang::toctou {

enum class TermKind : uint8_t {
  Column,   ///< `Text` is its name; `Qualifier` the table or alias.
  Number,   ///< `Text` as written.
  String,   ///< `Text` is what the quotes hold.
  Boolean,  ///< `true` or `false`.
  Null,     ///< NULL.
  Param,    ///< `Index` is the number of the parameter, from 1.
  Compare,  ///< `Text` is `=`, `<>`, `<`, `<=`, `>`, `>=`.
  IsNull,   ///< `Negated`: IS NOT NULL.
  In,       ///< The first operand is in the others; `Negated`.
  And,      ///< All operands.
  Or,       ///< One of the operands.
  Not,      ///< Not its operand.
  Other,    ///< Any other operator or function; `Text` names it.
  Subquery, ///< A SELECT; `Text` is its kind, `Select` its node.
};

/// An expression.
struct Term {
  TermKind Kind = TermKind::Other;
  std::string Text;
  std::string Qualifier;
  unsigned Index = 0;
  bool Negated = false;
  ParseTree::Node Select = ParseTree::None;
  std::vector<Term> Operands;

  bool isConstant() const {
    return Kind == TermKind::Number || Kind == TermKind::String ||
           Kind == TermKind::Boolean || Kind == TermKind::Null;
  }
  /// The whole as text. Parameters are all alike.
  std::string print() const;
  /// The columns in it: qualifier and name.
  void
  collectColumns(std::set<std::pair<std::string, std::string>> &Found) const;
  /// True if \p Wanted holds for it or a part of it.
  template <typename Predicate> bool anyPart(Predicate Wanted) const {
    if (Wanted(*this))
      return true;
    for (const Term &Part : Operands)
      if (Part.anyPart(Wanted))
        return true;
    return false;
  }
};

/// Reads the expression at \p N of \p Tree, which was made from \p Normal.
Term readTerm(const ParseTree &Tree, ParseTree::Node N, llvm::StringRef Normal);

/// \p T as a condition, in the form that predicates are compared in.
Term asCondition(Term T, bool Negated = false);

/// The numeric value of \p T, if it is a number.
std::optional<double> numberOf(const Term &T);

} // namespace clang::toctou

#endif // TOCTOU_SQL_TERM_H
