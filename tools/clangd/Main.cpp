//===- Main.cpp - clangd-toctou, clangd with the checks inside ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clangd/DocLinks.h"
#include "toctou/Config.h"
#include "llvm/Support/FileSystem.h"
#include <string>
#include <vector>

namespace clang::clangd {
/// clangd's own main, whose header is not installed.
int clangdMain(int argc, char *argv[]);
} // namespace clang::clangd

/// clangd looks for Clang's own headers beside its program, where they are not.
static bool namesResourceDir(int argc, char **argv) {
  for (int I = 1; I < argc; ++I)
    if (llvm::StringRef(argv[I]).ltrim('-').starts_with("resource-dir"))
      return true;
  return false;
}

int main(int argc, char **argv) {
  std::vector<char *> Args(argv, argv + argc);
  std::string ResourceDir = "--resource-dir=" TOCTOU_RESOURCE_DIR;
  if (!namesResourceDir(argc, argv) &&
      llvm::sys::fs::exists(TOCTOU_RESOURCE_DIR))
    Args.push_back(ResourceDir.data());
  const int Count = static_cast<int>(Args.size());
  Args.push_back(nullptr);

  static clang::toctou::OutputFilter Filter;
  return clang::clangd::clangdMain(Count, Args.data());
}
