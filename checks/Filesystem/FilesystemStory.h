//===- FilesystemStory.h - A race of names, told --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMSTORY_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMSTORY_H

#include "Filesystem/FilesystemAutomaton.h"
#include "Report/RaceWindow.h"

namespace clang::toctou {

/// The findings of the check in \p Unit, in words.
std::vector<RaceWindow> findFilesystemRaces(TranslationUnit &Unit,
                                            const FilesystemOptions &Options);

/// The name of the function that \p E calls: the helper, if it does it.
std::string calledName(const Event &E);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMSTORY_H
