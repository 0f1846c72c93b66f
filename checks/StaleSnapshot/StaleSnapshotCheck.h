//===- StaleSnapshotCheck.h - toctou-stale-snapshot for clang-tidy --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTCHECK_H
#define TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTCHECK_H

#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds a copy of shared state that is acted on after a delay.
/// See docs/checks/toctou-stale-snapshot.md.
class StaleSnapshotCheck : public ToctouCheck {
public:
  using ToctouCheck::ToctouCheck;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_STALESNAPSHOTCHECK_H
