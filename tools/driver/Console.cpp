//===- Console.cpp - What a run tells its user ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Console.h"
#include "clang-tidy/ClangTidy.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace clang::toctou {

Console::Console(const Options &Opts, Configuration &Config, size_t FileCount)
    : Opts(Opts), Config(Config), FileCount(FileCount),
      Terminal(llvm::sys::Process::StandardErrIsDisplayed()),
      LastProgress(std::chrono::steady_clock::now()) {}

void Console::started(size_t Number, const std::string &File) {
  if (Opts.Quiet || FileCount < 2)
    return;
  const auto Now = std::chrono::steady_clock::now();
  const std::string Line = "[" + std::to_string(Number) + "/" +
                           std::to_string(FileCount) + "] " + File;
  if (Terminal) {
    constexpr size_t Width = 78;
    llvm::errs() << "\r\033[K" << llvm::StringRef(Line).take_front(Width);
    ProgressShown = true;
  } else if (Now - LastProgress > std::chrono::seconds(10)) {
    // A log wants a sign of life, not a line a file.
    llvm::errs() << Line << '\n';
    LastProgress = Now;
  }
}

void Console::clearProgress() {
  if (ProgressShown)
    llvm::errs() << "\r\033[K";
  ProgressShown = false;
}

void Console::problem(const std::string &Line) {
  clearProgress();
  llvm::outs().flush();
  llvm::errs() << "clang-toctou: " << Line << '\n';
}

static std::string identity(const tidy::ClangTidyError &D) {
  return fileOf(D) + '\n' + std::to_string(D.Message.FileOffset) + '\n' +
         D.DiagnosticName + '\n' + D.Message.Message;
}

void Console::show(FileResult &Result) {
  clearProgress();
  std::vector<tidy::ClangTidyError> Fresh;
  unsigned ParseErrors = 0;
  for (tidy::ClangTidyError &D : Result.Diagnostics) {
    const bool Parse = isParseError(D);
    ParseErrors += Parse;
    if (Parse && ParseErrors > 1)
      continue; // the first tells; the rest mostly follow from it
    if (Shown.insert(identity(D)).second)
      Fresh.push_back(D);
  }
  print(Fresh);
  if (ParseErrors)
    problem("'" + Result.File + "' does not parse (" +
            std::to_string(ParseErrors) +
            (ParseErrors == 1 ? " error" : " errors, the first is shown") +
            "); it was analysed as far as it does");
  for (const std::string &Line : Result.Problems)
    problem(Line);
  Result.Diagnostics = std::move(Fresh);
}

void Console::print(llvm::ArrayRef<tidy::ClangTidyError> Diagnostics) {
  if (Diagnostics.empty())
    return;
  auto Provider = Config.provider();
  if (!Provider) { // was valid when the run began
    llvm::consumeError(Provider.takeError());
    return;
  }
  tidy::ClangTidyContext Context(std::move(*Provider));
  Context.setCurrentFile(fileOf(Diagnostics.front()));
  unsigned AsErrors = 0;
  tidy::handleErrors(Diagnostics, Context, tidy::FB_NoFix, AsErrors,
                     llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
                         llvm::vfs::getRealFileSystem()));
  llvm::outs().flush();
}

} // namespace clang::toctou
