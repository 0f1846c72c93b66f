//===- SqlPredicateFix.h - How to carry the predicate ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Remedies for toctou-sql-predicate: append the missing conjuncts to the text
/// of the act, with their placeholders numbered anew and the same values bound;
/// in words, where that is not one coherent edit.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATEFIX_H
#define TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATEFIX_H

#include "Report/RaceWindow.h"
#include "SqlPredicate/SqlPredicateAutomaton.h"

namespace clang::toctou {

/// The dropped conjunct \p I of the SELECT as its program writes it, without
/// aliases.
std::string droppedText(const SqlPredicateRace &Race, unsigned I);

/// The remedies of a race, the safest first: an edit, or words where an edit
/// is not safe.
std::vector<Remedy> remediesOf(const SqlPredicateRace &Race,
                               TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_SQLPREDICATEFIX_H
