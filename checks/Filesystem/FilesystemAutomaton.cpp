//===- FilesystemAutomaton.cpp - Events to findings -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Filesystem/FilesystemAutomaton.h"

namespace clang::toctou {

std::vector<FilesystemRace> findFilesystemRaces(TranslationUnit &) {
  return {};
}

} // namespace clang::toctou
