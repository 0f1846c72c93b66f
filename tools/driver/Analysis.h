//===- Analysis.h - What one file gives -----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_ANALYSIS_H
#define TOCTOU_DRIVER_ANALYSIS_H

#include "Report/RaceWindow.h"
#include "Summaries/TranslationUnit.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "driver/Configuration.h"
#include "driver/Inputs.h"
#include <string>
#include <vector>

namespace clang::toctou {

/// What the analysis of one file gave. Plain data: it crosses from a worker
/// process to the run that started it.
struct FileResult {
  std::string File;
  /// What clang-tidy shows, our findings and Clang's errors, in its order.
  std::vector<tidy::ClangTidyError> Diagnostics;
  /// The findings among them.
  std::vector<RaceWindow> Findings;
  /// What went wrong, other than what Clang says: one line each.
  std::vector<std::string> Problems;
  UnitStats Stats;
  double Seconds = 0;
};

/// Analyses \p File in this process.
FileResult analyzeFile(const std::string &File, const CommandSource &Commands,
                       Configuration &Config);

/// Prints the events that the analysis sees in \p File. False: it does not
/// parse or its model file cannot be read; a line says so.
bool dumpEventsOf(const std::string &File, const CommandSource &Commands,
                  Configuration &Config);

/// The absolute path of the file that \p D is about: a compile command may name
/// its file relative to its own folder.
std::string fileOf(const tidy::ClangTidyError &D);

/// True if \p D is a finding of ours.
bool isFinding(const tidy::ClangTidyError &D);

/// True if Clang could not parse something.
bool isParseError(const tidy::ClangTidyError &D);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_ANALYSIS_H
