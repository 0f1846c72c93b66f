//===- FailOpenLockStory.cpp - A fail-open path, told ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockStory.h"
#include "FailOpenLock/FailOpenLockAutomaton.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "Support/FunctionName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

/// The lock, in the program's names.
static std::string lockName(const FailOpenPath &Path, TranslationUnit &Unit) {
  const Values &Table = Unit.values();
  const Event &Asked = *Path.Asked;
  if (Asked.Kind == EventKind::LockFile)
    return Asked.Commands ? "the file lock" : "the lock file";
  if (const ValueDecl *D = Table.namedBy(Asked.Subject))
    return "`" + D->getNameAsString() + "`";
  return "the lock";
}

/// What is done without it: the call or the data.
static std::string workName(const FailOpenPath &Path, TranslationUnit &Unit) {
  const Event &Work = *Path.Work;
  if (Work.Kind != EventKind::Invoke)
    if (const ValueDecl *D = Unit.values().namedBy(Work.Subject))
      return "`" + D->getNameAsString() + "` is " +
             (Work.Kind == EventKind::Read ? "used" : "changed");
  return "`" + textOf(*Work.Site, Unit.context()) + "` runs";
}

static Step tell(Step::Role Role, const Stmt &At, std::string Text,
                 ASTContext &Context) {
  Step S;
  S.Plays = Role;
  S.At = placeOf(At, Context);
  S.Text = std::move(Text);
  return S;
}

/// What the first step says.
static std::string asked(const FailOpenPath &Path, const std::string &Lock) {
  const Event &Asked = *Path.Asked;
  if (Path.NotOpened)
    return Lock + " is asked for here only if its file could be opened";
  if (Asked.Kind == EventKind::LockFile && !Asked.Commands)
    return Lock + " is created here, unless somebody holds it";
  if (!Path.IsTested)
    return Lock + " is asked for here, and nobody looks at the answer";
  return Lock + " is asked for here, and the answer can be no";
}

std::vector<RaceWindow> findFailOpenLocks(TranslationUnit &Unit,
                                          const FailOpenOptions &Options) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const FailOpenPath &Path : failOpenPaths(Unit)) {
    std::string Lock = lockName(Path, Unit), Work = workName(Path, Unit);
    RaceWindow Told;
    Told.Check = "toctou-fail-open-lock";
    Told.Function = functionName(*Path.Function);
    Told.Message = Work + " also where " + Lock + " was not got";
    Told.Steps.push_back(
        tell(Step::Role::Check, *Path.Asked->Site, asked(Path, Lock), Context));
    if (Path.Asked->isSpliced())
      Told.Steps.push_back(tell(Step::Role::Window, *Path.Asked->Inner,
                                "this is what can fail", Context));
    Told.Steps.push_back(tell(Step::Role::Use, *Path.Work->Site,
                              "the work goes on without the lock", Context));
    Told.Rival =
        Path.Asked->Kind == EventKind::LockFile
            ? "another process that holds " + Lock +
                  " does the same work at the same time, and neither knows"
            : "another thread that holds " + Lock +
                  " is in the same section at the same time, and neither "
                  "knows";
    Told.Remedies = failOpenRemedies(Path, Unit, Options);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
