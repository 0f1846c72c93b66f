//===- Selection.cpp - Which functions are worth an analysis --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Summaries/Selection.h"
#include "Events/Initializer.h"
#include "Models/AcquisitionLookup.h"
#include "Models/ApiLookup.h"
#include "Models/DelayLookup.h"
#include "Support/SqlHint.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang::toctou {

namespace {

/// What one body names.
struct Mentions {
  const FunctionDecl *Function = nullptr;
  llvm::SmallPtrSet<const FunctionDecl *, 8> Callees;
  /// Enumerators and variables that it names.
  llvm::SmallPtrSet<const ValueDecl *, 8> Data;
  bool Begins = false;
};

class BodyCollector : public RecursiveASTVisitor<BodyCollector> {
public:
  BodyCollector(ASTContext &Context, ApiLookup &Lookup)
      : Context(Context), Sources(Context.getSourceManager()), Lookup(Lookup) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    // Bodies of system headers are nobody's code to mend.
    if (D->getLocation().isValid() && D->getDeclContext() &&
        D->getDeclContext()->isFileContext() &&
        Sources.isInSystemHeader(D->getLocation()))
      return true;
    if (auto *Var = llvm::dyn_cast<VarDecl>(D); Var && !Current)
      if (const FunctionDecl *Init = initializerOf(*Var, Context))
        return inside(Init,
                      [&] { return RecursiveASTVisitor::TraverseDecl(D); });
    auto *F = llvm::dyn_cast<FunctionDecl>(D);
    if (!F || !F->doesThisDeclarationHaveABody())
      return RecursiveASTVisitor::TraverseDecl(D);
    return inside(F, [&] { return RecursiveASTVisitor::TraverseDecl(D); });
  }

  bool TraverseLambdaExpr(LambdaExpr *E) {
    // The lambda's body is its own function; its creator mentions it too.
    const CXXMethodDecl *Operator = E->getCallOperator();
    if (Current)
      Current->Callees.insert(Operator->getCanonicalDecl());
    return inside(Operator,
                  [&] { return RecursiveASTVisitor::TraverseLambdaExpr(E); });
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = llvm::dyn_cast<FunctionDecl>(E->getDecl()))
      mention(*F);
    else if (Current && llvm::isa<EnumConstantDecl, VarDecl>(E->getDecl()))
      Current->Data.insert(llvm::cast<ValueDecl>(E->getDecl()));
    if (Current && E->getDecl()->getType()->isAtomicType())
      Current->Begins = true;
    return true;
  }
  bool VisitStringLiteral(StringLiteral *E) {
    if (E->getCharByteWidth() != 1 || !looksLikeSql(E->getString()))
      return true;
    NamesSql = true;
    if (Current)
      Current->Begins = true;
    if (Holder)
      Holders.insert(Holder);
    return true;
  }
  /// An entry of a table of statements: a key and a text.
  bool VisitInitListExpr(InitListExpr *E) {
    const EnumConstantDecl *Key = nullptr;
    const Expr *Text = nullptr;
    for (const Expr *Init : E->inits()) {
      const Expr *Inner = Init->IgnoreImplicit()->IgnoreParenCasts();
      if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Inner)) {
        if (const auto *Each = llvm::dyn_cast<EnumConstantDecl>(Ref->getDecl());
            Each && !Key)
          Key = Each;
      } else if (const auto *Literal = llvm::dyn_cast<StringLiteral>(Inner);
                 Literal && Literal->getCharByteWidth() == 1 &&
                 looksLikeSql(Literal->getString()))
        Text = Literal;
    }
    if (Key && Text)
      Tabulated.try_emplace(Key, Text);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = llvm::dyn_cast<FunctionDecl>(E->getMemberDecl()))
      mention(*F);
    else if (const auto *Field = llvm::dyn_cast<FieldDecl>(E->getMemberDecl()))
      if (Current && !Current->Begins)
        Current->Begins |=
            Field->getType()->isAtomicType() ||
            Lookup.record(*Field->getParent()).HandOver != nullptr;
    return true;
  }
  bool VisitAtomicExpr(AtomicExpr *) {
    if (Current)
      Current->Begins = true;
    return true;
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    if (Current && (E->getCastKind() == CK_AtomicToNonAtomic ||
                    E->getCastKind() == CK_NonAtomicToAtomic))
      Current->Begins = true;
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    mention(*E->getConstructor());
    return true;
  }
  bool VisitVarDecl(VarDecl *D) {
    Holder = D->hasGlobalStorage() ? D : nullptr;
    if (const CXXRecordDecl *R = D->getType()->getAsCXXRecordDecl();
        R && R->hasDefinition())
      if (const CXXDestructorDecl *Dtor = R->getDestructor())
        mention(*Dtor);
    return true;
  }

  std::vector<std::unique_ptr<Mentions>> Bodies;
  bool NamesSql = false;
  llvm::DenseMap<const EnumConstantDecl *, const Expr *> Tabulated;
  /// Variables whose initialisers hold statements of SQL.
  llvm::SmallPtrSet<const ValueDecl *, 8> Holders;

