//===- SplitLockFixSwap.cpp - Read the status before its data -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes/EditList.h"
#include "SplitLock/SplitLockFixSite.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// True if some function in sight writes the status before the data: then
/// neither order is safe.
static bool writesStatusFirst(const SplitSite &Site) {
  const Values &Table = Site.Unit.values();
  FieldChain Data = chainOf(Table, Site.Pair.First->Subject);
  FieldChain Status = chainOf(Table, Site.Pair.Second->Subject);
  bool OneLock = chainOf(Table, Site.Pair.FirstSection->Subject) ==
                 chainOf(Table, Site.Pair.SecondSection->Subject);
  const FunctionDecl *Current = nullptr;
  bool StatusWritten = false;
  for (const Section &S : Site.Unit.sections().all()) {
    if (S.Function != Current)
      StatusWritten = false;
    Current = S.Function;
    bool Inside = false;
    for (const SectionAccess &Access : S.Accesses) {
      if (!Access.IsWrite)
        continue;
      if (overlaps(Access.Chain, Data) &&
          (StatusWritten || (Inside && !OneLock)))
        return true;
      Inside |= overlaps(Access.Chain, Status);
    }
    StatusWritten |= Inside;
  }
  return false;
}

Remedy swapReads(const SplitSite &Site) {
  const Stmt *Data = Site.Body.statementOf(Site.Pair.First->Site);
  const CompoundStmt *Block = Site.Body.blockOf(Site.Pair.First->Site);
  if (!Data || !Block)
    return {};
  const Stmt *Status = Site.Body.childOf(*Block, Site.Pair.Second->Site);
  if (!Status || Status == Data)
    return {};
  for (const Stmt *S : {Data, Status})
    if (!llvm::isa<DeclStmt>(S) && !llvm::isa<Expr>(S))
      return {};
  // The status moves up over these.
  auto Passed = between(*Block, Data, Status);
  Passed.push_back(Data);
  DeclSet Needs = namedIn(*Status), Changes = changedIn(*Status);
  for (const Stmt *S : Passed)
    if (!onlyReads(*S) || meet(changedIn(*S), Needs) ||
        meet(namedIn(*S), Changes) ||
        !(llvm::isa<DeclStmt>(S) || llvm::isa<Expr>(S)))
      return {};
  if (!onlyReads(*Status) || writesStatusFirst(Site))
    return {};
  EditList Edits(Site.Unit.context(), Data->getBeginLoc());
  Edits.moveBefore(*Status, *Data);
  Remedy Found{"read the status first: whoever sets it has finished the data",
               Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
