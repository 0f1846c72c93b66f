//===- SqlRows.cpp - Rows about databases in a YAML file ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Models/SqlRows.h"

namespace clang::toctou {

static constexpr Choice<SqlEffect> Effects[] = {
    {"prepare", SqlEffect::Prepare},
    {"run", SqlEffect::Run},
    {"step", SqlEffect::Step},
    {"bind", SqlEffect::Bind},
    {"bind-column", SqlEffect::BindColumn},
    {"use", SqlEffect::Use},
    {"into", SqlEffect::Into},
    {"fetch", SqlEffect::Fetch},
    {"begin", SqlEffect::Begin},
    {"end", SqlEffect::End},
};

static constexpr Choice<SqlEngine> Engines[] = {
    {"unknown", SqlEngine::Unknown},
    {"postgresql", SqlEngine::PostgreSql},
    {"mysql", SqlEngine::MySql},
    {"sqlite", SqlEngine::Sqlite},
};

static constexpr Choice<FormatStyle> Styles[] = {
    {"printf", FormatStyle::Printf},
    {"brace", FormatStyle::Brace},
    {"number", FormatStyle::Number},
};

static SqlApi readSql(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<SqlEffect>("effect", Effects),
          .Text = R.slot("text", NoSlot),
          .Statement = R.slot("statement", NoSlot),
          .Value = R.slot("value", NoSlot),
          .Count = R.slot("count", NoSlot),
          .Position = R.slot("position", NoSlot),
          .Engine = R.choice<SqlEngine>("engine", Engines, SqlEngine::Unknown),
          .OnConnection = R.flag("on-connection"),
          .FromZero = R.flag("from-zero")};
}

void addSqlSections(YamlRows &Reader, std::vector<SqlApi> &Sql,
                    std::vector<SqlScopeApi> &Scopes,
                    std::vector<StateColumnApi> &Columns,
                    std::vector<FormatApi> &Formats) {
  Reader.section("sql", Sql, readSql);
  Reader.section("sql-scopes", Scopes, [](RowReader &R) {
    return SqlScopeApi{
        .Class = R.name("class"),
        .Engine = R.choice<SqlEngine>("engine", Engines, SqlEngine::Unknown),
        .IsLock = R.flag("lock")};
  });
  Reader.section("state-columns", Columns, [](RowReader &R) {
    return StateColumnApi{.Name = R.name("name")};
  });
  Reader.section("formats", Formats, [](RowReader &R) {
    return FormatApi{.Callee = R.name("callee"),
                     .Style = R.choice<FormatStyle>("style", Styles),
                     .Format = R.slot("format", 0),
                     .Values = R.slot("values", 1)};
  });
}

} // namespace clang::toctou
