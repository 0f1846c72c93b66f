//===- ExprFlow.cpp - The flow through expressions ------------------------===//
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

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

const FunctionDecl *namedFunction(const Expr *E) {
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E);
  return Ref ? llvm::dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

ValueId FlowBuilder::value(const Expr *E) {
  E = peel(E);
  if (!E)
    return ValueId::None;
  bool IsCall = llvm::isa<CallExpr>(E) || llvm::isa<CXXConstructExpr>(E);
  if (E->isGLValue() && !IsCall && !llvm::isa<AbstractConditionalOperator>(E)) {
    if (llvm::isa<StringLiteral>(E))
      return Table.text(E);
    if (const FunctionDecl *F = namedFunction(E))
      return Table.function(F);
    return readQuietly(place(E));
  }
  if (auto It = ExprValues.find(E); It != ExprValues.end())
    return It->second;
  if (++Depth > 200) {
    --Depth;
    return Table.opaque(E);
  }
  ValueId V = compute(E);
  --Depth;
  return V;
}

void FlowBuilder::evaluate(const Stmt *S) {
  if (const auto *Return = llvm::dyn_cast<ReturnStmt>(S))
    return evaluateReturn(*Return);
  if (const auto *Declaration = llvm::dyn_cast<DeclStmt>(S))
    return evaluateDeclaration(*Declaration);
  const auto *E = llvm::dyn_cast<Expr>(S);
  if (!E || peel(E) != E)
    return;
  // Read anew: a loop comes here again.
  ExprValues.erase(E);
  ExprBlocks[E] = Current->getBlockID();
  bool IsCall = llvm::isa<CallExpr>(E) || llvm::isa<CXXConstructExpr>(E);
  if (!E->isGLValue() || IsCall || llvm::isa<AbstractConditionalOperator>(E)) {
    if (llvm::isa<StringLiteral>(E))
      return;
    ValueId V = ExprValues[E] = compute(E);
    // A temporary of an earlier turn is made anew.
    PlaceId Temporary = Table.object(E);
    if (!E->isGLValue() && Env.bindings().count(Temporary) &&
        !llvm::isa<CXXConstructExpr>(E) && !llvm::isa<CXXNewExpr>(E))
      Env.write(Table, Temporary, V);
  } else if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E)) {
    computeOperator(*Binary);
  } else if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E)) {
    if (Unary->isIncrementDecrementOp())
      computeOperator(*Unary);
  } else if (llvm::isa<CompoundLiteralExpr>(E)) {
    Env.write(Table, Table.object(E), compute(E));
  } else if (const auto *Index = llvm::dyn_cast<ArraySubscriptExpr>(E)) {
    Event &Use = emit(EventKind::Use, E);
    Use.Use = UseKind::Index;
    Use.Operands = {value(Index->getBase()), value(Index->getIdx())};
  }
  if (auto It = RightOperands.find(E); It != RightOperands.end()) {
    Event &Use = emit(EventKind::Use, It->second);
    Use.Use = UseKind::Condition;
    Use.Operands = {value(It->second->getLHS()), value(E)};
  }
}

