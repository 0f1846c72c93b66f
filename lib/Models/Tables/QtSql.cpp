//===- QtSql.cpp - Qt SQL -------------------------------------------------===//
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
    {.Callee = "QSqlDatabase::commit", .Effect = End},
    {.Callee = "QSqlDatabase::exec", .Effect = Run, .Text = 0, .Statement = Result},
    {.Callee = "QSqlDatabase::rollback", .Effect = End},
    {.Callee = "QSqlDatabase::transaction", .Effect = Begin},
    {.Callee = "QSqlQuery::QSqlQuery", .Effect = Run, .Text = 0, .Statement = Receiver},
    {.Callee = "QSqlQuery::addBindValue", .Effect = Bind, .Statement = Receiver, .Value = 0},
    {.Callee = "QSqlQuery::bindValue", .Effect = Bind, .Statement = Receiver, .Value = 1, .Position = 0, .FromZero = true},
    {.Callee = "QSqlQuery::exec", .Effect = Run, .Text = 0, .Statement = Receiver},
    {.Callee = "QSqlQuery::exec", .Effect = Step, .Statement = Receiver},
    {.Callee = "QSqlQuery::execBatch", .Effect = Step, .Statement = Receiver},
    {.Callee = "QSqlQuery::prepare", .Effect = Prepare, .Text = 0, .Statement = Receiver},
    {.Callee = "QSqlQuery::record", .Effect = Fetch, .Statement = Receiver},
    {.Callee = "QSqlQuery::value", .Effect = Fetch, .Statement = Receiver},
    {.Callee = "QSqlQueryModel::setQuery", .Effect = Run, .Text = 0, .Statement = Receiver},
};

static constexpr FormatApi Formats[] = {
    {.Callee = "QString::arg", .Style = FormatStyle::Number, .Format = Receiver, .Values = 0},
    {.Callee = "QString::asprintf", .Style = FormatStyle::Printf},
    {.Callee = "QStringView::arg", .Style = FormatStyle::Number, .Format = Receiver, .Values = 0},
};
// clang-format on

extern const Table QtSqlTable;
constinit const Table QtSqlTable = {
    .Library = "qt sql",
    .Sql = Sql,
    .Formats = Formats,
};

} // namespace clang::toctou
