//===- CheckNames.cpp - Our checks by name --------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/CheckNames.h"
#include "clang-tidy/GlobList.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

llvm::ArrayRef<llvm::StringLiteral> checkNames() {
  static constexpr llvm::StringLiteral Names[] = {
#define TOCTOU_CHECK(STEM, NAME) "toctou-" NAME,
#include "Checks.def"
  };
  return Names;
}

/// The modules of clang-tidy: the first part of its checks' names.
static constexpr llvm::StringLiteral OtherModules[] = {
    "abseil",      "altera",      "android",
    "boost",       "bugprone",    "cert",
    "clang",       "concurrency", "cppcoreguidelines",
    "darwin",      "fuchsia",     "google",
    "hicpp",       "linuxkernel", "llvm",
    "llvmlibc",    "misc",        "modernize",
    "mpi",         "objc",        "openmp",
    "performance", "portability", "readability",
    "zircon",
};

bool isKnownGlob(llvm::StringRef Glob) {
  const tidy::GlobList Pattern(Glob);
  if (llvm::any_of(checkNames(), [&](llvm::StringRef Name) {
        return Pattern.contains(Name);
      }))
    return true;
  llvm::StringRef Module =
      Glob.take_until([](char C) { return C == '-' || C == '*'; });
  return llvm::is_contained(OtherModules, Module);
}

} // namespace clang::toctou