ValueId FlowBuilder::compute(const Expr *E) {
  if (const auto *Literal = llvm::dyn_cast<IntegerLiteral>(E))
    return Table.constant(Literal->getValue().getLimitedValue(INT64_MAX));
  if (const auto *Literal = llvm::dyn_cast<CharacterLiteral>(E))
    return Table.constant(Literal->getValue());
  if (const auto *Literal = llvm::dyn_cast<CXXBoolLiteralExpr>(E))
    return Table.constant(Literal->getValue());
  if (llvm::isa<CXXNullPtrLiteralExpr>(E) || llvm::isa<GNUNullExpr>(E) ||
      llvm::isa<ImplicitValueInitExpr>(E) ||
      llvm::isa<CXXScalarValueInitExpr>(E))
    return Table.constant(0);
  if (llvm::isa<StringLiteral>(E))
    return Table.text(E);
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Enumerator =
            llvm::dyn_cast<EnumConstantDecl>(Ref->getDecl()))
      return Table.constant(Enumerator->getInitVal().getExtValue());
    if (const FunctionDecl *F = namedFunction(E))
      return Table.function(F);
    return Table.opaque(E);
  }
  if (llvm::isa<CXXThisExpr>(E))
    return Table.initial(Table.thisPlace());
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E))
    return computeOperator(*Unary);
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E))
    return computeOperator(*Binary);
  if (const auto *Cast = llvm::dyn_cast<CastExpr>(E))
    return computeCast(*Cast);
  if (const auto *Choice = llvm::dyn_cast<AbstractConditionalOperator>(E))
    return computeChoice(*Choice);
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(E))
    return evaluateConstruct(*Construct);
  if (const auto *Literal = llvm::dyn_cast<UserDefinedLiteral>(E);
      Literal &&
      Literal->getLiteralOperatorKind() == UserDefinedLiteral::LOK_String)
    return Table.text(Literal->getCookedLiteral()->IgnoreParenImpCasts());
  if (auto View = CallView::of(E))
    return evaluateCall(*View);
  if (const auto *List = llvm::dyn_cast<InitListExpr>(E))
    return computeList(*List);
  if (const auto *Lambda = llvm::dyn_cast<LambdaExpr>(E)) {
    llvm::SmallVector<ValueId, 4> Captured;
    for (const Expr *Init : Lambda->capture_inits())
      if (Init && !Init->isGLValue())
        Captured.push_back(value(Init));
    return Table.callable(Lambda, Captured);
  }
  if (const auto *New = llvm::dyn_cast<CXXNewExpr>(E)) {
    PlaceId P = Table.object(New);
    if (const Expr *Init = New->getInitializer())
      Env.write(Table, P, value(Init));
    return Table.address(P);
  }
  if (const auto *Block = llvm::dyn_cast<StmtExpr>(E)) {
    const auto *Last = llvm::dyn_cast_or_null<Expr>(
        Block->getSubStmt()->body_empty() ? nullptr
                                          : Block->getSubStmt()->body_back());
    return Last ? value(Last) : Table.opaque(E);
  }
  if (const auto *Literal = llvm::dyn_cast<CompoundLiteralExpr>(E))
    return value(Literal->getInitializer());
  return Table.opaque(E);
}

ValueId FlowBuilder::computeCast(const CastExpr &E) {
  switch (E.getCastKind()) {
  case CK_LValueToRValue: {
    const Expr *Inner = peel(E.getSubExpr());
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Inner)) {
      // A constant that was given a value at its definition.
      const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
      if (Var && Var->getType().isConstQualified() && !Var->hasLocalStorage() &&
          Var->getInit() && !Var->getInit()->isValueDependent())
        if (const APValue *Known = Var->evaluateValue();
            Known && Known->isInt())
          return Table.constant(Known->getInt().getExtValue());
    }
    return readPlace(place(Inner), &E);
  }
  case CK_ArrayToPointerDecay: {
    const Expr *Inner = peel(E.getSubExpr());
    if (llvm::isa<StringLiteral>(Inner))
      return Table.text(Inner);
    return Table.address(place(Inner));
  }
  case CK_FunctionToPointerDecay:
    return value(E.getSubExpr());
  default:
    return Table.opaque(&E);
  }
}

ValueId FlowBuilder::computeOperator(const UnaryOperator &E) {
  switch (E.getOpcode()) {
  case UO_AddrOf:
    if (const FunctionDecl *F = namedFunction(peel(E.getSubExpr())))
      return Table.function(F);
    return Table.address(place(E.getSubExpr()));
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    PlaceId P = place(E.getSubExpr());
    ValueId Old = readPlace(P, &E);
    ValueId New = Table.derived(Derivation::Binary, {Old, Table.constant(1)},
                                nullptr, E.isIncrementOp() ? BO_Add : BO_Sub);
    writePlace(P, New, &E);
    return E.isPrefix() ? New : Old;
  }
  case UO_Minus:
    if (auto N = Table.asConstant(value(E.getSubExpr())))
      return Table.constant(-*N);
    break;
  case UO_Plus:
  case UO_Extension:
    return value(E.getSubExpr());
  case UO_LNot:
    if (auto N = Table.asConstant(value(E.getSubExpr())))
      return Table.constant(!*N);
    break;
  default:
    break;
  }
  return Table.derived(Derivation::Unary, {value(E.getSubExpr())}, nullptr,
                       E.getOpcode());
}

