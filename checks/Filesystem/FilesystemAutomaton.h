//===- FilesystemAutomaton.h - Roles and states ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMAUTOMATON_H
#define TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include <vector>

namespace clang::toctou {

class TranslationUnit;

/// Finds paths that are checked by name and then used by name.
struct FilesystemRace {
  const FunctionDecl *Function = nullptr;
  const Event *Check = nullptr;  ///< Learns the fact.
  const Event *Window = nullptr; ///< Lets others change it.
  const Event *Use = nullptr;    ///< Relies on it: the place.
};

/// Every race of this kind in \p Unit.
std::vector<FilesystemRace> findFilesystemRaces(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_FILESYSTEMAUTOMATON_H
