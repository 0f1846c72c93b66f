//===- SplitLockFixAccessor.cpp - Two values of one accessor ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes/EditList.h"
#include "SplitLock/SplitLockFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

namespace clang::toctou {

namespace {

/// A method that returns both values, and how each is got from its result.
struct Accessor {
  const CXXMethodDecl *Method = nullptr;
  std::string First;
  std::string Second;
};

} // namespace

static std::string textOf(const Stmt &S, const ASTContext &Context) {
  return EditList(Context, S.getBeginLoc()).textOf(S.getSourceRange());
}

/// What a method without parameters returns at its end, or null.
static const Expr *returned(const CXXMethodDecl &M) {
  const auto *Body = llvm::dyn_cast_or_null<CompoundStmt>(M.getBody());
  if (!Body || Body->body_empty() || M.getNumParams() != 0)
    return nullptr;
  const auto *Return = llvm::dyn_cast<ReturnStmt>(Body->body_back());
  return Return ? Return->getRetValue() : nullptr;
}

/// The values that \p E puts together, in order.
static llvm::SmallVector<const Expr *, 4> partsOf(const Expr *E) {
  llvm::SmallVector<const Expr *, 4> Parts;
  while (true) {
    E = E->IgnoreImplicit();
    if (const auto *Cast = llvm::dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *List = llvm::dyn_cast<InitListExpr>(E)) {
      for (const Expr *Part : List->inits())
        Parts.push_back(Part);
      return Parts;
    } else if (const auto *Made = llvm::dyn_cast<CXXConstructExpr>(E)) {
      if (Made->getNumArgs() == 1) {
        E = Made->getArg(0);
        continue;
      }
      for (const Expr *Argument : Made->arguments())
        Parts.push_back(Argument);
      return Parts;
    } else
      return Parts;
  }
}

/// How the part number \p I of an object of \p Class is named, or nothing.
static std::string nameOfPart(const CXXRecordDecl &Class, unsigned I) {
  if (Class.isInStdNamespace() && Class.getName() == "pair")
    return I == 0 ? "first" : "second";
  if (!Class.isAggregate() || Class.getNumBases() != 0)
    return {};
  for (const FieldDecl *F : Class.fields())
    if (I-- == 0)
      return F->getNameAsString();
  return {};
}

/// How the value \p Wanted is got from what \p Method returns, or nothing.
static std::string partOf(const CXXMethodDecl &Method,
                          const std::string &Wanted, ASTContext &Context) {
  const Expr *Whole = returned(Method);
  const CXXRecordDecl *Class = Method.getReturnType()->getAsCXXRecordDecl();
  if (!Whole || !Class || !Class->hasDefinition() || Wanted.empty())
    return {};
  auto Parts = partsOf(Whole);
  for (unsigned I = 0; I < Parts.size(); ++I)
    if (textOf(*Parts[I], Context) == Wanted)
      return nameOfPart(*Class, I);
  // A whole member is returned, and the getter returns a part of it.
  std::string Prefix = textOf(*Whole, Context) + ".";
  if (!llvm::StringRef(Wanted).starts_with(Prefix))
    return {};
  std::string Name = Wanted.substr(Prefix.size());
  for (const FieldDecl *F : Class->fields())
    if (F->getAccess() != AS_private && F->getNameAsString() == Name)
      return Name;
  return {};
}

static bool takesLock(const CXXMethodDecl &M, TranslationUnit &Unit) {
  const FunctionFlow *Flow = Unit.flow(M);
  return Flow && llvm::any_of(Flow->Blocks, [](const FlowBlock &Block) {
           return llvm::any_of(Block.Events, [](const Event &E) {
             return E.Kind == EventKind::Acquire && !E.Maybe;
           });
         });
}

static Accessor find(const CXXMethodDecl &A, const CXXMethodDecl &B,
                     TranslationUnit &Unit) {
  const Expr *FirstValue = returned(A), *SecondValue = returned(B);
  if (!FirstValue || !SecondValue || A.getParent() != B.getParent())
    return {};
  ASTContext &Context = Unit.context();
  std::string First = textOf(*FirstValue, Context);
  std::string Second = textOf(*SecondValue, Context);
  for (const CXXMethodDecl *M : A.getParent()->methods()) {
    if (!M->isConst() || M->getAccess() != AS_public || !M->getIdentifier() ||
        !takesLock(*M, Unit))
      continue;
    Accessor Found{M, partOf(*M, First, Context), partOf(*M, Second, Context)};
    if (!Found.First.empty() && !Found.Second.empty())
      return Found;
  }
  return {};
}

/// A name for what \p M returns that the function does not use yet.
static std::string freeName(const CXXMethodDecl &M, const std::string &Body) {
  llvm::StringRef Own = M.getName();
  for (llvm::StringRef Prefix : {"get_", "read_", "load_"})
    Own.consume_front(Prefix);
  for (llvm::StringRef Name : {Own, llvm::StringRef("both")})
    if (!llvm::Regex(("(^|[^A-Za-z0-9_])" + Name + "([^A-Za-z0-9_]|$)").str())
             .match(Body))
      return Name.str();
  return {};
}

Remedy readTogether(const SplitSite &Site) {
  const auto *First = llvm::dyn_cast<CXXMemberCallExpr>(Site.Pair.First->Site);
  const auto *Second =
      llvm::dyn_cast<CXXMemberCallExpr>(Site.Pair.Second->Site);
  if (!First || !Second || !First->getMethodDecl() || !Second->getMethodDecl())
    return {};
  Accessor Both =
      find(*First->getMethodDecl(), *Second->getMethodDecl(), Site.Unit);
  if (!Both.Method)
    return {};
  Remedy Found;
  Found.Text = "read both with `" + Both.Method->getNameAsString() +
               "()`, which returns them under one lock";

  ASTContext &Context = Site.Unit.context();
  const auto *Callee = llvm::dyn_cast<MemberExpr>(First->getCallee());
  const CompoundStmt *Block = Site.Body.blockOf(First);
  const Stmt *From = Site.Body.statementOf(First);
  const Stmt *To = Block ? Site.Body.childOf(*Block, Second) : nullptr;
  std::string Object = textOf(*First->getImplicitObjectArgument(), Context);
  std::string Name =
      freeName(*Both.Method, textOf(*Site.Pair.Function->getBody(), Context));
  if (!Callee || Callee->isArrow() || !From || !To || Object.empty() ||
      Name.empty() ||
      textOf(*Second->getImplicitObjectArgument(), Context) != Object ||
      Site.Body.isRepeatedWithin(*Block, First) ||
      Site.Body.isRepeatedWithin(*Block, Second))
    return Found;
  auto Passed = between(*Block, From, To);
  if (From != To)
    Passed.push_back(From);
  for (const Stmt *S : Passed)
    if (!onlyReads(*S))
      return Found;
  EditList Edits(Context, From->getBeginLoc());
  Edits.addLineBefore(*From, "const auto " + Name + " = " + Object + "." +
                                 Both.Method->getNameAsString() + "();");
  Edits.replace(First->getSourceRange(), Name + "." + Both.First);
  Edits.replace(Second->getSourceRange(), Name + "." + Both.Second);
  Found.Edits = Edits.take();
  return Found;
}

} // namespace clang::toctou
