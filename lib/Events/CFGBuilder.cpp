//===- CFGBuilder.cpp - The one place where a CFG is built ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Events/CFGBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Analysis/CFG.h"

namespace clang::toctou {

std::unique_ptr<CFG> buildCFG(const FunctionDecl &F, ASTContext &Context,
                              unsigned MaxBlocks) {
  if (!F.doesThisDeclarationHaveABody() || !F.getBody() ||
      F.isInvalidDecl() || F.isDependentContext() || F.hasSkippedBody())
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
