//===- PlaceFlow.cpp - The flow through memory ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

namespace clang::toctou {

static bool keepsIdentity(CastKind Kind) {
  switch (Kind) {
  case CK_LValueToRValue:
  case CK_ArrayToPointerDecay:
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
  case CK_LValueToRValueBitCast:
    return false;
  default:
    return true;
  }
}

const Expr *peel(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    if (const auto *Paren = llvm::dyn_cast<ParenExpr>(E))
      E = Paren->getSubExpr();
    else if (const auto *Full = llvm::dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *Bound = llvm::dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr();
    else if (const auto *Made = llvm::dyn_cast<MaterializeTemporaryExpr>(E))
      E = Made->getSubExpr();
    else if (const auto *List = llvm::dyn_cast<CXXStdInitializerListExpr>(E))
      E = List->getSubExpr();
    else if (const auto *Argument = llvm::dyn_cast<CXXDefaultArgExpr>(E))
      E = Argument->getExpr();
    else if (const auto *Init = llvm::dyn_cast<CXXDefaultInitExpr>(E))
      E = Init->getExpr();
    else if (const auto *Subst =
                 llvm::dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = Subst->getReplacement();
    else if (const auto *Opaque = llvm::dyn_cast<OpaqueValueExpr>(E)) {
      if (Opaque->getSourceExpr())
        E = Opaque->getSourceExpr();
    } else if (const auto *Rewritten =
                   llvm::dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = Rewritten->getSemanticForm();
    else if (const auto *Cast = llvm::dyn_cast<CastExpr>(E)) {
      if (keepsIdentity(Cast->getCastKind()))
        E = Cast->getSubExpr();
    } else if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(E)) {
      if (Construct->isElidable() && Construct->getNumArgs() > 0 &&
          Construct->getArg(0)->isPRValue())
        E = Construct->getArg(0);
      else if (Construct->isElidable() && Construct->getNumArgs() > 0 &&
               llvm::isa<MaterializeTemporaryExpr>(Construct->getArg(0)))
        E = Construct->getArg(0);
    } else if (const auto *List = llvm::dyn_cast<InitListExpr>(E)) {
      // `T x{value}` of a scalar, `T x{other}` of the same class.
      if (List->isTransparent())
        E = List->getInit(0);
    }
    if (E == Before)
      return E;
  }
  return E;
}

const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsCXXRecordDecl();
}

bool FlowBuilder::isText(QualType T) const {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  if (const auto *Array = T->getAsArrayTypeUnsafe())
    return Array->getElementType()->isAnyCharacterType();
  if (T->isPointerType())
    return T->getPointeeType()->isAnyCharacterType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && Lookup.record(*R).IsText;
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

bool FlowBuilder::isShared(PlaceId P) const {
  PlaceId Root = Table.root(P);
  const PlaceNode &N = Table[Root];
  switch (N.Kind) {
  case PlaceKind::Variable: {
    const auto *Var = static_cast<const VarDecl *>(N.Anchor);
    if (Var->hasLocalStorage() || Var->getTLSKind() != VarDecl::TLS_None)
      return false;
    if (Root == P && Var->getType().isConstQualified())
      return false;
    break;
  }
  case PlaceKind::Pointee:
    break;
  case PlaceKind::This:
  case PlaceKind::Object:
  case PlaceKind::Field:
  case PlaceKind::Element:
    return false;
  }
  const FieldDecl *F = Table.fieldOf(P);
  return !F || !F->getType().isConstQualified();
}

ValueId FlowBuilder::readQuietly(PlaceId P) {
  return Env.read(Table, P, portField());
}

ValueId FlowBuilder::readPlace(PlaceId P, const Stmt *Site) {
  // `*(c ? &a : &b)`: whichever it is, it is read here.
  const PlaceNode &N = Table[P];
  ValueId Pointer =
      N.Kind == PlaceKind::Pointee ? Table.core(N.Value) : ValueId::None;
  if (Pointer != ValueId::None && Table[Pointer].Kind == ValueKind::Phi &&
      !Env.bindings().count(P)) {
    auto Inputs = llvm::to_vector(Table.phiInputs(Pointer));
    bool AreKnown = !Inputs.empty() && llvm::all_of(Inputs, [&](auto &Arrival) {
      auto To = Table.asAddress(Arrival.second);
      return To && !Table.isWithin(*To, P);
    });
    if (AreKnown) {
      ValueId Choice = Table.phi(Site, P, Table[Pointer].Context);
      for (const auto &[Key, Input] : Inputs)
        Table.setPhiInput(Choice, Key,
                          readPlace(*Table.asAddress(Input), Site));
      return Choice;
    }
  }
  ValueId V = readQuietly(P);
  if (!isShared(P))
    return V;
  ValueId Layered = Table.read(V, Site);
  Event &E = emit(EventKind::Read, Site);
  E.Subject = P;
  E.Operands = {Layered};
  describeRead(E, P, Site);
  return Layered;
}

void FlowBuilder::writePlace(PlaceId P, ValueId V, const Stmt *Site,
                             bool Opaque) {
  PlaceNode N = Table[P];
  if (N.Kind == PlaceKind::Element) {
    // One element of many: the whole bears what is put into it.
    PlaceId Whole = N.Parent;
    putInto(Whole, {V}, Site);
    return;
  }
  Env.write(Table, P, V);
  if (N.Kind != PlaceKind::Field && !isShared(P))
    return;
  Event &E = emit(EventKind::Write, Site);
  E.Subject = P;
  E.Operands = {V};
  E.Opaque = Opaque;
  if (N.Kind != PlaceKind::Field)
    return;
  const auto *F = static_cast<const FieldDecl *>(N.Anchor);
  const ClassModel &Model = Lookup.record(*F->getParent());
  if (!Model.HandOver || Model.HandOver->Kind == HandOverKind::Client)
    return;
  // A method of the class itself only remembers the number.
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&Function);
  if (Method && Method->getParent()->getCanonicalDecl() ==
                    F->getParent()->getCanonicalDecl())
    return;
  if (const auto *R = llvm::dyn_cast<CXXRecordDecl>(F->getParent());
      R && Model.HandOver->Kind == HandOverKind::Server &&
      Summaries.isWhollyVisible(*R))
    return;
  Event &Over = emit(EventKind::HandOver, Site);
  Over.Subject = P;
  Over.Operands = {V};
  Over.HandOver = Model.HandOver->Kind;
  Over.ByName = true;
}

void FlowBuilder::putInto(PlaceId P, llvm::ArrayRef<ValueId> Added,
                          const Stmt *Site, bool Opaque) {
  llvm::SmallVector<ValueId, 4> Inputs = {readQuietly(P)};
  Inputs.append(Added.begin(), Added.end());
  ValueId V = Table.derived(Derivation::Put, Inputs);
  Env.write(Table, P, V);
  if (!isShared(P))
    return;
  Event &E = emit(EventKind::Write, Site);
  E.Subject = P;
  E.Operands = {V};
  E.Opaque = Opaque;
}

/// True if \p V is a reference, or a pointer to an object, that was passed in.
bool FlowBuilder::isHandle(ValueId V) const {
  const ValueNode &N = Table[Table.core(V)];
  if (N.Kind != ValueKind::Initial)
    return false;
  const PlaceNode &P = Table[N.At];
  if (P.Kind != PlaceKind::Variable)
    return false;
  QualType T = static_cast<const VarDecl *>(P.Anchor)->getType();
  return T->isReferenceType() ||
         (T->isPointerType() && T->getPointeeType()->isRecordType());
}

ValueId FlowBuilder::content(ValueId V, const Stmt *Site) {
  for (unsigned Steps = 0; Steps < 3; ++Steps) {
    auto P = Table.asAddress(V);
    if (!P) {
      // A handle to an object that something was put into.
      PlaceId To = Table.pointee(V);
      auto Held = Env.bindings().find(To);
      if (Held != Env.bindings().end())
        return Held->second;
      if (Table[Table.core(V)].Kind == ValueKind::Phi)
        if (ValueId Chosen = readQuietly(To);
            Table[Chosen].Kind == ValueKind::Phi)
          return Chosen;
      return isHandle(V) ? readQuietly(To) : V;
    }
    (void)Site;
    V = readQuietly(*P);
  }
  return V;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

PlaceId FlowBuilder::variablePlace(const ValueDecl &D) {
  if (const auto *Binding = llvm::dyn_cast<BindingDecl>(&D)) {
    if (const VarDecl *Holding = Binding->getHoldingVar())
      return variablePlace(*Holding);
    if (const Expr *E = Binding->getBinding())
      return place(E);
    return PlaceId::None;
  }
  const auto *Var = llvm::dyn_cast<VarDecl>(&D);
  if (!Var)
    return PlaceId::None;
  PlaceId P = Table.variable(Var);
  if (!Var->getType()->isReferenceType())
    return P;
  return Table.pointee(readQuietly(P));
}

PlaceId FlowBuilder::place(const Expr *E) {
  E = peel(E);
  if (++Depth > 200) {
    --Depth;
    return Table.object(E);
  }
  PlaceId P = computePlace(E);
  --Depth;
  return P == PlaceId::None ? Table.object(E) : P;
}

PlaceId FlowBuilder::computePlace(const Expr *E) {
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
    return variablePlace(*Ref->getDecl());
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(E)) {
    if (const auto *Var = llvm::dyn_cast<VarDecl>(Member->getMemberDecl()))
      return variablePlace(*Var);
    const auto *F = llvm::dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!F)
      return PlaceId::None;
    PlaceId Base = Member->isArrow() ? Table.pointee(value(Member->getBase()))
                                     : place(Member->getBase());
    PlaceId P = Table.field(Base, F);
    if (F->getType()->isReferenceType())
      return Table.pointee(readQuietly(P));
    return P;
  }
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E);
      Unary && E->isGLValue()) {
    if (Unary->getOpcode() == UO_Deref)
      return Table.pointee(value(Unary->getSubExpr()));
    return place(Unary->getSubExpr());
  }
  if (const auto *Index = llvm::dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = peel(Index->getBase());
    PlaceId Whole;
    const auto *Decay = llvm::dyn_cast<ImplicitCastExpr>(Base);
    if (Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
      Whole = place(Decay->getSubExpr());
    else
      Whole = Table.pointee(value(Base));
    return Table.element(Whole, value(Index->getIdx()));
  }
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
      Binary && E->isGLValue()) {
    if (Binary->getOpcode() == BO_Comma)
      return place(Binary->getRHS());
    return Binary->isAssignmentOp() ? place(Binary->getLHS()) : PlaceId::None;
  }
  if (auto It = Targets.find(E); It != Targets.end())
    return It->second;
  if (auto View = CallView::of(E); View && E->isGLValue())
    return Table.pointee(value(E));
  if (const auto *Choice = llvm::dyn_cast<AbstractConditionalOperator>(E);
      Choice && E->isGLValue())
    return Table.pointee(value(E));
  bool IsLiteral = llvm::isa<CompoundLiteralExpr>(E); // In C an lvalue.
  if (IsLiteral || (!E->isGLValue() && !llvm::isa<CXXConstructExpr>(E))) {
    PlaceId P = Table.object(E);
    if (!Env.bindings().count(P)) {
      ValueId V = IsLiteral ? compute(E) : value(E);
      Env.write(Table, P, V);
    }
    return P;
  }
  return PlaceId::None;
}

} // namespace clang::toctou
