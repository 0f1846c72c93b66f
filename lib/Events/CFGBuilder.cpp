//===- CFGBuilder.cpp - The one place where a CFG is built ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Events/CFGBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Analysis/CFG.h"

namespace clang::toctou {

/// True if a base or member of the class that \p F makes or unmakes has no
/// definition (broken code): the graph's builder asks it for its destructor.
static bool hasIncompletePart(const FunctionDecl &F) {
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&F);
  if (!Method || Method->isStatic())
    return false;
  const CXXRecordDecl *Class = Method->getParent()->getDefinition();
  if (!Class || Class->isInvalidDecl())
    return true;
  auto IsIncomplete = [](QualType T) {
    const CXXRecordDecl *Part =
        T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return Part && !Part->hasDefinition();
  };
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (IsIncomplete(Base.getType()))
      return true;
  for (const FieldDecl *Field : Class->fields())
    if (IsIncomplete(Field->getType()))
      return true;
  return false;
}

std::unique_ptr<CFG> buildCFG(const FunctionDecl &F, ASTContext &Context,
                              unsigned MaxBlocks) {
  if (!F.doesThisDeclarationHaveABody() || !F.getBody() || F.isInvalidDecl() ||
      F.isDependentContext() || F.hasSkippedBody() || hasIncompletePart(F))
    return nullptr;
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  // Objects whose class declares no destructor end as well.
  Options.AddLifetime = true;
  Options.AddInitializers = true;
  Options.AddCXXNewAllocator = false;
  Options.PruneTriviallyFalseEdges = true;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(&F, F.getBody(), &Context, Options);
  if (!Graph || Graph->getNumBlockIDs() > MaxBlocks)
    return nullptr;
  return Graph;
}

} // namespace clang::toctou
