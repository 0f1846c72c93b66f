//===- SqlPredicateCheck.h - toctou-sql-predicate for clang-tidy ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATECHECK_H
#define TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATECHECK_H

#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds an UPDATE or DELETE that drops a predicate of the SELECT that chose
/// its rows.
/// See docs/checks/toctou-sql-predicate.md.
class SqlPredicateCheck : public ToctouCheck {
public:
  using ToctouCheck::ToctouCheck;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATECHECK_H
