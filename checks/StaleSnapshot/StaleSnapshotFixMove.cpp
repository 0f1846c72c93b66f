//===- StaleSnapshotFixMove.cpp - Read below the delay --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes/EditList.h"
#include "StaleSnapshot/StaleSnapshotFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

Remedy moveRead(const StaleSite &Site) {
  const auto *Declaration = llvm::dyn_cast_or_null<DeclStmt>(Site.Reader);
  if (!Declaration || Declaration != Site.Read ||
      !Declaration->isSingleDecl() || Site.holdsLock())
    return {};
  const auto *Var = llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl());
  if (!Var || !Var->getInit() || Var->isStaticLocal() ||
      Var->getType()->isReferenceType())
    return {};
  // A guard's scope ends elsewhere when it moves.
  if (!Site.Race.Read->isSpliced() && Site.Race.Section)
    return {};
  const Stmt *Delays = Site.Body.childOf(*Site.Block, Site.Race.Window->Site);
  if (!Delays || Delays == Site.User ||
      Site.User->getBeginLoc() < Delays->getBeginLoc() || Delays == Site.Reader)
    return {};
  for (const Expr *Named : Site.Body.references(*Var))
    if (!Site.Body.isWithin(Named, Site.User) &&
        Named->getBeginLoc() < Site.User->getBeginLoc())
      return {};
  if (Site.Body.isRepeatedWithin(*Site.Block, Site.Race.Use) &&
      Site.Body.isWithin(Site.Race.Window->Site, Site.User))
    return {};
  if (!Site.isUnchanged(*Declaration))
    return {};
  EditList Edits(Site.Unit.context(), Site.User->getBeginLoc());
  Edits.moveBefore(*Declaration, *Site.User);
  Remedy Found{"read it below the delay, just before it is used", Edits.take(),
               !Site.holdsAny()};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
