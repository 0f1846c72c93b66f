//===- FailOpenLockFix.h - How to close a fail-open path ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKFIX_H
#define TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKFIX_H

#include "FailOpenLock/FailOpenLockAutomaton.h"
#include "Report/RaceWindow.h"
#include <string>

namespace clang::toctou {

/// What the user says of the remedies.
struct FailOpenOptions {
  /// A function `void(const char *target, int error)` that every fail-open path
  /// calls; empty: there is none.
  std::string Handler;
  /// The header that declares it, as an `#include` names it; may be empty.
  std::string Header;
  /// How long a dead holder of a lock file can keep others out, in seconds.
  unsigned LockTtlSeconds = 30;
};

/// The remedies of \p Path, the safest first: edits, or words where an edit is
/// not safe.
std::vector<Remedy> failOpenRemedies(const FailOpenPath &Path,
                                     TranslationUnit &Unit,
                                     const FailOpenOptions &Options);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKFIX_H
