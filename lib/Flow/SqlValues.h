//===- SqlValues.h - Values of texts and statements -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The details (`ValueNode::Number`) that tell values about SQL apart. A
/// *statement* is made of its rows and of the texts that may be its own; what
/// is bound to it is put into it. Its rows are a value of their own, so that
/// what comes out of a statement is known to come from it.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_SQLVALUES_H
#define TOCTOU_FLOW_SQLVALUES_H

#include "Flow/Values.h"

namespace clang::toctou {

enum SqlDetail : int64_t {
  // Derivation::Text.
  TextFormat = 1000, ///< Plus the `FormatStyle`; inputs: format, values.
  TextChar = 1100,   ///< One character.
  // Derivation::Make.
  SqlStatementMade = 2000, ///< Inputs: rows, texts; anchor: the call.
  SqlHandle = 2001,        ///< A pointer to a statement; input: its rows.
  SqlFetched = 2002,       ///< Of the rows of a statement.
  // Derivation::Put; the statement is the first input.
  SqlBoundList = 2010, ///< A list of values, in order.
  SqlBoundName = 2011, ///< Inputs: value, name or position.
  SqlBoundNext = 2012, ///< The next value.
  SqlBoundOut = 2013,  ///< The address that rows will be written to.
  // Derivation::Carry.
  SqlUse = 2020,  ///< Stands for a variable to be bound.
  SqlInto = 2021, ///< Stands for a variable that a row goes to.
};

/// The statement that \p V is, under all that was bound to it; none if it is
/// none.
inline ValueId statementIn(const Values &Table, ValueId V) {
  llvm::SmallVector<ValueId, 8> Pending = {V};
  for (unsigned I = 0; I < Pending.size() && I < 32; ++I) {
    ValueId Each = Table.core(Pending[I]);
    const ValueNode &N = Table[Each];
    if (N.Kind == ValueKind::Phi) {
      for (const auto &[Key, Input] : Table.phiInputs(Each))
        Pending.push_back(Input);
      continue;
    }
    if (N.Kind != ValueKind::Derived)
      continue;
    if (N.How == Derivation::Make && N.Number == SqlStatementMade)
      return Each;
    if (N.How == Derivation::Put && !N.Inputs.empty())
      Pending.push_back(N.Inputs[0]);
  }
  return ValueId::None;
}

} // namespace clang::toctou

#endif // TOCTOU_FLOW_SQLVALUES_H
