//===- StaleSnapshotStory.h - An old copy that is acted on, told ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Words the findings of toctou-stale-snapshot: the warning at the act, the
/// steps in time order, the rival, the remedies.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTSTORY_H
#define TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTSTORY_H

#include "Report/RaceWindow.h"

namespace clang::toctou {

class TranslationUnit;

/// The findings in \p Unit.
std::vector<RaceWindow> findStaleSnapshots(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTSTORY_H
