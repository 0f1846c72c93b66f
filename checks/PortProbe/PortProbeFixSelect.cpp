//===- PortProbeFixSelect.cpp - Let a builder report the selected port --===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFixSite.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// \p E, or the text that a conversion makes of it.
static const Expr *asText(const Expr *E, const BodyIndex &Body) {
  const auto *Call = llvm::dyn_cast_or_null<CallExpr>(Body.parent(E));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() &&
                 Callee->getName() == "to_string" && Call->getNumArgs() == 1
             ? Call
             : E;
}

/// The operand of `+` or `<<` that stands just before \p Text, or null.
static const Expr *before(const Expr *Text, const BodyIndex &Body) {
  const Stmt *Up = Body.parent(Text);
  while (llvm::isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr,
                               CXXBindTemporaryExpr>(Up))
    Up = Body.parent(Up);
  const auto *Join = llvm::dyn_cast_or_null<CXXOperatorCallExpr>(Up);
  if (!Join || Join->getNumArgs() != 2 ||
      (Join->getOperator() != OO_Plus && Join->getOperator() != OO_LessLess) ||
      !Body.isWithin(Text, Join->getArg(1)))
    return nullptr;
  const Expr *Left = bareExpr(Join->getArg(0));
  while (const auto *Inner = llvm::dyn_cast<CXXOperatorCallExpr>(Left)) {
    if (Inner->getOperator() != Join->getOperator() || Inner->getNumArgs() != 2)
      break;
    Left = bareExpr(Inner->getArg(1));
  }
  return Left;
}

/// Writes 0 into the text; into the literal before it, if there is one.
static void writeZero(const NumberSite &Site, EditList &Edits) {
  const Expr *Text = asText(Site.Slot, Site.Body);
  const Expr *Left = before(Text, Site.Body);
  if (const auto *Literal = llvm::dyn_cast_or_null<StringLiteral>(Left)) {
    std::string Written = Site.textOf(*Literal);
    if (Literal->getNumConcatenated() == 1 && Written.size() > 1 &&
        Written.front() == '"') {
      Written.back() = '0';
      Written += '"';
      Edits.replace({Literal->getBeginLoc(), Text->getEndLoc()}, Written);
      return;
    }
  }
  llvm::StringRef Zero = Text != Site.Slot ? "\"0\"" : "0";
  Edits.replace(Text->getSourceRange(), Zero);
}

/// The statement of the block in which the builder starts its server.
static const Stmt *startOf(const NumberSite &Site) {
  for (const Stmt *S : Site.Block->body()) {
    if (S->getBeginLoc() <= Site.UseStatement->getBeginLoc())
      continue;
    llvm::SmallVector<const Stmt *, 16> Pending = {S};
    while (!Pending.empty()) {
      const Stmt *Inner = Pending.pop_back_val();
      if (!Inner)
        continue;
      if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Inner))
        if (Call->getMethodDecl() && Call->getMethodDecl()->getIdentifier() &&
            Call->getMethodDecl()->getName() == "BuildAndStart")
          return S;
      Pending.append(Inner->child_begin(), Inner->child_end());
    }
  }
  return nullptr;
}

Remedy selectZero(NumberSite &Site) {
  const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Site.Port.Use->Site);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Method->getIdentifier() ||
      Method->getName() != "AddListeningPort" || Call->getNumArgs() < 2)
    return {};
  if (Site.Bearer)
    for (const Expr *Ref : Site.Body.references(*Site.Bearer)) {
      const Stmt *S = Site.Body.childOf(*Site.Block, Ref);
      if (S != Site.UseStatement && !Site.Body.isWithin(Site.Slot, S) &&
          Ref->getExprLoc() > Site.Slot->getExprLoc())
        return {};
    }
  EditList Edits(Site.Context, Call->getBeginLoc());
  writeZero(Site, Edits);
  if (Site.Number && Site.Readers.empty() && Site.OnFailure.empty()) {
    Site.removeProbe(Edits, false);
  } else if (Site.Number) {
    const auto *Learned = llvm::dyn_cast<DeclStmt>(Site.Learned);
    const Stmt *Start = startOf(Site);
    const Expr *Last = Call->getArg(1);
    bool Reports = Call->getNumArgs() == 3 &&
                   llvm::isa<CXXDefaultArgExpr>(Call->getArg(2)) &&
                   Method->getParamDecl(2)->getType()->isPointerType();
    if (!Learned || !Start || !Reports || !Site.OnFailure.empty() ||
        Site.Port.Window->Site != Site.Port.Check->Site ||
        !Site.Context.hasSameUnqualifiedType(Site.Number->getType(),
                                             Site.Context.IntTy))
      return {};
    for (const Expr *Reader : Site.Readers)
      if (Reader->getExprLoc() < Start->getEndLoc())
        return {};
    std::string Name = Site.Number->getNameAsString();
    Site.removeTests(Edits);
    Edits.replace(Learned->getSourceRange(), "int " + Name + " = 0;");
    Edits.insertAfter(Last->getEndLoc(), ", &" + Name);
  }
  Remedy Found{"listen on port 0 and let the builder report the port it got",
               Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
