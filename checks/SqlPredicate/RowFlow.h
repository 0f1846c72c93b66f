//===- RowFlow.h - Whether a value comes from the rows of a SELECT --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows a key back to the rows that it was read from: through columns,
/// copies, texts, containers that loops filled, and memory that rows were
/// written to.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_ROWFLOW_H
#define TOCTOU_CHECKS_SQLPREDICATE_ROWFLOW_H

#include "Flow/Facts.h"

namespace clang::toctou {

/// Pointers to memory that rows were written to.
using Carriers = std::set<ValueId>;

/// True if \p V is made of the rows \p Rows.
bool comesFrom(Values &Table, const PathFacts &Facts, ValueId V, ValueId Rows,
               const Carriers &Filled);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_ROWFLOW_H
