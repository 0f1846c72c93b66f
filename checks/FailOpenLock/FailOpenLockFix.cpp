//===- FailOpenLockFix.cpp - How to close a fail-open path ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockFix.h"
#include "FailOpenLock/FailOpenLockFixSite.h"
#include "clang/AST/Decl.h"

namespace clang::toctou {

/// What to do, where no edit is safe.
static std::string inWords(const FailOpenPath &Path,
                           const FailOpenOptions &Options) {
  if (Path.NotOpened)
    return "leave before the work where the file of the lock cannot be opened";
  if (Path.IsElsewhere)
    return "do not touch what the lock protects where it was not got";
  if (Path.Asked->Kind == EventKind::LockFile && !Path.Asked->Commands)
    return "leave before the work where the lock file was not created, and "
           "let nobody wait longer than " +
           std::to_string(Options.LockTtlSeconds) +
           " s for a dead holder: lock the file itself, compare `fstat` of "
           "the descriptor with `stat` of the name, and try again; never "
           "`stat` and then `unlink` by name";
  return "leave before the work where the lock was not got, or wait for it";
}

std::vector<Remedy> failOpenRemedies(const FailOpenPath &Path,
                                     TranslationUnit &Unit,
                                     const FailOpenOptions &Options) {
  std::vector<Remedy> All;
  auto Add = [&](Remedy Found) {
    if (!Found.Edits.empty())
      All.push_back(std::move(Found));
  };
  if (isEditable(*Path.Function)) {
    FailOpenSite Site(Path, Unit, Options);
    Add(reportFailure(Site));
    Add(failClosed(Site));
    Add(waitForLock(Site));
  }
  bool IsLockFile =
      Path.Asked->Kind == EventKind::LockFile && !Path.Asked->Commands;
  if (All.empty() || IsLockFile)
    All.push_back({inWords(Path, Options), {}, false});
  return All;
}

} // namespace clang::toctou
