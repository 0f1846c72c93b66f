//===- StaleSnapshotAutomaton.h - A copy, a delay, an act -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: a value is copied out of shared state. Window: time passes, or the
/// lock is given back and taken again. Use: the copy is acted on. Link: the
/// value flows there, and nothing read it anew or compared it.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTAUTOMATON_H
#define TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// What is done with the old copy.
enum class Deed : uint8_t {
  Send,
  Connect,
  Close,
  Destroy,
  Remove,
  Signal,
  Access,
  Index,
  Deref,
  Pass,
  WriteBack,
  Decide,
};

/// One race.
struct StaleSnapshotRace {
  const FunctionDecl *Function = nullptr;
  const Event *Read = nullptr;    ///< Makes the copy.
  const Event *Section = nullptr; ///< What took its lock; null for an atomic.
  const Event *Ended = nullptr;   ///< What gave the lock back, if seen.
  const Event *Window = nullptr;  ///< The delay, or the lock taken meanwhile.
  /// The window is the lock itself, given back and taken again.
  bool IsRetaken = false;
  Deed Does = Deed::Access;
  const Stmt *Use = nullptr;       ///< The place.
  const Stmt *InnerUse = nullptr;  ///< Where a callee does it, or the same.
  std::vector<const Event *> Held; ///< The acquisitions that hold at the use.
};

/// Every race of this kind in \p Unit, once a copy.
std::vector<StaleSnapshotRace> staleSnapshots(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTAUTOMATON_H
