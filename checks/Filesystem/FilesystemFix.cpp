//===- FilesystemFix.cpp - The edit, or a refusal -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Filesystem/FilesystemFix.h"

namespace clang::toctou {

std::vector<Remedy> remediesOf(const FilesystemRace &) { return {}; }

} // namespace clang::toctou
