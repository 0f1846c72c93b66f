//===- Paths.cpp - Where a name of a file leads ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace clang::toctou {

namespace path = llvm::sys::path;

std::string absoluteIn(llvm::StringRef Folder, llvm::StringRef File) {
  llvm::SmallString<256> Path;
  if (!path::is_absolute(File))
    Path = Folder;
  path::append(Path, File);
  llvm::sys::fs::make_absolute(Path);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

} // namespace clang::toctou
