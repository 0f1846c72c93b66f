//===- CheckThenActFix.h - How to make two steps one ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Remedies for toctou-check-then-act: one read-modify-write, one call that
/// tries, or the test made again under the lock of the act.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTFIX_H
#define TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTFIX_H

#include "CheckThenAct/CheckThenActAutomaton.h"
#include "Report/RaceWindow.h"

namespace clang::toctou {

/// The remedies for \p Act, the safest first; at least one, in words.
std::vector<Remedy> checkThenActRemedies(const LateAct &Act,
                                         TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTFIX_H
