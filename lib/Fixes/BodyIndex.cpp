//===- BodyIndex.cpp - Parents and references in one function -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes/BodyIndex.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// Calls \p Visit for \p S and everything in it.
static void walk(const Stmt *S, llvm::function_ref<void(const Stmt &)> Visit) {
  if (!S)
    return;
  Visit(*S);
  for (const Stmt *Child : S->children())
    walk(Child, Visit);
}

static const ValueDecl *named(const Stmt &S) {
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(&S))
    return Ref->getDecl();
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(&S))
    return Member->getMemberDecl();
  return nullptr;
}

BodyIndex::BodyIndex(const FunctionDecl &F) {
  if (const auto *Constructor = llvm::dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        add(Init->getInit(), nullptr);
  add(F.getBody(), nullptr);
}

void BodyIndex::add(const Stmt *S, const Stmt *Parent) {
  if (!S)
    return;
  Parents[S] = Parent;
  if (const ValueDecl *D = named(*S)) {
    auto &Known = Names[D];
    const auto *E = llvm::cast<Expr>(S);
    bool IsNew = llvm::none_of(Known, [&](const Expr *Old) {
      return Old->getExprLoc() == E->getExprLoc();
    });
    if (IsNew)
      Known.push_back(E);
  }
  for (const Stmt *Child : S->children())
    add(Child, S);
}

const Stmt *BodyIndex::childOf(const CompoundStmt &Block, const Stmt *S) const {
  while (S) {
    const Stmt *Up = parent(S);
    if (Up == &Block)
      return S;
    S = Up;
  }
  return nullptr;
}

const CompoundStmt *BodyIndex::blockOf(const Stmt *S) const {
  for (S = parent(S); S; S = parent(S))
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(S))
      return Block;
  return nullptr;
}

const Stmt *BodyIndex::statementOf(const Stmt *S) const {
  const CompoundStmt *Block = blockOf(S);
  return Block ? childOf(*Block, S) : nullptr;
}

bool BodyIndex::isRepeatedWithin(const CompoundStmt &Block,
                                 const Stmt *S) const {
  for (; S && S != &Block; S = parent(S))
    if (llvm::isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr,
                  SwitchStmt>(S))
      return true;
  return false;
}

bool BodyIndex::isWithin(const Stmt *Inner, const Stmt *Outer) const {
  for (; Inner; Inner = parent(Inner))
    if (Inner == Outer)
      return true;
  return false;
}

llvm::ArrayRef<const Expr *> BodyIndex::references(const ValueDecl &D) const {
  auto Known = Names.find(&D);
  if (Known == Names.end())
    return {};
  return Known->second;
}

llvm::SmallVector<const Stmt *, 8>
between(const CompoundStmt &Block, const Stmt *First, const Stmt *Second) {
  llvm::SmallVector<const Stmt *, 8> All;
  bool Inside = false;
  for (const Stmt *S : Block.body()) {
    if (S == Second)
      break;
    if (Inside)
      All.push_back(S);
    Inside |= S == First;
  }
  return All;
}

static void addDeclared(const Stmt &S, DeclSet &Out) {
  const auto *Declaration = llvm::dyn_cast<DeclStmt>(&S);
  if (!Declaration)
    return;
  for (const Decl *D : Declaration->decls())
    if (const auto *V = llvm::dyn_cast<ValueDecl>(D)) {
      Out.insert(V);
      if (const auto *Parts = llvm::dyn_cast<DecompositionDecl>(V))
        for (const BindingDecl *Part : Parts->bindings())
          Out.insert(Part);
    }
}

DeclSet namedIn(const Stmt &S) {
  DeclSet All;
  walk(&S, [&](const Stmt &Inner) {
    if (const ValueDecl *D = named(Inner))
      if (!llvm::isa<FunctionDecl, EnumConstantDecl>(D))
        All.insert(D);
    addDeclared(Inner, All);
  });
  return All;
}

