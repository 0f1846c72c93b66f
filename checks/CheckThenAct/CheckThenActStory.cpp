//===- CheckThenActStory.cpp - A late act, told ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActStory.h"
#include "CheckThenAct/CheckThenActAutomaton.h"
#include "CheckThenAct/CheckThenActFix.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "Support/FunctionName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

static std::string dataOf(const Event &E, TranslationUnit &Unit) {
  if (const ValueDecl *D = Unit.values().namedBy(E.Subject);
      D && D->getIdentifier())
    return "`" + D->getNameAsString() + "`";
  return "the state";
}

/// The call that \p E is, as the program names it, or nothing.
static std::string callOf(const Event &E) {
  const auto *Call = llvm::dyn_cast<CallExpr>(E.Site);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return {};
  return "`" + Callee->getNameAsString() + "()`";
}

/// A call in sight or of a container by its name; else the data.
static std::string subject(const Event &E, TranslationUnit &Unit) {
  bool IsStep = E.Kind == EventKind::Query || E.Kind == EventKind::Operate;
  if (E.isSpliced() || IsStep)
    if (std::string Call = callOf(E); !Call.empty())
      return Call;
  return dataOf(E, Unit);
}

static Step tell(Step::Role Role, const Stmt &At, std::string Text,
                 ASTContext &Context) {
  Step S;
  S.Plays = Role;
  S.At = placeOf(At, Context);
  S.Text = std::move(Text);
  return S;
}

/// The warning and what a rival could do.
static void describe(const LateAct &Act, TranslationUnit &Unit,
                     RaceWindow &Told) {
  std::string Check = subject(*Act.Check, Unit), Use = subject(*Act.Act, Unit);
  std::string Data = dataOf(*Act.Act, Unit), Asked = dataOf(*Act.Check, Unit);
  switch (Act.Kind) {
  case LateActKind::StoredValue:
    Told.Message = Data + " is stored from a value that an earlier step loaded";
    Told.Rival = "another thread can change " + Data +
                 " between the two steps, and its change is lost";
    return;
  case LateActKind::StoredOnTest:
    Told.Message =
        Data + " is stored on the word of an earlier load, which may be old";
    Told.Rival = "another thread can pass the same test before " + Data +
                 " is stored, so that both go on";
    return;
  case LateActKind::Reset:
    Told.Message = Data + " is reset in a step of its own after it was loaded";
    Told.Rival = "another thread can add to " + Data +
                 " between the two steps, and what it added is lost";
    return;
  case LateActKind::Handle:
    Told.Message =
        Use + " is trusted on the word of " + Check + ", which may be old";
    Told.Rival =
        "another thread can drop the last owner of the object behind " + Data +
        " between the two calls, and the pointer is null";
    return;
  case LateActKind::Container:
    Told.Message =
        Use + " relies on " + Check + ", which was asked in an earlier step";
    Told.Rival = "another thread can change " + Data + " between the two calls";
    return;
  case LateActKind::Section:
    Told.Message = Use + " relies on " + Check +
                   ", which was tested in an earlier critical section";
    Told.Rival = "another thread can change " + Asked +
                 " between the two critical sections";
    return;
  case LateActKind::LateLock:
    Told.Message = Use + " relies on " + Check +
                   ", which was tested before the lock was taken";
    Told.Rival =
        "another thread can change " + Asked + " between the test and the lock";
    return;
  }
}

std::vector<RaceWindow> findLateActs(TranslationUnit &Unit) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const LateAct &Act : lateActs(Unit)) {
    RaceWindow Told;
    Told.Check = "toctou-check-then-act";
    Told.Function = functionName(*Act.Function);
    describe(Act, Unit, Told);
    bool IsAtomic = Act.Check->Atomic == AtomicEffect::Load;
    bool IsAsked = Act.Check->Kind == EventKind::Query;
    Told.Steps.push_back(
        tell(Step::Role::Check, *Act.Check->Site,
             subject(*Act.Check, Unit) + (IsAtomic  ? " is loaded here"
                                          : IsAsked ? " is asked here"
                                                    : " is read here"),
             Context));
    if (Act.End && Act.End->Inner)
      Told.Steps.push_back(tell(Step::Role::Window, *Act.End->Inner,
                                Act.End->AtScopeEnd
                                    ? "the lock is released when its scope ends"
                                    : "the lock is released here",
                                Context));
    std::string Use = subject(*Act.Act, Unit);
    Told.Steps.push_back(
        tell(Step::Role::Use, *Act.Act->Site,
             Use + (Act.Act->Kind == EventKind::Operate || Act.Act->isSpliced()
                        ? " acts here"
                        : " is written here"),
             Context));
    if (Act.Act->isSpliced())
      Told.Steps.push_back(tell(Step::Role::Detail, *Act.Act->Inner,
                                "in a step of its own, here", Context));
    Told.Remedies = checkThenActRemedies(Act, Unit);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
