//===- PortProbeFixMember.cpp - A class asks its live server ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

/// The edits that replace the member by its server's own answer.
class MemberAdoption {
public:
  MemberAdoption(const ProbedPort &Port, TranslationUnit &Unit)
      : Port(Port), Unit(Unit), Edits(Unit.context(), placeOfUse()) {}

  Remedy make();

private:
  SourceLocation placeOfUse() const { return Port.Use->Site->getBeginLoc(); }
  bool find();
  bool isPrivateAndWhole() const;
  void editMethod(const CXXMethodDecl &M);
  void editInitializers(const CXXConstructorDecl &C, const BodyIndex &Body);
  bool readsBack() const;

  const ProbedPort &Port;
  TranslationUnit &Unit;
  EditList Edits;
  const CXXConstructorDecl *Maker = nullptr;
  const FieldDecl *Number = nullptr; ///< The member that is probed.
  const FieldDecl *Server = nullptr; ///< The member that gets it.
  std::string Ask;                   ///< `server_.port()`.
  bool AllAfterUse = true; ///< Each reader has spoken to the server before.
};

} // namespace

static const CXXCtorInitializer *initOf(const CXXConstructorDecl &C,
                                        const FieldDecl *F) {
  for (const CXXCtorInitializer *Init : C.inits())
    if (Init->isWritten() && Init->getMember() == F)
      return Init;
  return nullptr;
}

bool MemberAdoption::find() {
  Maker = llvm::dyn_cast<CXXConstructorDecl>(Port.Function);
  if (!Maker)
    return false;
  BodyIndex Body(*Maker);
  for (const CXXCtorInitializer *Init : Maker->inits())
    if (Init->isWritten() && Init->getMember() &&
        Body.isWithin(Port.Use->Site, Init->getInit()))
      Server = Init->getMember();
  const CXXRecordDecl *Class =
      Server ? Server->getType()->getAsCXXRecordDecl() : nullptr;
  if (!Class)
    return false;
  for (const ValueDecl *D : namedIn(*Port.Use->Site))
    if (const auto *F = llvm::dyn_cast<FieldDecl>(D))
      if (F->getParent() == Maker->getParent() && F != Server) {
        if (Number)
          return false;
        Number = F;
      }
  const CXXCtorInitializer *Probed = Number ? initOf(*Maker, Number) : nullptr;
  if (!Probed || !Number->getType()->isIntegerType() ||
      !Body.isWithin(Port.Check->Site, Probed->getInit()))
    return false;
  std::string Getter = portGetter(*Class);
  Ask = Server->getNameAsString() + "." + Getter;
  return !Getter.empty();
}

bool MemberAdoption::isPrivateAndWhole() const {
  const CXXRecordDecl *Class = Maker->getParent();
  if (Number->getAccess() != AS_private)
    return false;
  for (const Decl *D : Class->decls()) {
    if (llvm::isa<FriendDecl>(D))
      return false;
    const auto *F = llvm::dyn_cast<FieldDecl>(D);
    if (F && F != Number && F->getBeginLoc() == Number->getBeginLoc())
      return false;
  }
  return llvm::all_of(Class->methods(), [](const CXXMethodDecl *M) {
    return M->isImplicit() || M->isDeleted() || M->isDefaulted() ||
           M->hasBody();
  });
}

void MemberAdoption::editInitializers(const CXXConstructorDecl &C,
                                      const BodyIndex &Body) {
  std::vector<const CXXCtorInitializer *> Written;
  for (const CXXCtorInitializer *Init : C.inits())
    if (Init->isWritten())
      Written.push_back(Init);
  llvm::sort(Written, [](const auto *A, const auto *B) {
    return A->getSourceOrder() < B->getSourceOrder();
  });
  const CXXCtorInitializer *Own = initOf(C, Number);
  if (!Own)
    return;
  if (&C != Maker && !onlyReads(*Own->getInit()))
    return Edits.refuse();
  auto At = llvm::find(Written, Own);
  if (Written.size() == 1)
    return Edits.refuse();
  if (At + 1 != Written.end())
    Edits.removeBetween(Own->getSourceLocation(),
                        (*(At + 1))->getSourceLocation());
  else
    Edits.removeAfter((*(At - 1))->getRParenLoc(), Own->getRParenLoc());
  // What another constructor hands on is what it was given.
  for (const Expr *Ref : Body.references(*Number)) {
    if (Body.isWithin(Ref, C.getBody()))
      continue;
    if (&C == Maker && Body.isWithin(Ref, Port.Use->Site))
      Edits.replace(Ref->getSourceRange(), "0");
    else
      Edits.replace(Ref->getSourceRange(),
                    Edits.textOf(Own->getInit()->getSourceRange()));
  }
}

void MemberAdoption::editMethod(const CXXMethodDecl &Declared) {
  const FunctionDecl *Definition = nullptr;
  if (!Declared.hasBody(Definition) || Declared.isImplicit() ||
      Declared.isDefaulted())
    return;
  BodyIndex Body(*Definition);
  if (const auto *C = llvm::dyn_cast<CXXConstructorDecl>(Definition))
    editInitializers(*C, Body);
  for (const Expr *Ref : Body.references(*Number)) {
    if (!Body.isWithin(Ref, Definition->getBody()))
      continue;
    const Stmt *Up = Body.parent(Ref);
    const auto *Cast = llvm::dyn_cast_or_null<ImplicitCastExpr>(Up);
    if (!Cast && Up && !llvm::isa<ReturnStmt, MaterializeTemporaryExpr>(Up)) {
      // Written, or bound to a reference that could write it.
      const auto *Call = llvm::dyn_cast<CallExpr>(Up);
      if (!Call)
        return Edits.refuse();
    }
    bool Spoken =
        llvm::any_of(Body.references(*Server), [&](const Expr *Other) {
          return Other->getExprLoc() < Ref->getExprLoc();
        });
    AllAfterUse &= Spoken;
    Edits.replace(Ref->getSourceRange(), Ask);
  }
}

/// The server's class reads its number from the live socket, in sight.
bool MemberAdoption::readsBack() const {
  const CXXRecordDecl *Class = Server->getType()->getAsCXXRecordDecl();
  return llvm::any_of(Class->methods(), [&](const CXXMethodDecl *M) {
    const FunctionDecl *Definition = nullptr;
    if (!M->hasBody(Definition))
      return false;
    const FunctionFlow *Flow = Unit.flow(*Definition);
    return Flow && llvm::any_of(Flow->Blocks, [](const FlowBlock &Block) {
             return llvm::any_of(Block.Events, [](const Event &E) {
               return E.Kind == EventKind::LearnPort;
             });
           });
  });
}

Remedy MemberAdoption::make() {
  if (!find() || !isPrivateAndWhole())
    return {};
  for (const CXXMethodDecl *M : Maker->getParent()->methods())
    editMethod(*M);
  Edits.removeDeclaration(Number->getSourceRange());
  Remedy Found;
  Found.Text = "hand over port 0 and ask `" + Ask + "` for the number";
  Found.Edits = Edits.take();
  Found.KeepsBehaviour = AllAfterUse && readsBack();
  return Found.Edits.empty() ? Remedy() : Found;
}

Remedy adoptMember(const ProbedPort &Port, TranslationUnit &Unit) {
  return MemberAdoption(Port, Unit).make();
}

} // namespace clang::toctou
