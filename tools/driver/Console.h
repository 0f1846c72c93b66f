//===- Console.h - What a run tells its user ------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Diagnostics go to standard output exactly as clang-tidy prints them;
/// progress, problems and the closing line go to standard error.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_CONSOLE_H
#define TOCTOU_DRIVER_CONSOLE_H

#include "driver/Analysis.h"
#include "llvm/ADT/StringSet.h"
#include <chrono>

namespace clang::toctou {

/// Prints results as they come, each diagnostic once however many files include
/// the header that it is in.
class Console {
public:
  Console(const Options &Opts, Configuration &Config, size_t FileCount);

  /// Says that the analysis of \p File has begun, the \p Number th.
  void started(size_t Number, const std::string &File);

  /// Prints the new diagnostics of \p Result and drops the others from it.
  void show(FileResult &Result);

  /// Prints a problem in one line.
  void problem(const std::string &Line);

  /// Removes the progress line from a terminal.
  void clearProgress();

private:
  void print(llvm::ArrayRef<tidy::ClangTidyError> Diagnostics);

  const Options &Opts;
  Configuration &Config;
  const size_t FileCount;
  const bool Terminal;
  bool ProgressShown = false;
  std::chrono::steady_clock::time_point LastProgress;
  llvm::StringSet<> Shown;
};

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_CONSOLE_H
