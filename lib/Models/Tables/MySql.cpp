//===- MySql.cpp - The C API of MySQL and MariaDB -------------------------===//
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
    {.Callee = "mysql_commit", .Effect = End, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_fetch_row", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_query", .Effect = Run, .Text = 1, .Statement = 0, .Engine = SqlEngine::MySql, .OnConnection = true},
    {.Callee = "mysql_real_query", .Effect = Run, .Text = 1, .Statement = 0, .Engine = SqlEngine::MySql, .OnConnection = true},
    {.Callee = "mysql_rollback", .Effect = End, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_send_query", .Effect = Run, .Text = 1, .Statement = 0, .Engine = SqlEngine::MySql, .OnConnection = true},
    {.Callee = "mysql_stmt_bind_param", .Effect = Bind, .Statement = 0, .Value = 1, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_stmt_bind_result", .Effect = BindColumn, .Statement = 0, .Value = 1, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_stmt_execute", .Effect = Step, .Statement = 0, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_stmt_fetch", .Effect = Step, .Statement = 0, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_stmt_fetch_column", .Effect = Fetch, .Statement = 0, .Value = 1, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_stmt_prepare", .Effect = Prepare, .Text = 1, .Statement = 0, .Engine = SqlEngine::MySql},
    {.Callee = "mysql_store_result", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::MySql, .OnConnection = true},
    {.Callee = "mysql_use_result", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::MySql, .OnConnection = true},
};
// clang-format on

extern const Table MySqlTable;
constinit const Table MySqlTable = {
    .Library = "mysql",
    .Sql = Sql,
};

} // namespace clang::toctou
