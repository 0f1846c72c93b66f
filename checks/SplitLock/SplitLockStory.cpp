//===- SplitLockStory.cpp - A split pair of reads, told -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SplitLock/SplitLockStory.h"
#include "Report/SourcePlace.h"
#include "SplitLock/SplitLockAutomaton.h"
#include "SplitLock/SplitLockFix.h"
#include "Summaries/TranslationUnit.h"
#include "Support/FunctionName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

/// What is read, in the program's names: the getter, else the member.
static std::string subject(const Event &Read, TranslationUnit &Unit) {
  if (Read.isSpliced())
    if (const auto *Call = llvm::dyn_cast<CallExpr>(Read.Site))
      if (const FunctionDecl *Callee = Call->getDirectCallee())
        return "`" + Callee->getNameAsString() + "()`";
  if (const ValueDecl *D = Unit.values().namedBy(Read.Subject))
    return "`" + D->getNameAsString() + "`";
  return "the state";
}

static Step tell(Step::Role Role, const Stmt &At, std::string Text,
                 ASTContext &Context) {
  Step S;
  S.Plays = Role;
  S.At = placeOf(At, Context);
  S.Text = std::move(Text);
  return S;
}

std::vector<RaceWindow> findSplitLocks(TranslationUnit &Unit) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const SplitPair &Pair : splitPairs(Unit)) {
    std::string First = subject(*Pair.First, Unit);
    std::string Second = subject(*Pair.Second, Unit);
    RaceWindow Told;
    Told.Check = "toctou-split-lock";
    Told.Function = functionName(*Pair.Function);
    Told.Message = Second + " is paired with " + First +
                   ", which was read in an earlier critical section";
    Told.Steps.push_back(tell(Step::Role::Check, *Pair.First->Site,
                              First + " is read here", Context));
    if (Pair.FirstEnd && Pair.FirstEnd->Inner)
      Told.Steps.push_back(tell(Step::Role::Window, *Pair.FirstEnd->Inner,
                                Pair.FirstEnd->AtScopeEnd
                                    ? "the lock is released when its scope ends"
                                    : "the lock is released here",
                                Context));
    Told.Steps.push_back(tell(Step::Role::Use, *Pair.Second->Site,
                              Second + " is read here", Context));
    if (Pair.Second->isSpliced())
      Told.Steps.push_back(tell(Step::Role::Detail, *Pair.Second->Inner,
                                "under the lock that the callee takes here",
                                Context));
    if (Pair.Meeting->Site && Pair.Meeting->Site != Pair.Second->Site)
      Told.Steps.push_back(tell(Step::Role::Detail, *Pair.Meeting->Site,
                                "both values meet here", Context));
    Told.Rival = "another thread can change both between the two reads, so "
                 "that " +
                 First + " and " + Second + " describe different moments";
    Told.Remedies = splitLockRemedies(Pair, Unit);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
