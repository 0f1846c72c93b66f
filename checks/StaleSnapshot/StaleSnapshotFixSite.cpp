//===- StaleSnapshotFixSite.cpp - Where a copy is made and used -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/StaleSnapshotFixSite.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

static bool isLoop(const Stmt *S) {
  return llvm::isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
}

StaleSite::StaleSite(const StaleSnapshotRace &Race, TranslationUnit &Unit)
    : Race(Race), Unit(Unit), Body(*Race.Function) {
  if (!Race.Read->Site || !Race.Use || !Race.Window->Site)
    return;
  const Stmt *FoundRead = Body.statementOf(Race.Read->Site);
  const Stmt *FoundUse = Body.statementOf(Race.Use);
  if (!FoundRead || !FoundUse)
    return;
  // The innermost block that holds both.
  const CompoundStmt *Around = Body.blockOf(Race.Read->Site);
  while (Around && !Body.isWithin(Race.Use, Around))
    Around = Body.blockOf(Around);
  if (!Around)
    return;
  const Stmt *FoundReader = Body.childOf(*Around, Race.Read->Site);
  const Stmt *FoundUser = Body.childOf(*Around, Race.Use);
  if (!FoundReader || !FoundUser || FoundReader == FoundUser ||
      FoundUser->getBeginLoc() < FoundReader->getBeginLoc())
    return;
  // A head of a loop is evaluated with every turn.
  if (isLoop(FoundUse) || (Body.isWithin(Race.Window->Site, FoundUse) &&
                           Race.Window->Site != Race.Use))
    return;
  Read = FoundRead;
  Use = FoundUse;
  Block = Around;
  Reader = FoundReader;
  User = FoundUser;
}

bool StaleSite::holdsLock() const {
  return Race.Section && llvm::any_of(Race.Held, [&](const Event *By) {
           return By->Subject == Race.Section->Subject;
         });
}

bool StaleSite::isUnchanged(const Stmt &S) const {
  // Members are what is to be read anew.
  DeclSet Needs;
  for (const ValueDecl *D : namedIn(S))
    if (const auto *Var = llvm::dyn_cast<VarDecl>(D);
        Var && Var->hasLocalStorage())
      Needs.insert(D);
  for (const ValueDecl *D : changedIn(S))
    Needs.erase(D);
  auto Passed = between(*Block, Reader, User);
  Passed.push_back(User);
  return llvm::none_of(Passed, [&](const Stmt *Inner) {
    return meet(changedIn(*Inner), Needs);
  });
}

} // namespace clang::toctou
