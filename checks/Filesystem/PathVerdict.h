//===- PathVerdict.h - Whether two look-ups of a name are a race ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_PATHVERDICT_H
#define TOCTOU_CHECKS_FILESYSTEM_PATHVERDICT_H

#include "Filesystem/FilesystemAutomaton.h"

namespace clang::toctou {

/// A race, and whether losing it changes the outcome.
struct PathVerdict {
  PathRaceKind Kind;
  bool IsRedundant = false;
};

/// Judges \p Pair by what the paths say; nothing if it is no race.
/// \param IsRenamed the first event gave the file this name
std::optional<PathVerdict> judge(const PathPair &Pair,
                                 const PathEvidence &Evidence, bool IsRenamed);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_PATHVERDICT_H
