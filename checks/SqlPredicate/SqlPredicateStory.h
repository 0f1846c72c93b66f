//===- SqlPredicateStory.h - A dropped predicate, told --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Words the findings of toctou-sql-predicate: the warning at the text of the
/// act, the steps in time order, the rival, the remedies.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATESTORY_H
#define TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATESTORY_H

#include "Report/RaceWindow.h"

namespace clang::toctou {

class TranslationUnit;

/// The findings in \p Unit.
std::vector<RaceWindow> findSqlPredicates(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATESTORY_H