ValueId FlowBuilder::computeOperator(const BinaryOperator &E) {
  if (E.getOpcode() == BO_Comma)
    return value(E.getRHS());
  if (E.isAssignmentOp()) {
    PlaceId P = place(E.getLHS());
    ValueId V = value(E.getRHS());
    if (E.isCompoundAssignmentOp()) {
      ValueId Old = readPlace(P, &E);
      V = Table.derived(
          Derivation::Binary, {Old, V}, nullptr,
          BinaryOperator::getOpForCompoundAssignment(E.getOpcode()));
    }
    writePlace(P, V, &E);
    // `list[i] = x`, `map[k] = x`: the container bears what is put into it.
    const Expr *Left = peel(E.getLHS());
    if (auto View = CallView::of(Left); View && View->Receiver)
      putInto(View->ReceiverIsPointer ? Table.pointee(value(View->Receiver))
                                      : place(View->Receiver),
              {V}, &E);
    if (llvm::isa<ArraySubscriptExpr>(Left) && isText(Left->getType())) {
      Event &Fill = emit(EventKind::Append, &E);
      Fill.Subject = Table[P].Parent;
      Fill.Operands = {content(V, &E)};
    }
    return V;
  }
  ValueId Left = value(E.getLHS()), Right = value(E.getRHS());
  ValueId V =
      Table.derived(Derivation::Binary, {Left, Right}, nullptr, E.getOpcode());
  if (!E.isLogicalOp() && !isText(E.getType())) {
    Event &Use = emit(EventKind::Use, &E);
    Use.Use = UseKind::Expression;
    Use.Operands = {Left, Right};
    Use.Result = V;
  }
  return V;
}

ValueId FlowBuilder::computeChoice(const AbstractConditionalOperator &E) {
  auto ArmValue = [&](const Expr *Arm) {
    if (E.isGLValue())
      return Table.address(place(Arm));
    return value(Arm);
  };
  ValueId True = ArmValue(E.getTrueExpr()), False = ArmValue(E.getFalseExpr());
  if (!llvm::isa<BinaryConditionalOperator>(E)) {
    Event &Use = emit(EventKind::Use, &E);
    Use.Use = UseKind::Condition;
    Use.Operands = {value(E.getCond()), True, False};
  }
  if (True == False)
    return True;
  // The arms were evaluated in blocks of their own, which lead here.
  ValueId Phi = Table.phi(&E, PlaceId::None);
  auto BlockOf = [&](const Expr *Arm) -> PhiKey {
    auto It = ExprBlocks.find(peel(Arm));
    return It == ExprBlocks.end() ? ~0U : It->second;
  };
  PhiKey TrueKey = BlockOf(E.getTrueExpr()),
         FalseKey = BlockOf(E.getFalseExpr());
  if (TrueKey == ~0U || TrueKey == FalseKey)
    TrueKey = ~1U;
  if (FalseKey == ~0U)
    FalseKey = ~2U;
  Table.setPhiInput(Phi, TrueKey, True);
  Table.setPhiInput(Phi, FalseKey, False);
  if (Recording) {
    std::vector<ValueId> &Phis = Result->Blocks[Current->getBlockID()].Phis;
    if (!llvm::is_contained(Phis, Phi))
      Phis.push_back(Phi);
  }
  return Phi;
}

