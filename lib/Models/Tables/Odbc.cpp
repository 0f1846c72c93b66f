//===- Odbc.cpp - ODBC ----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum SqlEffect;

// clang-format off
static constexpr SqlApi Sql[] = {
    {.Callee = "SQLBindCol", .Effect = BindColumn, .Statement = 0, .Value = 3},
    {.Callee = "SQLBindParameter", .Effect = Bind, .Statement = 0, .Value = 7, .Position = 1},
    {.Callee = "SQLEndTran", .Effect = End},
    {.Callee = "SQLExecDirect", .Effect = Run, .Text = 1, .Statement = 0},
    {.Callee = "SQLExecDirectA", .Effect = Run, .Text = 1, .Statement = 0},
    {.Callee = "SQLExecDirectW", .Effect = Run, .Text = 1, .Statement = 0},
    {.Callee = "SQLExecute", .Effect = Step, .Statement = 0},
    {.Callee = "SQLFetch", .Effect = Step, .Statement = 0},
    {.Callee = "SQLFetchScroll", .Effect = Step, .Statement = 0},
    {.Callee = "SQLGetData", .Effect = Fetch, .Statement = 0, .Value = 3},
    {.Callee = "SQLPrepare", .Effect = Prepare, .Text = 1, .Statement = 0},
    {.Callee = "SQLPrepareA", .Effect = Prepare, .Text = 1, .Statement = 0},
    {.Callee = "SQLPrepareW", .Effect = Prepare, .Text = 1, .Statement = 0},
};
// clang-format on

extern const Table OdbcTable;
constinit const Table OdbcTable = {
    .Library = "odbc",
    .Sql = Sql,
};

} // namespace clang::toctou
