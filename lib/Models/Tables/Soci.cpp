//===- Soci.cpp - SOCI ----------------------------------------------------===//
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
    {.Callee = "soci::details::once_temp_type::operator,", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::details::once_temp_type::operator<<", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::details::once_type::operator,", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::details::once_type::operator<<", .Effect = Run, .Text = 0, .Statement = Result},
    {.Callee = "soci::details::prepare_temp_type::operator,", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::details::prepare_temp_type::operator<<", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::details::prepare_type::operator<<", .Effect = Prepare, .Text = 0, .Statement = Result},
    {.Callee = "soci::into", .Effect = Into, .Value = 0},
    {.Callee = "soci::prepare_proxy::operator<<", .Effect = Prepare, .Text = 0, .Statement = Result},
    {.Callee = "soci::query::operator,", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::query::operator<<", .Effect = Step, .Statement = Receiver, .Value = 0},
    {.Callee = "soci::row::get", .Effect = Fetch, .Statement = Receiver},
    {.Callee = "soci::session::begin", .Effect = Begin},
    {.Callee = "soci::session::commit", .Effect = End},
    {.Callee = "soci::session::operator<<", .Effect = Run, .Text = 0, .Statement = Result},
    {.Callee = "soci::session::rollback", .Effect = End},
    {.Callee = "soci::statement::execute", .Effect = Step, .Statement = Receiver},
    {.Callee = "soci::statement::fetch", .Effect = Step, .Statement = Receiver},
    {.Callee = "soci::transaction::commit", .Effect = End},
    {.Callee = "soci::transaction::rollback", .Effect = End},
    {.Callee = "soci::use", .Effect = Use, .Value = 0},
};

static constexpr SqlScopeApi Scopes[] = {
    {.Class = "soci::transaction"},
};
// clang-format on

extern const Table SociTable;
constinit const Table SociTable = {
    .Library = "soci",
    .Sql = Sql,
    .SqlScopes = Scopes,
};

} // namespace clang::toctou
