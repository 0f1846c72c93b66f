//===- CheckThenActAutomaton.h - Tests and the steps that trust them ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: one step (a load of an atomic, a question to a container that locks
/// itself, a read in a critical section) tells the state, and a branch depends
/// on it. Window: the step is over. Use: another step acts on that branch.
/// Link: control flow, or, for an atomic, the value that is stored.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTAUTOMATON_H
#define TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// What an untrusted step acts on, and how it came to it.
enum class LateActKind : uint8_t {
  StoredValue,  ///< An atomic is stored from what was loaded.
  StoredOnTest, ///< An atomic is stored on a branch that a load decides.
  Reset,        ///< A count that others add to is loaded, then stored anew.
  Handle,       ///< A weak pointer is locked on the word of `expired()`.
  Container,    ///< A step on a container that locks itself.
  Section,      ///< A critical section acts on the test of an earlier one.
  LateLock,     ///< A critical section acts on a test made without the lock.
};

/// A step that trusts what an earlier one told.
struct LateAct {
  LateActKind Kind = LateActKind::Section;
  const FunctionDecl *Function = nullptr;
  const Event *Check = nullptr; ///< What told the state.
  const Event *End = nullptr;   ///< What ended its critical section, if any.
  const Expr *Test = nullptr;   ///< The condition that depends on it, if any.
  const Event *Act = nullptr;   ///< The place.
  const Event *ActSection = nullptr; ///< What took the lock of the act, if any.
};

/// Every race of this kind in \p Unit, once an act and once a check.
std::vector<LateAct> lateActs(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTAUTOMATON_H
