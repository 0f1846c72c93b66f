//===- CheckThenActFix.cpp - How to make two steps one --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActFix.h"
#include "CheckThenAct/CheckThenActFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

namespace clang::toctou {

const IfStmt *LateActSite::test() const {
  const Stmt *S = Act.Check->Site;
  for (const Stmt *Up = Body.parent(S); Up; S = Up, Up = Body.parent(Up)) {
    if (const auto *If = llvm::dyn_cast<IfStmt>(Up))
      return If->getCond() == S && !If->getInit() && !If->getConditionVariable()
                 ? If
                 : nullptr;
    if (!llvm::isa<Expr>(Up))
      return nullptr;
  }
  return nullptr;
}

llvm::SmallVector<const Stmt *, 8> LateActSite::way(const IfStmt &Test) const {
  llvm::SmallVector<const Stmt *, 8> Way;
  const Stmt *Acts = Act.Act->Site;
  if (Body.isWithin(Acts, Test.getThen())) {
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Test.getThen()))
      Way.append(Block->body_begin(), Block->body_end());
    else
      Way.push_back(Test.getThen());
    return Way;
  }
  const auto *Block = llvm::dyn_cast_or_null<CompoundStmt>(Body.parent(&Test));
  if (!Block || Test.getElse() || !leaves(*Test.getThen()))
    return Way;
  bool Inside = false;
  for (const Stmt *S : Block->body()) {
    if (Inside)
      Way.push_back(S);
    Inside |= S == &Test;
  }
  return Way;
}

std::string LateActSite::textOf(const Stmt &S) const {
  return EditList(Unit.context(), S.getBeginLoc()).textOf(S.getSourceRange());
}

static const char *inWords(LateActKind Kind) {
  switch (Kind) {
  case LateActKind::StoredValue:
    return "change it in one step: a read-modify-write, or a loop of "
           "compare-exchange";
  case LateActKind::StoredOnTest:
    return "test and store in one step: an exchange, or a compare-exchange";
  case LateActKind::Reset:
    return "take the value and reset it in one step: an exchange";
  case LateActKind::Handle:
    return "lock the weak pointer first, and test the result";
  case LateActKind::Container:
    return "use one call that tries, and test its result";
  case LateActKind::Section:
    return "test again under the lock that the act holds, or hold one lock "
           "over both";
  case LateActKind::LateLock:
    return "take the lock before the test, or test again under it";
  }
  return "";
}

static Remedy edited(const LateActSite &Site) {
  switch (Site.Act.Kind) {
  case LateActKind::StoredValue:
    return changeInOneStep(Site);
  case LateActKind::StoredOnTest:
    return exchangeAtTest(Site);
  case LateActKind::Reset:
    return takeAndReset(Site);
  case LateActKind::Handle:
    return lockAtTest(Site);
  case LateActKind::Container:
    return tryAtTest(Site);
  case LateActKind::Section:
    if (Remedy Found = tryAtTest(Site); !Found.Edits.empty())
      return Found;
    return testAgain(Site);
  case LateActKind::LateLock:
    return testAgain(Site);
  }
  return {};
}

std::vector<Remedy> checkThenActRemedies(const LateAct &Act,
                                         TranslationUnit &Unit) {
  if (isEditable(*Act.Function) && Act.Check->Site && Act.Act->Site) {
    LateActSite Site{Act, Unit, BodyIndex(*Act.Function)};
    if (Remedy Found = edited(Site); !Found.Edits.empty())
      return {std::move(Found)};
  }
  return {{inWords(Act.Kind), {}, false}};
}

} // namespace clang::toctou
