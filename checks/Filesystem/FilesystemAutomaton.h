//===- FilesystemAutomaton.h - Names that are looked up twice -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: a call looks a name up and tells something of the file. Window: until
/// the next call looks the same name up, anyone can put another file there, or
/// take it away. Use: that next call. Link: the same name, and a branch on what
/// the check told that leads to the use.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMAUTOMATON_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMAUTOMATON_H

#include "Filesystem/PathTrial.h"
#include <string>
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// What is lost with the race.
enum class PathRaceKind : uint8_t {
  Attribute, ///< The use meets a file that was not judged.
  Absence,   ///< The use spoils a file that was not there before.
  Presence,  ///< The use fails, though the check said that it would not.
  Picked,    ///< The picked name is taken when the file is made.
  Reopened,  ///< The use meets another file than the one that is open.
};

/// What a user can choose.
struct FilesystemOptions {
  /// Beginnings of names that only trusted programs can change.
  std::vector<std::string> TrustedPrefixes;
  /// Also report checks that the use itself makes needless.
  bool ReportRedundantChecks = false;
};

/// One race.
struct PathRace {
  const FunctionDecl *Function = nullptr;
  PathRaceKind Kind = PathRaceKind::Attribute;
  PathPair Pair;
  PathEvidence Evidence;
  bool IsRedundant =
      false; ///< The outcome is the same: the option asks for it.
};

/// Every race in \p Unit.
std::vector<PathRace> pathRaces(TranslationUnit &Unit,
                                const FilesystemOptions &Options);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMAUTOMATON_H
