//===- FailOpenLockFixClose.cpp - Leave where the lock was not got --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockFixSite.h"
#include "Fixes/EditList.h"
#include "Models/ApiLookup.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

/// What a body does where it ends.
class EndsOfBody : public RecursiveASTVisitor<EndsOfBody> {
public:
  std::vector<const ReturnStmt *> Returns;
  std::vector<const CallExpr *> Calls;
  bool Jumps = false;

  bool VisitReturnStmt(ReturnStmt *S) {
    Returns.push_back(S);
    return true;
  }
  bool VisitGotoStmt(GotoStmt *) {
    Jumps = true;
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    Calls.push_back(E);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
};

} // namespace

/// The variable that \p E names, or null.
static const VarDecl *variableOf(const Expr *E) {
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The statement by which the function closes the file of the lock, without
/// its semicolon; empty if it does not.
static std::string closing(const FailOpenSite &Site, const EndsOfBody &Ends) {
  const CallExpr *Asking = Site.askingCall();
  if (!Asking || Site.Path.Asked->Kind != EventKind::LockFile)
    return {};
  for (const CallExpr *Call : Ends.Calls) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || Call->getNumArgs() != 1 ||
        Site.Body.statementOf(Call) != Call)
      continue;
    bool Closes = llvm::any_of(
        Site.Unit.lookup().call(*Callee).Net,
        [](const NetApi *Row) { return Row->Effect == NetEffect::Close; });
    const VarDecl *Closed = variableOf(Call->getArg(0));
    if (!Closes || !Closed || !Closed->hasLocalStorage())
      continue;
    if (llvm::any_of(Asking->arguments(), [&](const Expr *Argument) {
          return variableOf(Argument) == Closed;
        }))
      return textOf(*Call, Site.Unit.context(), 80);
  }
  return {};
}

/// The statement that leaves \p F with an error; empty if none is known.
static std::string leaving(const FunctionDecl &F, const EndsOfBody &Ends,
                           ASTContext &Context) {
  if (llvm::isa<CXXConstructorDecl>(F) || llvm::isa<CXXDestructorDecl>(F))
    return {};
  QualType T = F.getReturnType();
  if (T->isVoidType())
    return "return;";
  if (T->isBooleanType())
    return "return false;";
  // A number or another constant by which the function fails elsewhere.
  std::string Zero;
  for (const ReturnStmt *S : Ends.Returns) {
    const Expr *E = S->getRetValue();
    Expr::EvalResult Number;
    if (!E || E->isValueDependent() || E->getBeginLoc().isMacroID())
      continue;
    std::string Text = textOf(*E, Context);
    if (T->isPointerType() &&
        E->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull))
      return "return " + Text + ";";
    if (T->isIntegralOrEnumerationType() && E->EvaluateAsInt(Number, Context)) {
      int64_t N = Number.Val.getInt().getExtValue();
      if (N < 0 || (F.isMain() && N > 0))
        return "return " + Text + ";";
    }
    if (T->isRecordType() && (Text == "{}" || Text == "std::nullopt"))
      return "return " + Text + ";";
  }
  if (T->isPointerType())
    return Context.getLangOpts().CPlusPlus ? "return nullptr;" : "return 0;";
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (R && R->getIdentifier() && R->getName() == "optional")
    return "return {};";
  if (F.isMain())
    return "return 1;";
  return {};
}

/// The statements that leave, or none.
static std::vector<std::string> leavingLines(const FailOpenSite &Site) {
  EndsOfBody Ends;
  Ends.TraverseStmt(Site.Path.Function->getBody());
  if (Ends.Jumps)
    return {}; // It cleans up where its labels stand.
  std::string Leave = leaving(*Site.Path.Function, Ends, Site.Unit.context());
  if (Leave.empty())
    return {};
  std::vector<std::string> Lines;
  if (std::string Close = closing(Site, Ends); !Close.empty())
    Lines.push_back(Close + ";");
  Lines.push_back(Leave);
  return Lines;
}

Remedy failClosed(const FailOpenSite &Site) {
  if (!Site.hasPlace())
    return {};
  std::vector<std::string> Lines = leavingLines(Site);
  if (Lines.empty())
    return {};
  EditList Edits(Site.Unit.context(), Site.Path.Work->Site->getBeginLoc());
  Site.insert(Edits, Lines);
  Remedy Found{"leave before the work where the lock was not got", Edits.take(),
               false};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
