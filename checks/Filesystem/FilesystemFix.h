//===- FilesystemFix.h - The edit, or a refusal ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIX_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIX_H

#include "Report/RaceWindow.h"
#include "Filesystem/FilesystemAutomaton.h"

namespace clang::toctou {

/// The remedies of a race, the safest first: an edit, or words where an edit
/// is not safe.
std::vector<Remedy> remediesOf(const FilesystemRace &Race);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMFIX_H