private:
  template <class Visit> bool inside(const FunctionDecl *F, Visit Walk) {
    Mentions *Outer = Current;
    if (!F->isDependentContext()) {
      Bodies.push_back(std::make_unique<Mentions>());
      Current = Bodies.back().get();
      Current->Function = F;
      for (const FunctionDecl *D = F; D; D = D->getPreviousDecl())
        Current->Begins |= D->hasAttr<RequiresCapabilityAttr>();
    }
    bool Continue = Walk();
    Current = Outer;
    return Continue;
  }

  void mention(const FunctionDecl &F) {
    if (!Current)
      return;
    Current->Callees.insert(F.getCanonicalDecl());
    if (Current->Begins)
      return;
    Current->Begins = concerns(F);
  }

  bool concerns(const FunctionDecl &F) {
    auto [It, New] = Known.try_emplace(F.getCanonicalDecl(), false);
    if (!New)
      return It->second;
    bool Does = false;
    if (F.hasAttrs())
      Does = F.hasAttr<AcquireCapabilityAttr>() ||
             F.hasAttr<ReleaseCapabilityAttr>() ||
             F.hasAttr<TryAcquireCapabilityAttr>();
    if (const auto *M = llvm::dyn_cast<CXXMethodDecl>(&F))
      Does |= Lookup.record(*M->getParent()).IsAtomic;
    const CallModel &Model = Lookup.call(F);
    const AcquisitionModel &Acquires = Lookup.acquisitions().call(F);
    Does |= Acquires.Command ||
            (Acquires.File && Acquires.File->Effect == FileLockEffect::Try);
    Does |= llvm::any_of(Model.Paths,
                         [](const PathApi *P) { return looksUp(P->Deed); });
    Does |= Model.Lock || Model.LockedCall || !Model.Net.empty() ||
            !Model.HandOver.empty() || Model.Atomic ||
            (Model.Step && Model.LocksItself);
    if (const auto *Ctor = llvm::dyn_cast<CXXConstructorDecl>(&F)) {
      const ClassModel &Class = Lookup.record(*Ctor->getParent());
      Does |= Class.Guard || Class.IsSocket ||
              (Class.HandOver && Class.HandOver->Kind != HandOverKind::Client);
    }
    return Known[F.getCanonicalDecl()] = Does;
  }

  ASTContext &Context;
  const SourceManager &Sources;
  ApiLookup &Lookup;
  Mentions *Current = nullptr;
  const VarDecl *Holder = nullptr;
  llvm::DenseMap<const FunctionDecl *, bool> Known;
};

} // namespace

Selection selectFunctions(ASTContext &Context, ApiLookup &Lookup) {
  BodyCollector Collector(Context, Lookup);
  for (Decl *D : Context.getTraversalScope())
    Collector.TraverseDecl(D);
  llvm::DenseMap<const FunctionDecl *, Mentions *> ByFunction;
  for (auto &Body : Collector.Bodies)
    ByFunction[Body->Function->getCanonicalDecl()] = Body.get();
  // Callers of what concerns us concern us, transitively.
  llvm::DenseMap<const FunctionDecl *, std::vector<Mentions *>> Callers;
  std::vector<Mentions *> Pending;
  for (auto &Body : Collector.Bodies) {
    for (const FunctionDecl *Callee : Body->Callees)
      Callers[Callee].push_back(Body.get());
    for (const ValueDecl *D : Body->Data) {
      const auto *Key = llvm::dyn_cast<EnumConstantDecl>(D);
      Body->Begins |= Collector.Holders.contains(D) ||
                      (Key && Collector.Tabulated.contains(Key));
    }
    if (Body->Begins)
      Pending.push_back(Body.get());
  }
  while (!Pending.empty()) {
    Mentions *Body = Pending.back();
    Pending.pop_back();
    for (Mentions *Caller : Callers[Body->Function->getCanonicalDecl()])
      if (!Caller->Begins) {
        Caller->Begins = true;
        Pending.push_back(Caller);
      }
  }
  Selection Chosen;
  Chosen.Definitions = Collector.Bodies.size();
  Chosen.NamesSql = Collector.NamesSql;
  Chosen.Tabulated = std::move(Collector.Tabulated);
  for (auto &Body : Collector.Bodies)
    if (Body->Begins)
      Chosen.Functions.push_back(Body->Function);
  return Chosen;
}

} // namespace clang::toctou
