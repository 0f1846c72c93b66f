//===- FilesystemCheck.cpp - toctou-filesystem for clang-tidy -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Filesystem/FilesystemCheck.h"
#include "Filesystem/FilesystemFix.h"

namespace clang::toctou {

std::vector<RaceWindow> FilesystemCheck::analyze(TranslationUnit &Unit) {
  std::vector<RaceWindow> Windows;
  for (const FilesystemRace &Race : findFilesystemRaces(Unit)) {
    RaceWindow Window;
    Window.Check = "toctou-filesystem";
    Window.Remedies = remediesOf(Race);
    Windows.push_back(std::move(Window));
  }
  return Windows;
}

} // namespace clang::toctou
