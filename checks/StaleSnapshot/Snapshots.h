//===- Snapshots.h - Copies of shared state, and who bears them -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A snapshot is what one read took out of shared state: under a lock, or in
/// one atomic step. It ages by what happens after it.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_SNAPSHOTS_H
#define TOCTOU_CHECKS_STALESNAPSHOT_SNAPSHOTS_H

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// A copy of shared state.
struct Snapshot {
  ValueId Value = ValueId::None;
  const Event *Read = nullptr;
  /// The acquisitions that covered the read; none for an atomic.
  std::vector<const Event *> Sections;
  const Event *Ended = nullptr;   ///< What ended the innermost section.
  const Event *Delay = nullptr;   ///< Time passed.
  const Event *Waited = nullptr;  ///< Another lock was waited for.
  const Event *Retaken = nullptr; ///< Its own lock was taken again.
  /// The statement that read the same state again: it speaks for what follows.
  const Stmt *Again = nullptr;
  /// The call that acted on it last: its own time makes it no older.
  const Stmt *ActedAt = nullptr;
  /// A copied container of which something was used at once: it is meant to
  /// be worked through.
  bool Consumed = false;
  bool operator==(const Snapshot &) const = default;
};

/// Finds snapshots in values.
class SnapshotFinder {
public:
  explicit SnapshotFinder(TranslationUnit &Unit);

  /// Calls \p Visit with each of \p Known that \p V bears: as a copy, as a part
  /// of it, as a pointer or position taken from it. \p IsHandle: what was put
  /// into a container of one's own is not what a position in it stands for.
  void borne(ValueId V, std::vector<Snapshot> &Known, const PathFacts &Facts,
             llvm::function_ref<void(Snapshot &)> Visit, bool IsHandle = false);

  /// True if \p V bears \p Wanted.
  bool bears(ValueId V, const Snapshot &Wanted, const PathFacts &Facts);

  /// True if \p V comes out of a container that things were put into.
  bool comesFromCollection(ValueId V, const PathFacts &Facts);

  /// True if the read \p E copies a whole container.
  bool copiesContainer(const Event &E);

  /// True if the read \p E looks for the end of a container only.
  bool looksForEnd(const Event &E);

private:
  void visit(ValueId V, std::vector<Snapshot> &Known, const PathFacts &Facts,
             llvm::function_ref<void(Snapshot &)> Visit, bool IsHandle,
             unsigned Depth);
  bool isOf(ValueId V, ValueId Read) const;
  bool endsHere(ValueId V) const;
  bool givesElement(ValueId V) const;

  TranslationUnit &Unit;
  Values &Table;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_SNAPSHOTS_H
