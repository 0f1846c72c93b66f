//===- VersionGuard.cpp - Refuse to run inside another LLVM ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A plugin that was built for another major version lists its checks and then
/// crashes, or reports nothing and lets the run pass. Here it ends the process
/// instead: a line on standard error and exit code 2, before any other code of
/// ours has run (priority 101 is the first that a program may ask for).
///
//===----------------------------------------------------------------------===//
#include "Support/LLVMCompat.h"
#include "clang/Basic/Version.h"
#include <cstdio>
#include <string>
#include <unistd.h>

namespace {

__attribute__((constructor(101))) void refuseAnotherLLVM() {
  // "Debian clang version 19.1.7 (3~deb12u1)"
  const std::string Running = clang::getClangFullVersion();
  const std::string BuiltFor = std::to_string(TOCTOU_BUILT_FOR_LLVM);
  if (Running.find(" version " + BuiltFor + ".") != std::string::npos ||
      Running.find("clang version " + BuiltFor + ".") == 0)
    return;
  std::fprintf(stderr,
               "clang-toctou: built for LLVM %s, but loaded into '%s': use the "
               "plugin whose name ends in that version\n",
               BuiltFor.c_str(), Running.c_str());
  ::_exit(2);
}

} // namespace
