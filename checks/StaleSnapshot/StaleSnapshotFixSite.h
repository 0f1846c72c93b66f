//===- StaleSnapshotFixSite.h - Where a copy is made and used -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The statements around an old copy, and one function a way to act on what is
/// current. Each gives no edits where its safety test fails.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTFIXSITE_H
#define TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTFIXSITE_H

#include "Fixes/BodyIndex.h"
#include "Report/RaceWindow.h"
#include "StaleSnapshot/StaleSnapshotAutomaton.h"

namespace clang::toctou {

/// A race, the body it stands in, and what every edit needs.
struct StaleSite {
  StaleSite(const StaleSnapshotRace &Race, TranslationUnit &Unit);

  /// The lock of the copy is held at the use: it cannot be taken again there.
  bool holdsLock() const;
  /// Some lock is held at the use.
  bool holdsAny() const { return !Race.Held.empty(); }
  /// True if all that \p S names holds the same at the use as at the read.
  bool isUnchanged(const Stmt &S) const;

  const StaleSnapshotRace &Race;
  TranslationUnit &Unit;
  BodyIndex Body;
  const Stmt *Read = nullptr; ///< The statement that reads.
  const Stmt *Use = nullptr;  ///< The innermost statement of a block that uses.
  const CompoundStmt *Block = nullptr; ///< In which both stand.
  const Stmt *Reader = nullptr;        ///< The child of it that reads.
  const Stmt *User = nullptr;          ///< The child of it that uses.
};

/// Moves the read below the delay, where nothing in between needs it.
Remedy moveRead(const StaleSite &Site);

/// Reads again by the same getter or load just before the use.
Remedy repeatGetter(const StaleSite &Site);

/// Repeats the critical section of the read just before the use.
Remedy repeatSection(const StaleSite &Site);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTFIXSITE_H
