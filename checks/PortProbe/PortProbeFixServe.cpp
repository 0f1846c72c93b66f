//===- PortProbeFixServe.cpp - Let a server choose, and ask it ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFixSite.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// The public const method \p Name of \p Class or a base, without arguments.
static const CXXMethodDecl *getterOf(const CXXRecordDecl &Class,
                                     llvm::StringRef Name) {
  if (!Class.hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : Class.methods())
    if (M->getIdentifier() && M->getName() == Name && M->isConst() &&
        M->getAccess() == AS_public && M->getMinRequiredArguments() == 0)
      return M;
  for (const CXXBaseSpecifier &Base : Class.bases())
    if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
      if (Base.getAccessSpecifier() == AS_public)
        if (const CXXMethodDecl *M = getterOf(*B, Name))
          return M;
  return nullptr;
}

std::string portGetter(const CXXRecordDecl &Class) {
  for (llvm::StringRef Name :
       {"serverPort", "localPort", "local_port", "getPort", "get_port", "port",
        "Port", "GetPort", "listenPort", "listen_port", "getListenPort",
        "listeningPort", "listening_port", "boundPort", "bound_port",
        "actual_port", "actualPort", "selected_port"})
    if (const CXXMethodDecl *M = getterOf(Class, Name))
      if (M->getReturnType()->isIntegerType())
        return (Name + "()").str();
  for (llvm::StringRef Name : {"local_endpoint", "localEndpoint",
                               "local_address", "localAddress", "address"})
    if (const CXXMethodDecl *M = getterOf(Class, Name)) {
      QualType T = M->getReturnType().getNonReferenceType();
      const CXXRecordDecl *Address = T->getAsCXXRecordDecl();
      if (Address && getterOf(*Address, "port"))
        return (Name + "().port()").str();
    }
  return {};
}

namespace {

/// The object that listens, as later code can name it.
struct Server {
  std::string Text; ///< With the `.` or `->`.
  const CXXRecordDecl *Class = nullptr;
};

} // namespace

/// The class that a smart pointer of type \p T points to, or null.
static const CXXRecordDecl *pointee(QualType T) {
  const auto *Pointer = llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (T->isPointerType())
    return T->getPointeeCXXRecordDecl();
  if (!Pointer || !Pointer->isInStdNamespace() ||
      Pointer->getTemplateArgs().size() == 0 ||
      !llvm::StringRef(Pointer->getName()).ends_with("_ptr") ||
      Pointer->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return Pointer->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

static Server serverOf(const NumberSite &Site) {
  const Stmt *Use = Site.Port.Use->Site;
  if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Use)) {
    const auto *Callee = llvm::dyn_cast<MemberExpr>(Call->getCallee());
    const Expr *Object = Call->getImplicitObjectArgument();
    if (!Callee || Callee->isImplicitAccess())
      return {};
    return {Site.textOf(*Callee->getBase()) + (Callee->isArrow() ? "->" : "."),
            Callee->isArrow() ? Object->getType()->getPointeeCXXRecordDecl()
                              : Object->getType()->getAsCXXRecordDecl()};
  }
  // An object that is constructed with the number.
  if (const auto *D = llvm::dyn_cast<DeclStmt>(Site.UseStatement)) {
    const auto *V = D->isSingleDecl()
                        ? llvm::dyn_cast<VarDecl>(D->getSingleDecl())
                        : nullptr;
    if (!V || !V->getInit())
      return {};
    if (bareExpr(V->getInit()) == bareExpr(Use) &&
        llvm::isa<CXXConstructExpr>(Use))
      return {V->getNameAsString() + ".", V->getType()->getAsCXXRecordDecl()};
    if (const CXXRecordDecl *Class = pointee(V->getType()))
      return {V->getNameAsString() + "->", Class};
    return {};
  }
  const auto *Assign =
      llvm::dyn_cast_or_null<CXXOperatorCallExpr>(bareExpr(Site.UseStatement));
  if (!Assign || !Assign->isAssignmentOp())
    return {};
  if (const CXXRecordDecl *Class = pointee(Assign->getArg(0)->getType()))
    return {Site.textOf(*Assign->getArg(0)) + "->", Class};
  return {};
}

/// True if the number is part of a pair that the probe looked for: then 0
/// would give up what it found.
static bool isParticular(const NumberSite &Site) {
  const auto *Call = llvm::dyn_cast<CallExpr>(Site.Port.Check->Site);
  const FunctionDecl *Helper = Call ? Call->getDirectCallee() : nullptr;
  if (!Helper || !Helper->getBody())
    return false;
  llvm::SmallVector<const Stmt *, 16> Pending = {Helper->getBody()};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    if (const auto *Operator = llvm::dyn_cast<BinaryOperator>(S))
      if (Operator->getOpcode() == BO_Rem)
        return true;
    Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

Remedy serveZero(NumberSite &Site) {
  const Event &Use = *Site.Port.Use;
  bool Binds = Use.Kind == EventKind::Bind;
  if (!Binds &&
      (Use.Kind != EventKind::HandOver || Use.HandOver != HandOverKind::Server))
    return {};
  if (isParticular(Site))
    return {};
  Server Live = serverOf(Site);
  if (!Live.Class)
    return {};
  std::string Getter = portGetter(*Live.Class);
  if (Getter.empty())
    return {};
  // Who asks the bearer for the port after the use asks a bearer of 0.
  if (Site.Bearer)
    for (const Expr *Ref : Site.Body.references(*Site.Bearer))
      if (Ref->getExprLoc() > Use.Site->getEndLoc())
        return {};

  EditList Edits(Site.Context, Use.Site->getBeginLoc());
  Edits.replace(Site.Slot->getSourceRange(), "0");
  std::string Ask = Live.Text + Getter;
  if (Binds) {
    const Stmt *Anchor = Site.succeeded();
    if (!Anchor)
      return {};
    Site.removeProbe(Edits, Site.mustKeepVariable());
    Site.readBack(Edits, *Anchor, Ask);
  } else {
    // The server may bind later: its readers ask it when they need to know.
    if (!Site.OnFailure.empty() || Site.mustKeepVariable())
      return {};
    Site.removeProbe(Edits, false);
    for (const Expr *Reader : Site.Readers)
      Edits.replace(Reader->getSourceRange(), Ask);
  }
  Remedy Found;
  Found.Text =
      Binds ? "bind port 0 and read the number back with `" + Ask + "`"
            : "hand over port 0, let the server choose, and ask `" + Ask + "`";
  Found.Edits = Edits.take();
  Found.KeepsBehaviour = Binds;
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
