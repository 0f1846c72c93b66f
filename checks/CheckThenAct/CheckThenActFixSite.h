//===- CheckThenActFixSite.h - Where a test and its act stand -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The statements around a late act, and one function a way to close the
/// window. Each gives no edits where its safety test fails.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTFIXSITE_H
#define TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTFIXSITE_H

#include "CheckThenAct/CheckThenActAutomaton.h"
#include "Fixes/BodyIndex.h"
#include "Fixes/EditList.h"
#include "Report/RaceWindow.h"

namespace clang {
class IfStmt;
}

namespace clang::toctou {

/// A late act and the body it stands in.
struct LateActSite {
  const LateAct &Act;
  TranslationUnit &Unit;
  BodyIndex Body;

  /// The `if` whose condition the check stands in, or null.
  const IfStmt *test() const;
  /// The statements that follow the test on the way to the act: those of its
  /// branch, or those after it if it leaves. Empty if neither is so.
  llvm::SmallVector<const Stmt *, 8> way(const IfStmt &Test) const;
  /// The text of \p S; empty in a macro.
  std::string textOf(const Stmt &S) const;
};

/// Makes a load and a store one read-modify-write.
Remedy exchangeAtTest(const LateActSite &Site);
Remedy changeInOneStep(const LateActSite &Site);
Remedy takeAndReset(const LateActSite &Site);

/// Locks the weak pointer where it was only asked.
Remedy lockAtTest(const LateActSite &Site);

/// Uses a method of the class that tries, in place of asking.
Remedy tryAtTest(const LateActSite &Site);

/// Repeats the test under the lock that the act holds.
Remedy testAgain(const LateActSite &Site);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTFIXSITE_H
