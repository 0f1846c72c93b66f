//===- SqlPredicateCheck.cpp - toctou-sql-predicate for clang-tidy --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SqlPredicate/SqlPredicateCheck.h"
#include "SqlPredicate/SqlPredicateStory.h"

namespace clang::toctou {

std::vector<RaceWindow> SqlPredicateCheck::analyze(TranslationUnit &Unit) {
  return findSqlPredicates(Unit);
}

} // namespace clang::toctou
