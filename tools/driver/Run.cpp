//===- Run.cpp - A run over all files -------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Run.h"
#include "Report/TextTimeline.h"
#include "Tidy/FindingLog.h"
#include "clang-tidy/ClangTidy.h"
#include "driver/Console.h"
#include "driver/FixPlan.h"
#include "driver/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include <set>
#include <thread>

namespace clang::toctou {

namespace {

/// A run, and what all its files together gave.
class Run {
public:
  Run(const Options &Opts, Configuration &Config,
      llvm::ArrayRef<std::string> Files)
      : Opts(Opts), Config(Config), Files(Files),
        Out(Opts, Config, Files.size()) {}

  void analyzeAll(const CommandSource &Commands);
  void applyFixes();
  void exportFixes();
  void printTimelines();
  void printStats();
  void printClosing();

  void problem(const std::string &Line) {
    Out.problem(Line);
    AnyProblem = true;
  }

  int exitCode() const {
    if (AnyProblem)
      return exit_code::NotDone;
    return Findings.empty() && Count == 0 ? exit_code::Clean
                                          : Opts.ErrorExitCode;
  }

private:
  void take(FileResult Result);
  void planFix(const tidy::ClangTidyError &D);

  const Options &Opts;
  Configuration &Config;
  llvm::ArrayRef<std::string> Files;
  Console Out;

