//===- WrittenStep.cpp - How a step of an atomic is written ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/WrittenStep.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// The text of \p E; of a macro's argument, as it is written there.
std::string written(const Expr &E, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(E.getSourceRange()), Sources,
      Context.getLangOpts());
  return Range.isInvalid()
             ? std::string()
             : Lexer::getSourceText(Range, Sources, Context.getLangOpts())
                   .str();
}

static QualType valueTypeOf(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (const auto *Atomic = T->getAs<AtomicType>())
    return Atomic->getValueType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (const auto *Spec =
          llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(R))
    if (Spec->getTemplateArgs().size() > 0 &&
        Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return Spec->getTemplateArgs()[0].getAsType();
  return R ? QualType() : T;
}

/// A C11 macro or a builtin.
static std::optional<WrittenStep> builtinStep(const AtomicExpr &E, bool IsStore,
                                              const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  WrittenStep Step;
  Step.Object = written(*E.getPtr(), Context);
  Step.Type = valueTypeOf(E.getPtr()->getType());
  if (IsStore) {
    Step.ValueExpr = E.getVal1();
    Step.Value = written(*E.getVal1(), Context);
  }
  if (!E.getBeginLoc().isMacroID()) {
    if (E.getOp() != AtomicExpr::AO__atomic_load_n &&
        E.getOp() != AtomicExpr::AO__atomic_store_n)
      return std::nullopt;
    Step.How = Spelling::Builtin;
    Step.Range = E.getSourceRange();
    return Step;
  }
  // The whole of a macro that a system header defines.
  CharSourceRange Whole = Sources.getExpansionRange(E.getSourceRange());
  SourceLocation Spelled = Sources.getSpellingLoc(E.getBeginLoc());
  llvm::StringRef Name = Lexer::getImmediateMacroName(E.getBeginLoc(), Sources,
                                                      Context.getLangOpts());
  if (!Sources.isInSystemHeader(Spelled) ||
      (Name != "atomic_load" && Name != "atomic_store") ||
      Whole.getBegin().isMacroID())
    return std::nullopt;
  Step.How = Spelling::C11;
  Step.Range = Whole.getAsRange();
  return Step;
}

/// The load or the store at \p Site, as it is written.
std::optional<WrittenStep> writtenStep(const Stmt &Site, bool IsStore,
                                       const ASTContext &Context) {
  if (const auto *Atomic = llvm::dyn_cast<AtomicExpr>(&Site))
    return builtinStep(*Atomic, IsStore, Context);
  WrittenStep Step;
  Step.Range = Site.getSourceRange();
  if (Step.Range.getBegin().isMacroID() || Step.Range.getEnd().isMacroID())
    return std::nullopt;
  auto FromObject = [&](const Expr *Object, bool IsArrow) {
    Step.Object = written(*Object->IgnoreImplicit(), Context);
    Step.Access = IsArrow ? "->" : ".";
    Step.Type = valueTypeOf(Object->getType());
    const Expr *Bare = Object->IgnoreParenImpCasts();
    if (llvm::isa<CXXThisExpr>(Bare) ||
        (IsArrow ? false
                 : !llvm::isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr,
                              CallExpr>(Bare)))
      Step.Object.clear();
  };
  if (const auto *Assign = llvm::dyn_cast<CXXOperatorCallExpr>(&Site)) {
    if (!IsStore || Assign->getOperator() != OO_Equal)
      return std::nullopt;
    FromObject(Assign->getArg(0), false);
    Step.ValueExpr = Assign->getArg(1);
  } else if (const auto *Plain = llvm::dyn_cast<BinaryOperator>(&Site)) {
    Step.How = Spelling::Plain;
    Step.Object = written(*Plain->getLHS(), Context);
    Step.Type = valueTypeOf(Plain->getLHS()->getType());
    Step.ValueExpr = Plain->getRHS();
  } else if (const auto *Read = llvm::dyn_cast<ImplicitCastExpr>(&Site)) {
    Step.How = Spelling::Plain;
    Step.Object = written(*Read->getSubExpr(), Context);
    Step.Type = valueTypeOf(Read->getSubExpr()->getType());
  } else if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(&Site)) {
    const auto *Member = llvm::dyn_cast<MemberExpr>(Call->getCallee());
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Member || !Method)
      return std::nullopt;
    FromObject(Member->getBase(), Member->isArrow());
    if (Method->getIdentifier() && !Method->getParent()->isInStdNamespace())
      Step.How = Spelling::QtMethod;
    if (IsStore) {
      if (Call->getNumArgs() == 0)
        return std::nullopt;
      Step.ValueExpr = Call->getArg(0);
    }
    for (unsigned I = IsStore; I < Call->getNumArgs(); ++I)
      Step.IsOrdered |= !llvm::isa<CXXDefaultArgExpr>(Call->getArg(I));
  } else {
    return std::nullopt;
  }
  if (Step.ValueExpr)
    Step.Value = written(*Step.ValueExpr->IgnoreImplicit(), Context);
  return Step;
}

/// A read-modify-write in the spelling of \p Step; empty if it has none.
std::string oneStep(const WrittenStep &Step, llvm::StringRef Operation,
                    llvm::StringRef Value, bool Orders, bool BothRelaxed) {
  std::string Op = Operation.str(), V = Value.str();
  switch (Step.How) {
  case Spelling::Method: {
    std::string Order = !Orders ? ""
                                : (BothRelaxed ? ", std::memory_order_relaxed"
                                               : ", std::memory_order_acq_rel");
    return Step.Object + Step.Access + Op + "(" + V + Order + ")";
  }
  case Spelling::QtMethod: {
    std::string Name = Op == "exchange"    ? "fetchAndStoreOrdered"
                       : Op == "fetch_add" ? "fetchAndAddOrdered"
                       : Op == "fetch_sub" ? "fetchAndSubOrdered"
                                           : "";
    return Name.empty() ? "" : Step.Object + Step.Access + Name + "(" + V + ")";
  }
  case Spelling::C11:
    return "atomic_" + Op + "(" + Step.Object + ", " + V + ")";
  case Spelling::Builtin:
    return "__atomic_" + Op + (Op == "exchange" ? "_n(" : "(") + Step.Object +
           ", " + V + ", __ATOMIC_SEQ_CST)";
  case Spelling::Plain:
    // The macros take the address.
    return {};
  }
  return {};
}

} // namespace clang::toctou
