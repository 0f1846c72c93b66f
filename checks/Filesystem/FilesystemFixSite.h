//===- FilesystemFixSite.h - Where the edits of a race go -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIXSITE_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIXSITE_H

#include "Events/CallView.h"
#include "Filesystem/FilesystemAutomaton.h"
#include "Fixes/BodyIndex.h"
#include "Report/RaceWindow.h"

namespace clang::toctou {

/// A race whose two calls stand in one function that may be edited.
struct PathFixSite {
  const PathRace &Race;
  TranslationUnit &Unit;
  BodyIndex Body;
  CallView First, Second;
};

/// Lets the act refuse a file that is there: `"wx"`, `O_EXCL`, `NewOnly`.
/// Right where the check says that there is none, and the failure of the act
/// is handled: then the code has a way for it.
Remedy excludeExisting(const PathFixSite &Site);

/// Uses the open descriptor or stream in place of its name: `fchmod`, `fchown`,
/// `fstat`. Right where it is still open and a variable holds it.
Remedy useHandle(const PathFixSite &Site);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIXSITE_H
