//===- Analysis.cpp - What one file gives ---------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "Summaries/EventDump.h"
#include "Tidy/AnalysisCache.h"
#include "Tidy/FindingLog.h"
#include "clang-tidy/ClangTidy.h"
#include "driver/Paths.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <chrono>

namespace clang::toctou {

std::string fileOf(const tidy::ClangTidyError &D) {
  llvm::StringRef File = D.Message.FilePath;
  return File.empty() ? "" : absoluteIn(D.BuildDirectory, File);
}

bool isFinding(const tidy::ClangTidyError &D) {
  return llvm::StringRef(D.DiagnosticName).starts_with("toctou-");
}

bool isParseError(const tidy::ClangTidyError &D) {
  return D.DiagLevel == tidy::ClangTidyError::Error &&
         llvm::StringRef(D.DiagnosticName).starts_with("clang-diagnostic-");
}

static std::string noCommand(const std::string &File) {
  return "no compile command for '" + File +
         "': neither a compile_commands.json nor a compile_flags.txt was found "
         "upward from it; pass the flags behind '--'";
}

FileResult analyzeFile(const std::string &File, const CommandSource &Commands,
                       Configuration &Config) {
  FileResult Result;
  Result.File = File;
  if (Commands.getCompileCommands(File).empty()) {
    Result.Problems.push_back(noCommand(File));
    return Result;
  }
  auto Provider = Config.provider();
  if (!Provider) {
    Result.Problems.push_back(llvm::toString(Provider.takeError()));
    return Result;
  }
  const auto Start = std::chrono::steady_clock::now();
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::getRealFileSystem());
  tidy::ClangTidyContext Context(std::move(*Provider));
  FindingLog Log(Context);
  Result.Diagnostics = tidy::runClangTidy(Context, Commands, {File}, Files,
                                          /*ApplyAnyFix=*/false);
  Result.Findings = shownAmong(Log.findings(), Result.Diagnostics);
  Result.Stats = Log.stats();
  Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Result;
}

namespace {

/// Dumps the events of every unit that it is run on.
class DumpAction : public ASTFrontendAction {
public:
  explicit DumpAction(const ModelFile *User) : User(User) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    struct Dumper : ASTConsumer {
      explicit Dumper(const ModelFile *User) : User(User) {}
      void HandleTranslationUnit(ASTContext &AST) override {
        TranslationUnit Unit(AST, User);
        dumpEvents(Unit, llvm::outs());
      }
      const ModelFile *User;
    };
    return std::make_unique<Dumper>(User);
  }

private:
  const ModelFile *User;
};

class DumpFactory : public tooling::FrontendActionFactory {
public:
  explicit DumpFactory(const ModelFile *User) : User(User) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<DumpAction>(User);
  }

private:
  const ModelFile *User;
};

} // namespace

bool dumpEventsOf(const std::string &File, const CommandSource &Commands,
                  Configuration &Config) {
  if (Commands.getCompileCommands(File).empty()) {
    llvm::errs() << "clang-toctou: " << noCommand(File) << '\n';
    return false;
  }
  std::unique_ptr<ModelFile> User;
  const std::string Model =
      Config.optionsFor(File).CheckOptions["toctou.ModelFile"].Value;
  if (!Model.empty()) {
    auto Loaded = ModelFile::load(Model, llvm::sys::path::parent_path(File));
    if (!Loaded) {
      llvm::errs() << "clang-toctou: " << llvm::toString(Loaded.takeError())
                   << '\n';
      return false;
    }
    User = std::move(*Loaded);
  }
  DumpFactory Factory(User.get());
  tooling::ClangTool Tool(Commands, {File});
  return Tool.run(&Factory) == 0;
}

} // namespace clang::toctou