/// The variable or member that \p E designates, or null.
static const ValueDecl *designated(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (true) {
    if (const auto *Element = llvm::dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase()->IgnoreParenImpCasts();
    else if (const auto *Member = llvm::dyn_cast<MemberExpr>(E)) {
      const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
      if (!llvm::isa<DeclRefExpr, MemberExpr>(Base))
        return Member->getMemberDecl();
      E = Base;
    } else if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl();
    else
      return nullptr;
  }
}

DeclSet changedIn(const Stmt &S) {
  DeclSet All;
  auto Add = [&](const Expr *E) {
    if (const ValueDecl *D = designated(E))
      All.insert(D);
  };
  walk(&S, [&](const Stmt &Inner) {
    addDeclared(Inner, All);
    if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(&Inner)) {
      if (Binary->isAssignmentOp())
        Add(Binary->getLHS());
    } else if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(&Inner)) {
      if (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf)
        Add(Unary->getSubExpr());
    } else if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(&Inner)) {
      if (Op->isAssignmentOp() && Op->getNumArgs() > 0)
        Add(Op->getArg(0));
    } else if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(&Inner)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      if (Method && !Method->isConst() && Call->getImplicitObjectArgument())
        Add(Call->getImplicitObjectArgument());
    }
    if (const auto *Call = llvm::dyn_cast<CallExpr>(&Inner))
      if (const FunctionDecl *Callee = Call->getDirectCallee()) {
        unsigned Skip = llvm::isa<CXXOperatorCallExpr>(Call) &&
                        llvm::isa<CXXMethodDecl>(Callee);
        for (unsigned I = Skip; I < Call->getNumArgs(); ++I) {
          if (I - Skip >= Callee->getNumParams())
            break;
          QualType T = Callee->getParamDecl(I - Skip)->getType();
          if (T->isReferenceType() &&
              !T.getNonReferenceType().isConstQualified())
            Add(Call->getArg(I));
        }
      }
  });
  return All;
}

/// True if \p M only looks at its object: it is const, or has a const twin
/// (`find`, `begin`).
static bool looksOnly(const CXXMethodDecl &M) {
  if (M.isConst())
    return true;
  for (const NamedDecl *Other : M.getParent()->lookup(M.getDeclName())) {
    const auto *Twin =
        llvm::dyn_cast<CXXMethodDecl>(Other->getUnderlyingDecl());
    if (Twin && Twin->isConst() && Twin->getNumParams() == M.getNumParams())
      return true;
  }
  return false;
}

bool onlyReads(const Stmt &S) {
  bool Reads = true;
  walk(&S, [&](const Stmt &Inner) {
    if (llvm::isa<CXXNewExpr, CXXDeleteExpr, LambdaExpr, StmtExpr, CoawaitExpr,
                  CoyieldExpr, GotoStmt, LabelStmt>(Inner))
      Reads = false;
    const auto *Call = llvm::dyn_cast<CallExpr>(&Inner);
    if (!Call || llvm::isa<CXXOperatorCallExpr>(Call))
      return;
    const FunctionDecl *Callee = Call->getDirectCallee();
    const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Callee);
    Reads &= Callee && !Callee->getReturnType()->isVoidType() &&
             ((Method && looksOnly(*Method)) || Callee->isInStdNamespace());
  });
  return Reads;
}

bool leaves(const Stmt &S) {
  if (const auto *Block = llvm::dyn_cast<CompoundStmt>(&S))
    return !Block->body_empty() && leaves(*Block->body_back());
  if (const auto *Clean = llvm::dyn_cast<ExprWithCleanups>(&S))
    return leaves(*Clean->getSubExpr());
  return llvm::isa<ReturnStmt, CXXThrowExpr, GotoStmt, BreakStmt, ContinueStmt,
                   CoreturnStmt>(S);
}

bool meet(const DeclSet &A, const DeclSet &B) {
  return llvm::any_of(A, [&](const ValueDecl *D) { return B.contains(D); });
}

bool isEditable(const FunctionDecl &F) {
  return !F.isTemplateInstantiation() && !F.isDependentContext() &&
         !F.isDefaulted() && F.getBody();
}

} // namespace clang::toctou
