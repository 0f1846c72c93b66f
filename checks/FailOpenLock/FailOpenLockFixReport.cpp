//===- FailOpenLockFixReport.cpp - Call the user's handler ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The path stays open, but each time is told: `handler(target, error)`. The
/// handler is made known by its header, or else by a declaration of its own.
///
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockFixSite.h"
#include "Fixes/EditList.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// The declarations named \p Qualified in \p Context.
static bool isDeclaredBefore(ASTContext &Context, llvm::StringRef Qualified,
                             SourceLocation Before) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Qualified.split(Parts, "::", -1, /*KeepEmpty=*/false);
  llvm::SmallVector<const DeclContext *, 4> Scopes = {
      Context.getTranslationUnitDecl()};
  for (unsigned I = 0; I < Parts.size(); ++I) {
    llvm::SmallVector<const DeclContext *, 4> Inner;
    DeclarationName Name(&Context.Idents.get(Parts[I]));
    for (const DeclContext *Scope : Scopes)
      for (const NamedDecl *D : Scope->lookup(Name)) {
        if (I + 1 < Parts.size()) {
          if (const auto *Space = llvm::dyn_cast<DeclContext>(D))
            Inner.push_back(Space);
          continue;
        }
        const auto *F = llvm::dyn_cast<FunctionDecl>(D->getUnderlyingDecl());
        if (!F || F->getNumParams() != 2)
          continue;
        for (const FunctionDecl *Each : F->redecls())
          if (Context.getSourceManager().isBeforeInTranslationUnit(
                  Each->getLocation(), Before) &&
              Each->getParamDecl(0)->getType()->isPointerType())
            return true;
      }
    Scopes = std::move(Inner);
  }
  return false;
}

/// `namespace a { void f(const char *target, int error); }`
static std::string declaration(llvm::StringRef Qualified) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Qualified.split(Parts, "::", -1, /*KeepEmpty=*/false);
  std::string Text, End;
  for (llvm::StringRef Space : llvm::ArrayRef(Parts).drop_back()) {
    Text += ("namespace " + Space + " { ").str();
    End += " }";
  }
  return Text + "void " + Parts.back().str() +
         "(const char *target, int error);" + End;
}

/// The declaration at file scope in which \p F stands: the function, its class
/// or its template. Null inside a namespace: there a declaration would name
/// something else.
static const Decl *outermost(const FunctionDecl &F) {
  const Decl *D = &F;
  if (const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&F);
      Method && Method->getParent()->isLambda())
    D = Method->getParent();
  while (!D->getLexicalDeclContext()->isTranslationUnit()) {
    D = llvm::dyn_cast<Decl>(D->getLexicalDeclContext());
    if (!D)
      return nullptr;
  }
  return D;
}

/// The first name of a file in the arguments of \p Call as `const char *`.
static std::string pathIn(const CallExpr &Call, ASTContext &Context) {
  for (const Expr *Argument : Call.arguments()) {
    const Expr *Plain = Argument->IgnoreParenImpCasts();
    QualType T = Plain->getType();
    bool IsName = llvm::isa<DeclRefExpr>(Plain) || llvm::isa<MemberExpr>(Plain);
    if (IsName && T->isPointerType() &&
        T->getPointeeType()->isAnyCharacterType())
      return textOf(*Plain, Context);
    if (IsName && T->isArrayType() &&
        T->getAsArrayTypeUnsafe()->getElementType()->isAnyCharacterType())
      return textOf(*Plain, Context);
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (IsName && R && R->getIdentifier() &&
        (R->getName() == "basic_string" || R->getName() == "path"))
      return textOf(*Plain, Context) + ".c_str()";
    // `name.c_str()`, `sidecarOf(name)`: the name that it is made from.
    if (const auto *Inner = llvm::dyn_cast<CXXMemberCallExpr>(Plain)) {
      const Expr *Object =
          Inner->getImplicitObjectArgument()->IgnoreImplicit()->IgnoreParens();
      if (Inner->getNumArgs() == 0 && IsName)
        return textOf(*Object, Context);
      if (const auto *Made = llvm::dyn_cast<CallExpr>(Object))
        if (std::string Found = pathIn(*Made, Context); !Found.empty())
          return Found;
      const CXXRecordDecl *Class = Object->getType()->getAsCXXRecordDecl();
      if ((llvm::isa<DeclRefExpr>(Object) || llvm::isa<MemberExpr>(Object)) &&
          Class && Class->getIdentifier() &&
          (Class->getName() == "basic_string" || Class->getName() == "path"))
        return textOf(*Object, Context) + ".c_str()";
      continue;
    }
    if (const auto *Inner = llvm::dyn_cast<CallExpr>(Plain))
      if (std::string Found = pathIn(*Inner, Context); !Found.empty())
        return Found;
  }
  return {};
}

