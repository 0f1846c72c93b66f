//===- Sqlite.cpp - sqlite3 and SQLiteCpp ---------------------------------===//
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
    {.Callee = "SQLite::Database::exec", .Effect = Run, .Text = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Database::execAndGet", .Effect = Run, .Text = 0, .Statement = Result, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Database::tryExec", .Effect = Run, .Text = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::Statement", .Effect = Prepare, .Text = 1, .Statement = Receiver, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::bind", .Effect = Bind, .Statement = Receiver, .Value = 1, .Position = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::bindNoCopy", .Effect = Bind, .Statement = Receiver, .Value = 1, .Position = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::exec", .Effect = Step, .Statement = Receiver, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::executeStep", .Effect = Step, .Statement = Receiver, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::getColumn", .Effect = Fetch, .Statement = Receiver, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Statement::tryExecuteStep", .Effect = Step, .Statement = Receiver, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Transaction::commit", .Effect = End, .Engine = SqlEngine::Sqlite},
    {.Callee = "SQLite::Transaction::rollback", .Effect = End, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_blob", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_blob64", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_double", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_int", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_int64", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_null", .Effect = Bind, .Statement = 0, .Value = 1, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_pointer", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_text", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_text16", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_text64", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_value", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_bind_zeroblob", .Effect = Bind, .Statement = 0, .Value = 2, .Position = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_blob", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_bytes", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_double", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_int", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_int64", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_text", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_text16", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_column_value", .Effect = Fetch, .Statement = 0, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_exec", .Effect = Run, .Text = 1, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_get_table", .Effect = Run, .Text = 1, .Statement = 2, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_prepare", .Effect = Prepare, .Text = 1, .Statement = 3, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_prepare16", .Effect = Prepare, .Text = 1, .Statement = 3, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_prepare16_v2", .Effect = Prepare, .Text = 1, .Statement = 3, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_prepare16_v3", .Effect = Prepare, .Text = 1, .Statement = 4, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_prepare_v2", .Effect = Prepare, .Text = 1, .Statement = 3, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_prepare_v3", .Effect = Prepare, .Text = 1, .Statement = 4, .Engine = SqlEngine::Sqlite},
    {.Callee = "sqlite3_step", .Effect = Step, .Statement = 0, .Engine = SqlEngine::Sqlite},
};

static constexpr SqlScopeApi Scopes[] = {
    {.Class = "SQLite::Transaction", .Engine = SqlEngine::Sqlite},
};

static constexpr FormatApi Formats[] = {
    {.Callee = "sqlite3_mprintf", .Style = FormatStyle::Printf},
    {.Callee = "sqlite3_snprintf", .Style = FormatStyle::Printf, .Format = 2, .Values = 3},
};
// clang-format on

extern const Table SqliteTable;
constinit const Table SqliteTable = {
    .Library = "sqlite",
    .Sql = Sql,
    .SqlScopes = Scopes,
    .Formats = Formats,
};

} // namespace clang::toctou
