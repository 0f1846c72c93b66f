//===- StatementText.h - The SQL that a value says ------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Puts the text of a statement together from literals, formats and
/// concatenations, with a hole for each value that is not known, and remembers
/// which literal each character stands in.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_STATEMENTTEXT_H
#define TOCTOU_CHECKS_SQLPREDICATE_STATEMENTTEXT_H

#include "Flow/Facts.h"
#include "Sql/Statement.h"

namespace clang {
class ASTContext;
class StringLiteral;
} // namespace clang

namespace clang::toctou {

/// The text of a statement, and where it comes from.
struct StatementText {
  SqlSource Source;
  /// The values of the holes, in order.
  std::vector<ValueId> Holes;
  /// A run of characters that stands in one literal.
  struct Run {
    size_t At; ///< In the text.
    size_t Length;
    const StringLiteral *Literal; ///< Null: it was not written as one.
    unsigned Byte;                ///< Where the run begins in the literal.
    bool IsFormat;                ///< The literal is a format of printf.
  };
  std::vector<Run> Runs;

  /// The run that the character at \p Offset stands in, or null.
  const Run *runAt(size_t Offset) const;
};

/// Reads the text that \p V says on a path with \p Facts.
StatementText readStatementText(const Values &Table, const PathFacts &Facts,
                                ValueId V);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_STATEMENTTEXT_H