  std::vector<tidy::ClangTidyError> Diagnostics;
  std::vector<RaceWindow> Findings;
  std::set<std::string> FilesWithFindings;
  FixPlan Plan;
  unsigned Count = 0; ///< Findings shown.
  unsigned Overlapping = 0;
  unsigned Unwritten = 0; ///< Files whose fixes could not be applied.
  bool AnyProblem = false;
  UnitStats Stats;
  double Seconds = 0;
};

} // namespace

static std::string counted(size_t N, llvm::StringRef Noun,
                           llvm::StringRef Ending = "s") {
  return std::to_string(N) + " " + Noun.str() +
         (N == 1 ? std::string() : Ending.str());
}

void Run::analyzeAll(const CommandSource &Commands) {
  // The databases are read once, here, not in every worker.
  for (const std::string &File : Files)
    Commands.getCompileCommands(File);
  auto Take = [this](FileResult Result) { take(std::move(Result)); };
  if (Files.size() == 1) {
    Take(analyzeFile(Files.front(), Commands, Config));
  } else {
    const unsigned Cores = std::max(1u, std::thread::hardware_concurrency());
    analyzeFiles(
        Files, Opts.Jobs ? Opts.Jobs : Cores,
        [&](const std::string &File) {
          return analyzeFile(File, Commands, Config);
        },
        [this](size_t Number, const std::string &File) {
          Out.started(Number, File);
        },
        Take);
  }
  if (!Commands.droppedFlags().empty() && !Opts.Quiet)
    Out.problem("note: left out flags that Clang does not know: " +
                llvm::join(Commands.droppedFlags(), " "));
}

void Run::take(FileResult Result) {
  const bool Parses = llvm::none_of(Result.Diagnostics, isParseError);
  Out.show(Result);
  AnyProblem |= !Parses || !Result.Problems.empty();
  Seconds += Result.Seconds;
  add(Stats, Result.Stats);
  for (RaceWindow &Finding : shownAmong(Result.Findings, Result.Diagnostics))
    Findings.push_back(std::move(Finding));
  for (tidy::ClangTidyError &D : Result.Diagnostics) {
    AnyProblem |= D.DiagnosticName == "clang-tidy-config";
    if (isFinding(D)) {
      ++Count;
      FilesWithFindings.insert(fileOf(D));
      if (Parses || Opts.FixErrors)
        planFix(D);
    }
    Diagnostics.push_back(std::move(D));
  }
}

void Run::planFix(const tidy::ClangTidyError &D) {
  if (!Opts.changesFiles())
    return;
  if (const auto *Fix = chosenFix(D, Opts.FixNotes))
    Overlapping += !Plan.add(D, *Fix);
}

void Run::applyFixes() {
  if (!Opts.changesFiles())
    return;
  const std::string Style =
      Files.empty()
          ? "none"
          : Config.optionsFor(Files.front()).FormatStyle.value_or("none");
  for (const std::string &Line : Plan.apply(Style)) {
    problem(Line);
    ++Unwritten;
  }
}

void Run::exportFixes() {
  if (!Opts.ExportFixes || Diagnostics.empty())
    return;
  std::error_code Error;
  llvm::raw_fd_ostream OS(*Opts.ExportFixes, Error);
  if (Error)
    return problem("cannot write '" + *Opts.ExportFixes +
                   "': " + Error.message());
  tidy::exportReplacements(Files.front(), Diagnostics, OS);
}

void Run::printTimelines() {
  for (const RaceWindow &Finding : Findings) {
    llvm::outs() << '\n';
    printTimeline(Finding, llvm::outs());
  }
  llvm::outs().flush();
}

void Run::printStats() {
  llvm::errs() << "files analysed:       " << Files.size() << '\n'
               << "function bodies seen: " << Stats.Definitions << '\n'
               << "  selected:           " << Stats.Selected << '\n'
               << "  analysed:           " << Stats.Analyzed << '\n'
               << "  given up:           " << Stats.GivenUp << '\n'
               << "value numbers made:   " << Stats.Values << '\n'
               << "findings:             " << Count << '\n'
               << "seconds, all files:   " << llvm::format("%.2f", Seconds)
               << '\n';
}

static bool hasEdit(const RaceWindow &Finding, bool KeepsBehaviour) {
  return llvm::any_of(Finding.Remedies, [&](const Remedy &R) {
    return R.KeepsBehaviour == KeepsBehaviour && !R.Edits.empty();
  });
}

void Run::printClosing() {
  std::string Line;
  if (!Count)
    Line = "no findings in " + counted(Files.size(), "file");
  else
    Line = counted(Count, "finding") + " in " +
           counted(FilesWithFindings.size(), "file") + " (" +
           std::to_string(Files.size()) + " analysed)";
  if (Opts.changesFiles()) {
    Line += "; applied " + counted(Plan.fixes(), "fix", "es") + " to " +
            counted(Plan.files() - Unwritten, "file");
    if (Unwritten)
      Line += ", but not to all that want one";
    if (Overlapping)
      Line += "; " + counted(Overlapping, "fix", "es") +
              " overlap others: run again";
  } else {
    const size_t Safe = llvm::count_if(
        Findings, [](const RaceWindow &F) { return hasEdit(F, true); });
    const size_t Choices = llvm::count_if(Findings, [](const RaceWindow &F) {
      return !hasEdit(F, true) && hasEdit(F, false);
    });
    if (Safe)
      Line += "; apply " + counted(Safe, "fix", "es") + " with --fix";
    if (Choices)
      Line += std::string(Safe ? "," : "; apply") + " " +
              counted(Choices, "fix", "es") + " that need" +
              (Choices == 1 ? "s" : "") + " a decision with --fix-notes";
  }
  llvm::outs().flush();
  llvm::errs() << "clang-toctou: " << Line << '\n';
}

static int refuse(llvm::ArrayRef<std::string> Lines) {
  for (const std::string &Line : Lines)
    llvm::errs() << "clang-toctou: " << Line << '\n';
  return exit_code::NotDone;
}

int run(const Options &Opts) {
  Inputs Given = expandPaths(Opts.Paths);
  if (Opts.Paths.empty())
    Given.Problems.push_back("no input files; see --help");
  if (Given.Files.empty())
    return refuse(Given.Problems);
  auto Commands = CommandSource::create(Opts);
  if (!Commands)
    return refuse(llvm::toString(Commands.takeError()));
  Configuration Config(Opts);
  if (std::vector<std::string> Wrong = Config.problems(Given.Files);
      !Wrong.empty())
    return refuse(Wrong);

  if (Opts.DumpEvents) {
    bool Done = Given.Problems.empty();
    for (const std::string &File : Given.Files)
      Done &= dumpEventsOf(File, **Commands, Config);
    refuse(Given.Problems);
    return Done ? exit_code::Clean : exit_code::NotDone;
  }

  Run All(Opts, Config, Given.Files);
  All.analyzeAll(**Commands);
  for (const std::string &Line : Given.Problems)
    All.problem(Line);
  All.exportFixes();
  All.applyFixes();
  if (Opts.Timeline.value_or(Given.AnyFolder && !Opts.Quiet))
    All.printTimelines();
  if (Opts.Stats)
    All.printStats();
  if (!Opts.Quiet)
    All.printClosing();
  return All.exitCode();
}

} // namespace clang::toctou
