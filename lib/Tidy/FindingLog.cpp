//===- FindingLog.cpp - The findings of a run, as plain data --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tidy/FindingLog.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Path.h"
#include <mutex>

namespace clang::toctou {

namespace {
/// The open logs, one a context.
struct OpenLogs {
  std::mutex Lock;
  llvm::DenseMap<const tidy::ClangTidyContext *, FindingLog *> Logs;

  static OpenLogs &get() {
    static OpenLogs All;
    return All;
  }
};
} // namespace

FindingLog::FindingLog(const tidy::ClangTidyContext &Context)
    : Context(Context) {
  OpenLogs &All = OpenLogs::get();
  std::lock_guard<std::mutex> Held(All.Lock);
  All.Logs[&Context] = this;
}

FindingLog::~FindingLog() {
  OpenLogs &All = OpenLogs::get();
  std::lock_guard<std::mutex> Held(All.Lock);
  All.Logs.erase(&Context);
}

void FindingLog::record(const tidy::ClangTidyContext &Context,
                        const RaceWindow &Finding) {
  OpenLogs &All = OpenLogs::get();
  std::lock_guard<std::mutex> Held(All.Lock);
  if (FindingLog *Log = All.Logs.lookup(&Context))
    Log->Findings.push_back(Finding);
}

void FindingLog::record(const tidy::ClangTidyContext &Context,
                        const UnitStats &Stats) {
  OpenLogs &All = OpenLogs::get();
  std::lock_guard<std::mutex> Held(All.Lock);
  if (FindingLog *Log = All.Logs.lookup(&Context))
    add(Log->Stats, Stats);
}

void add(UnitStats &Sum, const UnitStats &More) {
  Sum.Definitions += More.Definitions;
  Sum.Selected += More.Selected;
  Sum.Analyzed += More.Analyzed;
  Sum.GivenUp += More.GivenUp;
  Sum.Values += More.Values;
}

/// clang-tidy makes paths absolute where the compiler had relative ones.
static bool isSameFile(llvm::StringRef Shown, llvm::StringRef Found) {
  Shown.consume_front("./");
  Found.consume_front("./");
  return Shown == Found || (!llvm::sys::path::is_absolute(Found) &&
                            Shown.ends_with(("/" + Found).str()));
}

static bool isShownAs(const RaceWindow &Finding,
                      const tidy::ClangTidyError &Error) {
  const Step *Use = Finding.find(Step::Role::Use);
  return Use && Finding.Check == Error.DiagnosticName &&
         Use->At.Offset == Error.Message.FileOffset &&
         isSameFile(Error.Message.FilePath, Use->At.File);
}

std::vector<RaceWindow> shownAmong(llvm::ArrayRef<RaceWindow> Findings,
                                   llvm::ArrayRef<tidy::ClangTidyError> Shown) {
  std::vector<RaceWindow> Result;
  for (const tidy::ClangTidyError &Error : Shown)
    for (const RaceWindow &Finding : Findings)
      if (isShownAs(Finding, Error)) {
        Result.push_back(Finding);
        break;
      }
  return Result;
}

} // namespace clang::toctou
