//===- FilesystemFix.h - From a race of names to its remedies -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIX_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIX_H

#include "Filesystem/FilesystemAutomaton.h"
#include "Report/RaceWindow.h"

namespace clang::toctou {

/// The remedies of a race, the safest first: an edit, or words where an edit
/// is not safe.
std::vector<Remedy> filesystemRemedies(const PathRace &Race,
                                       TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIX_H
