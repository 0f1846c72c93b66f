//===- Inputs.h - The files to analyse and their commands -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns the paths of the command line into files, and finds the compile
/// command of each.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_INPUTS_H
#define TOCTOU_DRIVER_INPUTS_H

#include "driver/Options.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace clang::toctou {

/// The files to analyse, in the order given, none twice; and a line for each
/// path that cannot be used.
struct Inputs {
  std::vector<std::string> Files;
  std::vector<std::string> Problems;
  bool AnyFolder = false;
};

/// Expands folders and looks whether each file can be read.
Inputs expandPaths(llvm::ArrayRef<std::string> Paths);

/// The compile commands of a run: those behind `--`, else of the folder that
/// `-p` names, else of the first `compile_commands.json` found upward from the
/// file, else of the first `compile_flags.txt`. A file has one command: where a
/// database holds several, the first.
class CommandSource : public tooling::CompilationDatabase {
public:
  /// An error if `-p` names a folder without a compile database.
  static llvm::Expected<std::unique_ptr<CommandSource>>
  create(const Options &O);

  std::vector<tooling::CompileCommand>
  getCompileCommands(llvm::StringRef File) const override;

  /// Flags that no Clang knows and that were left out, over all files asked.
  const std::set<std::string> &droppedFlags() const { return Dropped; }

private:
  explicit CommandSource(const Options &O) : Opts(O) {}

  const tooling::CompilationDatabase *databaseFor(llvm::StringRef File) const;
  const tooling::CompilationDatabase *
  upwardFrom(llvm::StringRef Folder, llvm::StringRef DatabaseName) const;
  std::vector<std::string> adjusted(std::vector<std::string> Args) const;

  const Options &Opts;
  std::unique_ptr<tooling::CompilationDatabase> Fixed;
  mutable llvm::StringMap<std::unique_ptr<tooling::CompilationDatabase>>
      ByFolder;
  mutable std::set<std::string> Dropped;
};

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_INPUTS_H
