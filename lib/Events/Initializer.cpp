//===- Initializer.cpp ----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Events/Initializer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"

namespace clang::toctou {

/// True if evaluating \p S calls something.
static bool calls(const Stmt *S) {
  if (!S)
    return false;
  if (llvm::isa<CallExpr>(S) || llvm::isa<CXXConstructExpr>(S))
    return true;
  for (const Stmt *Child : S->children())
    if (calls(Child))
      return true;
  return false;
}

const FunctionDecl *initializerOf(VarDecl &Var, ASTContext &Context) {
  if (!Var.hasGlobalStorage() || Var.isStaticLocal() || Var.isInvalidDecl() ||
      Var.isConstexpr() || !Var.getInit() || !Var.getIdentifier() ||
      Var.getDeclContext()->isDependentContext() ||
      Var.getInit()->isInstantiationDependent() || !calls(Var.getInit()))
    return nullptr;
  SourceLocation At = Var.getLocation();
  FunctionDecl *F = FunctionDecl::Create(
      Context, Context.getTranslationUnitDecl(), At, At, Var.getDeclName(),
      Context.getFunctionType(Context.VoidTy, {}, {}), nullptr, SC_Static);
  F->setImplicit();
  Stmt *Definition = new (Context)
      DeclStmt(DeclGroupRef(&Var), Var.getBeginLoc(), Var.getEndLoc());
  F->setBody(CompoundStmt::Create(Context, Definition, FPOptionsOverride(),
                                  Var.getBeginLoc(), Var.getEndLoc()));
  return F;
}

} // namespace clang::toctou
