//===- SqlRows.h - Rows about databases in a YAML file --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_SQLROWS_H
#define TOCTOU_MODELS_SQLROWS_H

#include "Models/SqlApi.h"
#include "Models/YamlRows.h"

namespace clang::toctou {

/// Adds the sections about databases and formats to \p Reader.
void addSqlSections(YamlRows &Reader, std::vector<SqlApi> &Sql,
                    std::vector<SqlScopeApi> &Scopes,
                    std::vector<StateColumnApi> &Columns,
                    std::vector<FormatApi> &Formats);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_SQLROWS_H
