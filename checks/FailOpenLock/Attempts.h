//===- Attempts.h - Locks that were asked for on a path -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One attempt for each lock that was asked for, with what the path knows of
/// the answer and of the reasons for which it goes on.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_ATTEMPTS_H
#define TOCTOU_CHECKS_FAILOPENLOCK_ATTEMPTS_H

#include "Flow/Facts.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <vector>

namespace clang::toctou {

struct FlowEdge;

/// What a path knows of the answer.
enum class Answer : uint8_t { Unknown, Held, Failed };

/// A test of an option, and how it came out.
struct Excuse {
  ValueId Option = ValueId::None;
  bool WhenTrue = false;
  bool operator==(const Excuse &) const = default;
};

/// A lock that was asked for.
struct Attempt {
  const Event *Asked = nullptr;
  PlaceId Lock = PlaceId::None;
  Answer Known = Answer::Unknown;
  bool NotOpened = false;
  /// The options that were tested since, while it was not known to be held.
  std::vector<Excuse> Excuses;
  /// Another lock that was taken after the failure.
  const Stmt *Fallback = nullptr;
  bool operator==(const Attempt &) const = default;

  /// True if the path may go on without the lock.
  bool mayHaveFailed() const;
  /// True if the path may hold the lock.
  bool mayBeHeld() const { return Known != Answer::Failed; }
};

/// What \p Facts know of the answer to \p Asked.
Answer answerTo(const Event &Asked, const Values &Table,
                const PathFacts &Facts);

/// True if \p Facts say that the file that \p Asked would lock is not open.
bool isNotOpened(const Event &Asked, const Values &Table,
                 const PathFacts &Facts);

/// The option that the branch \p Edge tests, if it tests one: a truth value or
/// a mode that was passed in or is kept, and no answer.
std::optional<Excuse> optionTested(const FlowEdge &Edge, const Values &Table,
                                   const PathFacts &Facts);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_ATTEMPTS_H
