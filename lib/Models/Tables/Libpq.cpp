//===- Libpq.cpp - PostgreSQL's libpq -------------------------------------===//
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
    {.Callee = "PQexec", .Effect = Run, .Text = 1, .Statement = Result, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQexecParams", .Effect = Run, .Text = 1, .Statement = Result, .Value = 4, .Count = 2, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQexecPrepared", .Effect = Step, .Statement = 1, .Value = 3, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQgetResult", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::PostgreSql, .OnConnection = true},
    {.Callee = "PQgetlength", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQgetvalue", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQntuples", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQprepare", .Effect = Prepare, .Text = 2, .Statement = 1, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQsendPrepare", .Effect = Prepare, .Text = 2, .Statement = 1, .Engine = SqlEngine::PostgreSql},
    {.Callee = "PQsendQuery", .Effect = Run, .Text = 1, .Statement = 0, .Engine = SqlEngine::PostgreSql, .OnConnection = true},
    {.Callee = "PQsendQueryParams", .Effect = Run, .Text = 1, .Statement = 0, .Value = 4, .Engine = SqlEngine::PostgreSql, .OnConnection = true},
};
// clang-format on

extern const Table LibpqTable;
constinit const Table LibpqTable = {
    .Library = "libpq",
    .Sql = Sql,
};

} // namespace clang::toctou
