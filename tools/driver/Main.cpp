//===- Main.cpp - clang-toctou, the command -------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyOptions.h"
#include "driver/CheckNames.h"
#include "driver/Configuration.h"
#include "driver/Explain.h"
#include "driver/Run.h"
#include "toctou/Config.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Errc.h"
#include "llvm/Support/InitLLVM.h"

using namespace clang::toctou;

static int fail(llvm::Error Why) {
  llvm::errs() << "clang-toctou: " << llvm::toString(std::move(Why)) << '\n';
  return exit_code::NotDone;
}

static int listChecks(const Options &Opts) {
  Configuration Config(Opts);
  const std::string File =
      Opts.Paths.empty() ? std::string("dummy.cpp") : Opts.Paths.front();
  std::vector<std::string> Wrong = Config.problems({File});
  for (const std::string &Line : Wrong)
    llvm::errs() << "clang-toctou: " << Line << '\n';
  if (!Wrong.empty())
    return exit_code::NotDone;
  if (Opts.DumpConfig) {
    llvm::outs() << clang::tidy::configurationAsText(Config.optionsFor(File))
                 << '\n';
    return exit_code::Clean;
  }
  llvm::outs() << "Enabled checks:\n";
  for (const std::string &Name : Config.checksFor(File))
    llvm::outs() << "    " << Name << '\n';
  llvm::outs() << '\n';
  return exit_code::Clean;
}

int main(int argc, const char **argv) {
  llvm::InitLLVM Init(argc, argv);
  llvm::SmallVector<const char *, 64> Args(argv + 1, argv + argc);
  llvm::BumpPtrAllocator Storage;
  llvm::cl::ExpansionContext Expansion(Storage,
                                       llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error Why = Expansion.expandResponseFiles(Args))
    return fail(std::move(Why));
  llvm::Expected<Options> Opts = parseOptions(Args);
  if (!Opts)
    return fail(Opts.takeError());

  if (Opts->Help) {
    printHelp(llvm::outs());
    return exit_code::Clean;
  }
  if (Opts->Version) {
    llvm::outs() << "clang-toctou " TOCTOU_VERSION "\n"
                 << clang::getClangFullVersion() << '\n';
    return exit_code::Clean;
  }
  if (Opts->Explain) {
    if (explain(*Opts->Explain, llvm::outs()))
      return exit_code::Clean;
    return fail(llvm::createStringError(llvm::errc::invalid_argument,
                                        "unknown check '%s'; see --list-checks",
                                        Opts->Explain->c_str()));
  }
  if (Opts->ListChecks || Opts->DumpConfig)
    return listChecks(*Opts);
  return run(*Opts);
}
