//===- CompileFlags.cpp - From a compile command to an analysis -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/CompileFlags.h"
#include "Support/LLVMCompat.h"
#include "toctou/Config.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include TOCTOU_CLANG_OPTIONS_HEADER

namespace clang::toctou {

namespace driver_options = TOCTOU_CLANG_OPTIONS;

/// True if the compiler driver would refuse \p A.
static bool isRefused(const llvm::opt::Arg &A) {
  return A.getOption().matches(driver_options::options::OPT_UNKNOWN) ||
         A.getOption().hasFlag(driver_options::options::Unsupported);
}

/// Removes the flags that the compiler driver would refuse.
static std::vector<std::string> withoutRefused(std::vector<std::string> Args,
                                               std::set<std::string> &Dropped) {
  llvm::SmallVector<const char *, 64> Raw;
  for (const std::string &Arg : llvm::drop_begin(Args))
    Raw.push_back(Arg.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Parsed =
      driver_options::getDriverOptTable().ParseArgs(
          Raw, MissingIndex, MissingCount,
          llvm::opt::Visibility(driver_options::options::ClangOption));
  std::set<unsigned> Refused;
  for (const llvm::opt::Arg *A : Parsed)
    if (isRefused(*A)) {
      Refused.insert(A->getIndex() + 1);
      Dropped.insert(A->getAsString(Parsed));
    }
  std::vector<std::string> Kept;
  for (unsigned I = 0; I < Args.size(); ++I)
    if (!Refused.count(I))
      Kept.push_back(std::move(Args[I]));
  return Kept;
}

std::vector<std::string> analysisFlags(std::vector<std::string> Args,
                                       std::set<std::string> &Dropped) {
  if (Args.empty())
    return Args;
  Args = withoutRefused(std::move(Args), Dropped);
  // Without carets Clang does not count on standard error either.
  std::vector<std::string> Added = {"-w", "-fno-caret-diagnostics"};
  const bool HasResources = llvm::any_of(Args, [](llvm::StringRef Arg) {
    return Arg.starts_with("-resource-dir");
  });
  if (!HasResources && llvm::sys::fs::exists(TOCTOU_RESOURCE_DIR))
    Added.push_back("-resource-dir=" TOCTOU_RESOURCE_DIR);
  // Before a "--", behind which all is a file name.
  Args.insert(llvm::find(Args, "--"), Added.begin(), Added.end());
  return Args;
}

} // namespace clang::toctou
