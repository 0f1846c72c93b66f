//===- Texts.cpp - Classes of texts -------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

static constexpr TextClassApi TextClasses[] = {
    {.Class = "*cord"},
    {.Class = "*ostream"},
    {.Class = "*string"},
    {.Class = "*stringstream"},
    {.Class = "*stringview"},
    {.Class = "std::basic_ostream"},
    {.Class = "std::basic_ostringstream"},
    {.Class = "std::basic_string"},
    {.Class = "std::basic_string_view"},
    {.Class = "std::basic_stringstream"},
};

extern const Table TextsTable;
constinit const Table TextsTable = {
    .Library = "texts",
    .TextClasses = TextClasses,
};

} // namespace clang::toctou
