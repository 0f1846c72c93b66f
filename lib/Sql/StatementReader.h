//===- StatementReader.h - From a parse tree to a statement ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads what `SqlStatement` says out of PostgreSQL's parse tree.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_STATEMENTREADER_H
#define TOCTOU_SQL_STATEMENTREADER_H

#include "Sql/Statement.h"

namespace clang::toctou {

/// Reads the statement of \p Tree, which was made from \p Normal.
void readStatement(const ParseTree &Tree, llvm::StringRef Normal,
                   SqlStatement &Into);

} // namespace clang::toctou

#endif // TOCTOU_SQL_STATEMENTREADER_H
