//===- Inputs.cpp - The files to analyse and their commands ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Inputs.h"
#include "driver/CompileFlags.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Errc.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace clang::toctou {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static bool isSource(llvm::StringRef File) {
  static constexpr llvm::StringLiteral Extensions[] = {
      ".C", ".CPP", ".c", ".c++", ".cc", ".cp", ".cpp", ".cxx"};
  return llvm::is_contained(Extensions, path::extension(File));
}

/// Folders that hold no source of the project: hidden ones and build trees.
static bool isForeign(llvm::StringRef Folder) {
  return path::filename(Folder).starts_with(".") ||
         fs::exists(Folder + "/CMakeCache.txt");
}

static std::vector<std::string> sourcesBelow(llvm::StringRef Folder) {
  std::vector<std::string> Found;
  std::error_code Error;
  for (fs::recursive_directory_iterator It(Folder, Error), End;
       It != End && !Error; It.increment(Error)) {
    if (It->type() == fs::file_type::directory_file) {
      if (isForeign(It->path()))
        It.no_push();
    } else if (isSource(It->path())) {
      Found.push_back(It->path());
    }
  }
  std::sort(Found.begin(), Found.end());
  return Found;
}

Inputs expandPaths(llvm::ArrayRef<std::string> Paths) {
  Inputs Result;
  llvm::StringSet<> Seen;
  auto Add = [&](const std::string &File) {
    llvm::SmallString<256> Real;
    if (fs::real_path(File, Real))
      Real = File;
    if (Seen.insert(Real).second)
      Result.Files.push_back(File);
  };
  for (const std::string &Path : Paths) {
    if (fs::is_directory(Path)) {
      Result.AnyFolder = true;
      std::vector<std::string> Sources = sourcesBelow(Path);
      if (Sources.empty())
        Result.Problems.push_back("no C or C++ source below '" + Path + "'");
      for (const std::string &File : Sources)
        Add(File);
      continue;
    }
    fs::file_t Handle = fs::kInvalidFile;
    std::error_code Error = fs::openFileForRead(Path, Handle);
    if (!Error) {
      fs::closeFile(Handle);
      Add(Path);
    } else {
      Result.Problems.push_back("cannot read '" + Path +
                                "': " + Error.message());
    }
  }
  return Result;
}

llvm::Expected<std::unique_ptr<CommandSource>>
CommandSource::create(const Options &O) {
  std::unique_ptr<CommandSource> Result(new CommandSource(O));
  if (O.Flags) {
    Result->Fixed =
        std::make_unique<tooling::FixedCompilationDatabase>(".", *O.Flags);
  } else if (O.BuildPath) {
    std::string Why;
    Result->Fixed =
        tooling::CompilationDatabase::loadFromDirectory(*O.BuildPath, Why);
    if (!Result->Fixed)
      return llvm::createStringError(
          llvm::errc::no_such_file_or_directory,
          "no compile database in '%s' (option '-p')", O.BuildPath->c_str());
  }
  return Result;
}

const tooling::CompilationDatabase *
CommandSource::upwardFrom(llvm::StringRef Folder,
                          llvm::StringRef DatabaseName) const {
  for (; !Folder.empty(); Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> Path(Folder);
    path::append(Path, DatabaseName);
    auto [Entry, Fresh] = ByFolder.try_emplace(Path);
    if (Fresh && fs::exists(Path)) {
      std::string Why;
      Entry->second =
          tooling::CompilationDatabase::loadFromDirectory(Folder, Why);
    }
    if (Entry->second)
      return Entry->second.get();
  }
  return nullptr;
}

const tooling::CompilationDatabase *
CommandSource::databaseFor(llvm::StringRef File) const {
  if (Fixed)
    return Fixed.get();
  llvm::SmallString<256> Path(File);
  fs::make_absolute(Path);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  llvm::StringRef Folder = path::parent_path(Path);
  if (const auto *Found = upwardFrom(Folder, "compile_commands.json"))
    return Found;
  return upwardFrom(Folder, "compile_flags.txt");
}

std::vector<tooling::CompileCommand>
CommandSource::getCompileCommands(llvm::StringRef File) const {
  const tooling::CompilationDatabase *Database = databaseFor(File);
  if (!Database)
    return {};
  std::vector<tooling::CompileCommand> Commands =
      Database->getCompileCommands(File);
  if (Commands.size() > 1)
    Commands.resize(1);
  for (tooling::CompileCommand &Command : Commands)
    Command.CommandLine = adjusted(std::move(Command.CommandLine));
  return Commands;
}

std::vector<std::string>
CommandSource::adjusted(std::vector<std::string> Args) const {
  if (!Args.empty())
    Args.insert(Args.begin() + 1, Opts.ExtraArgsBefore.begin(),
                Opts.ExtraArgsBefore.end());
  Args.insert(Args.end(), Opts.ExtraArgs.begin(), Opts.ExtraArgs.end());
  return analysisFlags(std::move(Args), Dropped);
}

} // namespace clang::toctou
