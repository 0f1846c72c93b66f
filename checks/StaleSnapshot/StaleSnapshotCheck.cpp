//===- StaleSnapshotCheck.cpp - toctou-stale-snapshot for clang-tidy ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StaleSnapshot/StaleSnapshotCheck.h"
#include "StaleSnapshot/StaleSnapshotStory.h"

namespace clang::toctou {

std::vector<RaceWindow> StaleSnapshotCheck::analyze(TranslationUnit &Unit) {
  return findStaleSnapshots(Unit);
}

} // namespace clang::toctou
