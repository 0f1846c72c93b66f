//===- Outcomes.cpp - Words of values that tell a failure ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

static constexpr FailureNameApi FailureNames[] = {
    {.Name = "bad"},      {.Name = "broken"},  {.Name = "busy"},
    {.Name = "cannot"},   {.Name = "err"},     {.Name = "error"},
    {.Name = "errored"},  {.Name = "errors"},  {.Name = "fail"},
    {.Name = "failed"},   {.Name = "failing"}, {.Name = "fails"},
    {.Name = "failure"},  {.Name = "invalid"}, {.Name = "lost"},
    {.Name = "rejected"}, {.Name = "taken"},   {.Name = "unavailable"},
    {.Name = "unusable"},
};

extern const Table OutcomesTable;
constinit const Table OutcomesTable = {
    .Library = "outcomes",
    .FailureNames = FailureNames,
};

} // namespace clang::toctou
