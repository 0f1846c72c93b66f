//===- Options.h - The command line of clang-toctou -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Takes clang-tidy's spelling of options (`-p DIR`, `--checks=...`, one dash
/// or two, `FILE -- FLAGS`). What it does not know is an error of one line that
/// names the nearest option.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_OPTIONS_H
#define TOCTOU_DRIVER_OPTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::toctou {

/// What the command line asks for.
struct Options {
  std::vector<std::string> Paths; ///< Files and folders.

  std::optional<std::string> BuildPath;
  std::optional<std::vector<std::string>> Flags; ///< After `--`.
  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;

  std::optional<std::string> Checks;
  std::optional<std::string> Config;
  std::optional<std::string> ConfigFile;
  std::optional<std::string> WarningsAsErrors;
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> ExcludeHeaderFilter;
  std::string LineFilter;
  std::optional<std::string> FormatStyle;
  std::optional<bool> UseColor;
  bool SystemHeaders = false;

  bool Fix = false;
  bool FixNotes = false;
  bool FixErrors = false;
  std::optional<std::string> ExportFixes;

  bool Quiet = false;
  std::optional<bool> Timeline;
  bool Stats = false;
  unsigned Jobs = 0; ///< 0: as many as the machine has cores.
  int ErrorExitCode = 1;

  bool Help = false;
  bool Version = false;
  bool ListChecks = false;
  bool DumpConfig = false;
  bool DumpEvents = false;
  std::optional<std::string> Explain;

  /// Any of the ways to change files.
  bool changesFiles() const { return Fix || FixNotes || FixErrors; }
};

/// Reads the command line. \p Args is without the program's name.
llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Args);

/// What `--help` prints.
void printHelp(llvm::raw_ostream &OS);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_OPTIONS_H
