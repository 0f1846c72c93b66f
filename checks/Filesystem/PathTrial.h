//===- PathTrial.h - What the paths say of a check and a use --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Two events that may name one file are tried on every path of the function:
/// what is known of the first when the second is reached, how the function ends
/// when the second fails, and how it ends when the first says no. Whether that
/// is a race is for `PathVerdict` to say.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_PATHTRIAL_H
#define TOCTOU_CHECKS_FILESYSTEM_PATHTRIAL_H

#include "Filesystem/PathNames.h"
#include "Flow/FunctionFlow.h"
#include <set>
#include <vector>

namespace clang::toctou {

/// Two events of one function that may name one file.
struct PathPair {
  const Event *First = nullptr;
  const Event *Second = nullptr;
  /// The first opens the file only to see whether it can.
  bool OnlyTested = false;
};

/// A condition about what the first event told, that leads to the second.
struct PathGuard {
  ValueId Condition = ValueId::None;
  Signs Value = Signs::Any;
  bool OfAttributes = false; ///< Of what was stored, not only of the result.
  bool OfType = false;       ///< Of the type of the file only.
  bool OfLink = false;       ///< Whether it is a symbolic link.
  bool OfTime = false;       ///< Among others, of a time.
  bool OfHandle = false;     ///< Of what an open file told.
  bool operator==(const PathGuard &) const = default;
};

/// How the function can end: what its callers and users see of it.
struct PathEnd {
  LeavingKind Leaving = LeavingKind::Returns;
  bool Told = false;
  std::string Result; ///< The returned value, as far as it is known.
  auto operator<=>(const PathEnd &) const = default;
  bool operator==(const PathEnd &) const = default;
};

/// What all paths say.
struct PathEvidence {
  bool Meets = false; ///< The second follows the first, on one file.
  PathTraits FirstTraits, SecondTraits;
  std::vector<PathGuard> Guards;
  bool IfPresent = false;    ///< The second follows only if the file was found,
  bool IfAbsent = false;     ///< or only if it was not.
  bool SecondTested = false; ///< The result of the second decides something.
  bool SecondDecides = false; ///< What the second learned decides something.
  bool HandleUsed = false;    ///< The handle of the second is used.
  bool DecidesLater = false;  ///< The first decides what is done afterwards.
  bool Rechecked = false;     ///< The open file is looked at itself,
  bool Compared = false;      ///< and compared with what was found by name.
  bool ClosedBetween = false; ///< The handle of the first was given back.
  bool PicksName = false;     ///< The first chooses the second's file.
  bool AfterFailure = false;  ///< The first classifies an earlier failure.
  const Event *Allocated = nullptr;   ///< As much as the first said.
  const Event *HandleCheck = nullptr; ///< What looked at the open file.
  std::set<PathEnd> OnFailure;        ///< Ends if the second loses the race.
  std::set<PathEnd> OnSuccess;        ///< Ends if it does not.
  std::set<PathEnd> Otherwise;        ///< Ends if the first forbids the second.
};

/// Runs the trial of \p Pair in \p Flow.
PathEvidence tryPair(const PathPair &Pair, const FunctionFlow &Flow,
                     TranslationUnit &Unit, PathNames &Names);

/// True if \p A and \p B are one step of the function.
bool isSameStep(const Event &A, const Event &B);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_PATHTRIAL_H