/// What is locked, as a `const char *` of the program or as a text.
static std::string target(const FailOpenSite &Site) {
  ASTContext &Context = Site.Unit.context();
  const Values &Table = Site.Unit.values();
  const Event &Asked = *Site.Path.Asked;
  if (Asked.Kind != EventKind::LockFile) {
    const ValueDecl *D = Table.namedBy(Asked.Subject);
    return "\"" + (D ? D->getNameAsString() : std::string("lock")) + "\"";
  }
  if (const CallExpr *Call = Site.askingCall())
    if (std::string Found = pathIn(*Call, Context); !Found.empty())
      return Found;
  // The call that opened the descriptor, if it stands in this function.
  const ValueNode &Opened = Table[Table.core(
      Asked.SubjectValue != ValueId::None ? Asked.SubjectValue : Asked.Result)];
  if (Opened.Kind == ValueKind::Opaque && Opened.Context == ContextId::None)
    if (const auto *Call = llvm::dyn_cast_or_null<CallExpr>(
            static_cast<const Stmt *>(Opened.Anchor)))
      if (std::string Found = pathIn(*Call, Context); !Found.empty())
        return Found;
  return "\"lock file\"";
}

/// The error number that is known where the failure is told.
static std::string error(const FailOpenSite &Site) {
  const Event &Asked = *Site.Path.Asked;
  const VarDecl *Answer = Site.answerVariable();
  if (Asked.Ok == Success::Zero && !Asked.isSpliced() && Answer &&
      Answer->getType()->isIntegerType() && !Answer->getType()->isBooleanType())
    return Answer->getNameAsString();
  bool SetsErrno = Asked.Ok == Success::ZeroElseNegative ||
                   Asked.Kind == EventKind::LockFile;
  ASTContext &Context = Site.Unit.context();
  if (SetsErrno)
    for (llvm::StringRef Name : {"__errno_location", "__error", "_errno"})
      if (!Context.getTranslationUnitDecl()
               ->lookup(DeclarationName(&Context.Idents.get(Name)))
               .empty())
        return "errno";
  return "0";
}

Remedy reportFailure(const FailOpenSite &Site) {
  const FailOpenOptions &Options = Site.Options;
  if (Options.Handler.empty() || !Site.hasPlace())
    return {};
  ASTContext &Context = Site.Unit.context();
  EditList Edits(Context, Site.Path.Work->Site->getBeginLoc());
  Site.insert(Edits, {Options.Handler + "(" + target(Site) + ", " +
                      error(Site) + ");"});
  if (!Options.Header.empty()) {
    bool HasMarks = llvm::StringRef("<\"").contains(Options.Header.front());
    Edits.addInclude(HasMarks ? Options.Header : "\"" + Options.Header + "\"");
  } else if (const Decl *Outer = outermost(*Site.Path.Function);
             Outer && !isDeclaredBefore(Context, Options.Handler,
                                        Outer->getBeginLoc())) {
    if (llvm::isa<NamespaceDecl>(Outer) || llvm::isa<LinkageSpecDecl>(Outer) ||
        !Edits.addDeclarationBefore(*Outer, declaration(Options.Handler)))
      return {};
  }
  return {"report the failure through `" + Options.Handler +
              "`, so that each time is seen",
          Edits.take(), true};
}

} // namespace clang::toctou
