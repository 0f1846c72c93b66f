//===- SnapshotMachine.h - The states of copies along a path --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_SNAPSHOTMACHINE_H
#define TOCTOU_CHECKS_STALESNAPSHOT_SNAPSHOTMACHINE_H

#include "Flow/Simulation.h"
#include "StaleSnapshot/Branches.h"
#include "StaleSnapshot/Changes.h"
#include "StaleSnapshot/Snapshots.h"
#include "StaleSnapshot/StaleSnapshotAutomaton.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"

namespace clang::toctou {

/// A branch that an old copy decided.
struct Decision {
  Snapshot Copy;
  const Expr *Test = nullptr;
  unsigned Meeting = 0; ///< The block in which it decides no more.
  bool operator==(const Decision &) const = default;
};

/// Follows the copies of one function.
class SnapshotMachine {
public:
  struct State {
    LockSet Locks;
    std::vector<Snapshot> Copies;
    std::vector<Decision> Decisions;
    bool operator==(const State &) const = default;
  };

  SnapshotMachine(TranslationUnit &Unit, const FunctionFlow &Flow,
                  Changes &Rivals)
      : Unit(Unit), Flow(Flow), Table(Unit.values()), Rivals(Rivals),
        Find(Unit), Ways(Flow) {}

  void step(const Event &E, State &S, const PathFacts &Facts);
  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts);

  std::vector<StaleSnapshotRace> Found;

private:
  static constexpr unsigned MaxCopies = 24;
  static constexpr unsigned MaxDecisions = 4;

  /// True if a lock that covered the read is held still, and keeps out all who
  /// could change what was read.
  bool isCovered(const Snapshot &Copy, const State &S);
  void onAcquire(const Event &E, State &S, const PathFacts &Facts);
  void onRelease(const Event &E, State &S);
  void onDelay(const Event &E, State &S, const PathFacts &Facts);
  bool isSamePlace(PlaceId A, PlaceId B) const;
  void onRead(const Event &E, State &S);
  void onUse(const Event &E, State &S, const PathFacts &Facts);
  /// The copy was found to be current: so is all that was read with it.
  void validate(const Snapshot &Checked, State &S);
  bool areTogether(const Snapshot &A, const Snapshot &B) const;
  /// True if what the array value \p V points to is shared with others.
  bool isSharedArray(ValueId V) const;
  bool isSharedPlace(PlaceId P) const;
  static bool isOld(const Snapshot &Copy);
  void onWrite(const Event &E, State &S, const PathFacts &Facts);
  /// What the section that made the copy writes back itself is its own: taken,
  /// claimed or pinned.
  void takeOwnership(const Event &E, State &S, const PathFacts &Facts);
  /// True if the write \p E brings an old copy back into shared state.
  bool isWriteBack(const Event &E, const Snapshot &Copy, const State &S);
  bool isRetakenNow(const Snapshot &Copy, const State &S) const;
  static Deed deedOf(ActKind Kind);
  void onAct(const Event &E, State &S, const PathFacts &Facts);
  void actOn(const Event &E, ValueId V, Deed Does, bool IsHandle, State &S,
             const PathFacts &Facts);
  void passOn(const Event &E, State &S, const PathFacts &Facts);
  /// An act in a branch that an old copy decided.
  void decide(const Event &E, Deed Does, State &S);
  void reportAct(const Event &E, Snapshot &Copy, Deed Does, State &S);
  void report(const Snapshot &Copy, const Event *Window, Deed Does,
              const Stmt *Use, const Stmt *Inner, const State &S,
              bool IsRetaken = false);
  /// What was reported once is told: so is what was read with it.
  void flush(State &S);

  TranslationUnit &Unit;
  const FunctionFlow &Flow;
  Values &Table;
  Changes &Rivals;
  SnapshotFinder Find;
  Branches Ways;
  std::vector<Snapshot> Reported;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_SNAPSHOTMACHINE_H
