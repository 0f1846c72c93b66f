//===- Works.h - What is done with and without a lock ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Collects, for each acquisition of a function, the steps that are done while
/// its lock is held and those that are done though it was not got. What is done
/// both ways, or what touches data that this lock protects, is the protected
/// work.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_WORKS_H
#define TOCTOU_CHECKS_FAILOPENLOCK_WORKS_H

#include "FailOpenLock/Attempts.h"
#include "FailOpenLock/FailOpenLockAutomaton.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::toctou {

class LockSet;

/// The steps of one function.
class Works {
public:
  Works(TranslationUnit &Unit, const FunctionFlow &Flow)
      : Unit(Unit), Flow(Flow) {}

  /// \p E happens where \p A was made; \p Locks are held then.
  void add(const Attempt &A, const Event &E, const LockSet &Locks);
  /// The lock at \p P is given back somewhere in the function.
  void released(PlaceId P) { Released.insert(P); }

  /// The protected work that goes on without its lock.
  std::vector<FailOpenPath> judge() const;

private:
  /// How a path without the lock came to a step.
  struct Arrival {
    std::vector<Excuse> Excuses;
    const Stmt *Fallback = nullptr;
    bool IsTested = false;
    bool NotOpened = false;
    bool HasOtherLock = false;
  };
  struct Step {
    const Event *Does = nullptr;
    bool WithLock = false;
    std::vector<Arrival> Without;
  };
  struct Group {
    const Event *Asked = nullptr;
    PlaceId Lock = PlaceId::None;
    std::vector<Step> Steps; ///< In the order in which paths came to them.
  };

  bool isWork(const Event &E) const;
  bool keepsAnswer(const Event &E, const Event &Asked) const;
  bool serves(const Event &E, const Event &Asked) const;
  bool isProtected(const Group &G, const Event &E) const;
  bool isExcused(const Step &S, const Arrival &Came) const;
  const Arrival *arrival(const Step &S) const;
  void judge(const Group &G, std::vector<FailOpenPath> &Found) const;

  TranslationUnit &Unit;
  const FunctionFlow &Flow;
  std::vector<Group> Groups;
  llvm::DenseSet<PlaceId> Released;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_WORKS_H
