//===- Ownership.cpp - Rows of smart pointers, makers and file streams ----===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Models/Tables/Tables.h"

namespace clang::toctou {

static constexpr MakeApi Makes[] = {
    {.Callee = "absl::make_unique"},  {.Callee = "boost::make_shared"},
    {.Callee = "boost::make_unique"}, {.Callee = "folly::make_unique"},
    {.Callee = "std::make_shared"},   {.Callee = "std::make_unique"},
};

static constexpr OwnerClassApi OwnerClasses[] = {
    {.Class = "QScopedPointer"},
    {.Class = "boost::scoped_ptr"},
    {.Class = "std::auto_ptr"},
    {.Class = "std::unique_ptr"},
};

static constexpr FileClassApi FileClasses[] = {
    {.Class = "QFile"},
    {.Class = "QSaveFile"},
    {.Class = "QTextStream"},
    {.Class = "boost::filesystem::basic_fstream"},
    {.Class = "boost::filesystem::basic_ofstream"},
    {.Class = "std::basic_fstream"},
    {.Class = "std::basic_ofstream"},
};

extern const Table OwnershipTable;
constinit const Table OwnershipTable = {
    .Library = "ownership",
    .Makes = Makes,
    .FileClasses = FileClasses,
    .OwnerClasses = OwnerClasses,
};

} // namespace clang::toctou
