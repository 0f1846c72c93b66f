//===- StaleSnapshotFix.h - How to act on what is current -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Remedies for toctou-stale-snapshot: read again just before the use, or move
/// the read below the delay.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTFIX_H
#define TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTFIX_H

#include "Report/RaceWindow.h"
#include "StaleSnapshot/StaleSnapshotAutomaton.h"

namespace clang::toctou {

/// The remedies for \p Race, the safest first; at least one, in words.
std::vector<Remedy> staleSnapshotRemedies(const StaleSnapshotRace &Race,
                                          TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTFIX_H
