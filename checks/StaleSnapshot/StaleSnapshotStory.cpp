//===- StaleSnapshotStory.cpp - An old copy that is acted on, told --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/StaleSnapshotStory.h"
#include "Report/SourcePlace.h"
#include "StaleSnapshot/StaleSnapshotAutomaton.h"
#include "StaleSnapshot/StaleSnapshotFix.h"
#include "Summaries/TranslationUnit.h"
#include "Support/FunctionName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

/// What was copied, in the program's names: the getter, else the member.
static std::string subject(const Event &Read, TranslationUnit &Unit) {
  if (Read.isSpliced())
    if (const auto *Call = llvm::dyn_cast<CallExpr>(Read.Site))
      if (const FunctionDecl *Callee = Call->getDirectCallee();
          Callee && Callee->getDeclName().isIdentifier())
        return "`" + Callee->getNameAsString() + "()`";
  if (const ValueDecl *D = Unit.values().namedBy(Read.Subject))
    return "`" + D->getNameAsString() + "`";
  return "the shared state";
}

/// What the act does with the copy, as the warning says it.
static const char *deed(Deed Does) {
  switch (Does) {
  case Deed::Send:
    return "sent to";
  case Deed::Connect:
    return "connected to";
  case Deed::Close:
    return "closed";
  case Deed::Destroy:
    return "destroyed";
  case Deed::Remove:
    return "removed";
  case Deed::Signal:
    return "signalled";
  case Deed::Access:
    return "worked on";
  case Deed::Index:
    return "used as an index";
  case Deed::Deref:
    return "followed";
  case Deed::Pass:
    return "passed on";
  case Deed::WriteBack:
    return "written back";
  case Deed::Decide:
    return "decided on";
  }
  return "used";
}

/// What opened the window, after which the copy is old.
static std::string window(const StaleSnapshotRace &Race) {
  if (Race.IsRetaken)
    return "the lock was released and taken again";
  switch (Race.Window->Kind) {
  case EventKind::Acquire:
    return "waiting for another lock";
  case EventKind::Wait:
    return "a wait";
  default:
    break;
  }
  switch (Race.Window->Delay) {
  case DelayKind::Sleep:
    return "a sleep";
  case DelayKind::Io:
    return "blocking I/O";
  case DelayKind::Network:
    return "network I/O";
  case DelayKind::Poll:
    return "waiting for events";
  case DelayKind::Join:
    return "waiting for another thread or process";
  case DelayKind::Future:
    return "waiting for a result";
  case DelayKind::Signal:
    return "a wait";
  case DelayKind::Rpc:
    return "a remote call";
  case DelayKind::Suspend:
    return "a suspension of the coroutine";
  }
  return "a delay";
}

static Step tell(Step::Role Role, const Stmt &At, std::string Text,
                 ASTContext &Context) {
  Step S;
  S.Plays = Role;
  S.At = placeOf(At, Context);
  S.Text = std::move(Text);
  return S;
}

static void tellWindow(const StaleSnapshotRace &Race, ASTContext &Context,
                       RaceWindow &Told) {
  const Stmt *At = Race.Window->Site;
  std::string Text = Race.IsRetaken
                         ? "the lock is taken again here: it was free before"
                         : window(Race) + " lets others run here";
  Told.Steps.push_back(tell(Step::Role::Window, *At, Text, Context));
  if (Race.Window->isSpliced())
    Told.Steps.push_back(tell(Step::Role::Detail, *Race.Window->Inner,
                              "the callee does it here", Context));
}

std::vector<RaceWindow> findStaleSnapshots(TranslationUnit &Unit) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const StaleSnapshotRace &Race : staleSnapshots(Unit)) {
    std::string What = subject(*Race.Read, Unit);
    RaceWindow Told;
    Told.Check = "toctou-stale-snapshot";
    Told.Function = functionName(*Race.Function);
    std::string After =
        Race.IsRetaken ? "although " + window(Race) : "after " + window(Race);
    Told.Message = "a copy of " + What + " is " + deed(Race.Does) + " " +
                   After + "; it may be out of date";
    Told.Steps.push_back(tell(Step::Role::Check, *Race.Read->Site,
                              What + " is copied here", Context));
    if (Race.Ended && Race.Ended->Inner)
      Told.Steps.push_back(tell(Step::Role::Detail, *Race.Ended->Inner,
                                Race.Ended->AtScopeEnd
                                    ? "the lock is released when its scope ends"
                                    : "the lock is released here",
                                Context));
    tellWindow(Race, Context, Told);
    Told.Steps.push_back(
        tell(Step::Role::Use, *Race.Use,
             "the copy is " + std::string(deed(Race.Does)) + " here", Context));
    if (Race.InnerUse && Race.InnerUse != Race.Use)
      Told.Steps.push_back(tell(Step::Role::Detail, *Race.InnerUse,
                                "the callee does it here", Context));
    Told.Rival =
        "another thread can change " + What + " between the copy and its use";
    Told.Remedies = staleSnapshotRemedies(Race, Unit);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