ValueId FlowBuilder::computeList(const InitListExpr &E) {
  const InitListExpr *List =
      E.isSemanticForm() || !E.getSemanticForm() ? &E : E.getSemanticForm();
  const RecordDecl *R = List->getType()->getAsRecordDecl();
  llvm::SmallVector<ValueId, 4> All;
  llvm::SmallVector<std::pair<const FieldDecl *, ValueId>, 4> Fields;
  unsigned I = 0;
  if (const auto *Class = llvm::dyn_cast_or_null<CXXRecordDecl>(R))
    I = Class->getNumBases();
  if (R && !R->isUnion())
    for (const FieldDecl *F : R->fields()) {
      if (F->isUnnamedBitField() || I >= List->getNumInits())
        continue;
      Fields.push_back({F, value(List->getInit(I++))});
      All.push_back(Fields.back().second);
    }
  else
    for (const Expr *Init : List->inits())
      if (Init)
        All.push_back(content(value(Init), &E));
  if (All.size() > 1 && R) {
    Event &Use = emit(EventKind::Use, &E);
    Use.Use = UseKind::Aggregate;
    Use.Operands.assign(All.begin(), All.end());
  }
  if (!R && All.size() == 1 && !List->getType()->isArrayType())
    return All[0];
  if (!R && All.empty() && !List->getType()->isArrayType())
    return Table.constant(0);
  if (R && !R->isUnion())
    return Table.record(R, Table.opaque(&E), Fields);
  return Table.derived(Derivation::Make, All, &E);
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void FlowBuilder::evaluateReturn(const ReturnStmt &S) {
  const Expr *E = S.getRetValue();
  ValueId V = ValueId::None;
  bool ByReference = E && Function.getReturnType()->isReferenceType();
  if (E)
    V = ByReference ? Table.address(place(E)) : value(E);
  Event &Return = emit(EventKind::Return, &S);
  if (E)
    Return.Operands = {V};
  if (!E || ByReference)
    return;
  Event &Use = emit(EventKind::Use, &S);
  Use.Use = UseKind::Result;
  Use.Operands = {V};
  // `return local;` moves it out: its destructor has nothing to do.
  const Expr *Inner = peel(E);
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Inner);
      Construct && Construct->getNumArgs() == 1)
    Inner = peel(Construct->getArg(0));
  if (const auto *Call = llvm::dyn_cast<CallExpr>(Inner);
      Call && Call->isCallToStdMove())
    Inner = peel(Call->getArg(0));
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Inner);
  const auto *Var = Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (Var && Var->hasLocalStorage() && Var->getType()->isRecordType())
    Env.write(Table, Table.variable(Var), Table.moved());
}

void FlowBuilder::evaluateDeclaration(const DeclStmt &S) {
  for (const Decl *D : S.decls()) {
    const auto *Var = llvm::dyn_cast<VarDecl>(D);
    if (!Var || Var->isStaticLocal() || Var->hasExternalStorage())
      continue;
    PlaceId P = Table.variable(Var);
    const Expr *Init = Var->getInit();
    if (!Init) {
      Env.write(Table, P, Table.opaque(&S, Var->getID() & 0xffff));
      continue;
    }
    if (Var->getType()->isReferenceType()) {
      Env.write(Table, P, Table.address(place(Init)));
      continue;
    }
    ValueId V = value(Init);
    if (!llvm::isa<CXXConstructExpr>(peel(Init)))
      Env.write(Table, P, V);
    const CXXRecordDecl *R = Var->getType()->getAsCXXRecordDecl();
    bool IsList = R && Lookup.record(*R).IsTextList;
    if (const auto *Array = Var->getType()->getAsArrayTypeUnsafe())
      IsList |= isText(Array->getElementType());
    if (IsList) {
      Event &Fill = emit(EventKind::Append, &S);
      Fill.Subject = P;
      Fill.Operands = {V};
    }
  }
}

void FlowBuilder::initialise(const CXXCtorInitializer &Init) {
  const Expr *E = Init.getInit();
  ValueId V = value(E);
  const FieldDecl *F = Init.getAnyMember();
  if (!F)
    return;
  PlaceId P = Table.field(Table.pointee(Table.initial(Table.thisPlace())), F);
  if (F->getType()->isReferenceType()) {
    Env.write(Table, P, Table.address(place(E)));
    return;
  }
  if (!llvm::isa<CXXConstructExpr>(peel(E)) ||
      Table[readQuietly(P)].Kind == ValueKind::Initial)
    writePlace(P, V, E);
}

} // namespace clang::toctou
