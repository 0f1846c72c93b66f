//===- Paths.h - Where a name of a file leads -----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_PATHS_H
#define TOCTOU_DRIVER_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang::toctou {

/// \p File as an absolute path without dots; a relative one is looked up in
/// \p Folder, as a compile command's files are in the folder of the command.
std::string absoluteIn(llvm::StringRef Folder, llvm::StringRef File);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_PATHS_H
