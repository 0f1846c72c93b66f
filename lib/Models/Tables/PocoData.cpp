//===- PocoData.cpp - Poco::Data ------------------------------------------===//
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
    {.Callee = "Poco::Data::Keywords::bind", .Effect = Use, .Value = 0},
    {.Callee = "Poco::Data::Keywords::in", .Effect = Use, .Value = 0},
    {.Callee = "Poco::Data::Keywords::into", .Effect = Into, .Value = 0},
    {.Callee = "Poco::Data::Keywords::out", .Effect = Into, .Value = 0},
    {.Callee = "Poco::Data::Keywords::use", .Effect = Use, .Value = 0},
    {.Callee = "Poco::Data::Keywords::useRef", .Effect = Use, .Value = 0},
    {.Callee = "Poco::Data::RecordSet::value", .Effect = Fetch, .Statement = Receiver},
    {.Callee = "Poco::Data::Session::begin", .Effect = Begin},
    {.Callee = "Poco::Data::Session::commit", .Effect = End},
    {.Callee = "Poco::Data::Session::operator<<", .Effect = Run, .Text = 0, .Statement = Result},
    {.Callee = "Poco::Data::Session::rollback", .Effect = End},
    {.Callee = "Poco::Data::Statement::execute", .Effect = Step, .Statement = Receiver},
    {.Callee = "Poco::Data::Statement::executeAsync", .Effect = Step, .Statement = Receiver},
    {.Callee = "Poco::Data::Statement::operator,", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "Poco::Data::Statement::operator<<", .Effect = Run, .Text = 0, .Statement = Receiver},
    {.Callee = "Poco::Data::Transaction::commit", .Effect = End},
    {.Callee = "Poco::Data::Transaction::rollback", .Effect = End},
};

static constexpr SqlScopeApi Scopes[] = {
    {.Class = "Poco::Data::Transaction"},
};
// clang-format on

extern const Table PocoDataTable;
constinit const Table PocoDataTable = {
    .Library = "poco data",
    .Sql = Sql,
    .SqlScopes = Scopes,
};

} // namespace clang::toctou
