//===- Configuration.h - What .clang-tidy and options say -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy's own options provider with two differences: of check lists only
/// the globs that name our checks count, and a configuration that cannot be
/// understood stops the run instead of being passed over.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_CONFIGURATION_H
#define TOCTOU_DRIVER_CONFIGURATION_H

#include "clang-tidy/ClangTidyOptions.h"
#include "driver/Options.h"
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace clang::toctou {

/// The options for each file of a run.
class Configuration {
public:
  /// \p Opts must outlive this object.
  explicit Configuration(const Options &Opts) : Opts(Opts) {}

  /// A fresh provider of the same options, for a context to own. An error if
  /// the command line's own configuration cannot be understood.
  llvm::Expected<std::unique_ptr<tidy::ClangTidyOptionsProvider>> provider();

  /// Looks at what holds for \p Files before any work is done. A line for each
  /// thing that is wrong: broken `.clang-tidy` files, unknown checks and
  /// options, filters, styles and model files that cannot be read, no check
  /// left.
  std::vector<std::string> problems(llvm::ArrayRef<std::string> Files);

  /// The checks that are on for \p File, sorted.
  std::vector<std::string> checksFor(llvm::StringRef File);

  /// The options in effect for \p File, with those of the checks.
  tidy::ClangTidyOptions optionsFor(llvm::StringRef File);

private:
  void verify(llvm::StringRef File, tidy::ClangTidyOptionsProvider &Provider);
  void verifyFilters(const tidy::ClangTidyOptions &InEffect);
  void verifyStyle(const tidy::ClangTidyOptions &InEffect,
                   llvm::StringRef File);
  /// Adds a line to what is wrong, once.
  void tell(std::string Problem);
  void verifyKeys(const tidy::ClangTidyOptions &Given, llvm::StringRef Source);

  const Options &Opts;
  std::vector<std::string> Found;
  std::set<std::string> Told;
  std::set<std::string> Models;
};

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_CONFIGURATION_H
