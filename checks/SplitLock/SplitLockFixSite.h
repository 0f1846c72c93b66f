//===- SplitLockFixSite.h - Where two sections stand in a function --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The statements around a split pair, and one function a way to close it. Each
/// gives no edits where its safety test fails.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKFIXSITE_H
#define TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKFIXSITE_H

#include "Fixes/BodyIndex.h"
#include "Report/RaceWindow.h"
#include "SplitLock/SplitLockAutomaton.h"

namespace clang::toctou {

/// A split pair and the body it stands in.
struct SplitSite {
  const SplitPair &Pair;
  TranslationUnit &Unit;
  BodyIndex Body;
};

/// Reads the status before its data: right only because the writer finishes
/// the data first.
Remedy swapReads(const SplitSite &Site);

/// Moves the second read into the first section: one lock for two sections of
/// one lock, `std::scoped_lock` for two mutexes.
Remedy joinSections(const SplitSite &Site);

/// Reads both through a method of the class that returns both under one lock;
/// in words, if it is in sight but no edit is safe.
Remedy readTogether(const SplitSite &Site);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SPLITLOCK_SPLITLOCKFIXSITE_H
