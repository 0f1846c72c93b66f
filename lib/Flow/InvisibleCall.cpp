//===- InvisibleCall.cpp - The flow through callees out of sight ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/Builtins.h"

namespace clang::toctou {

bool FlowBuilder::isAccessor(const CXXMethodDecl &M) const {
  if (M.isConst())
    return true;
  if (M.isStatic() || M.getReturnType()->isVoidType())
    return false;
  // A method with a const twin only looks at its object.
  for (const NamedDecl *Other : M.getParent()->lookup(M.getDeclName())) {
    const auto *Twin =
        llvm::dyn_cast<CXXMethodDecl>(Other->getUnderlyingDecl());
    if (Twin && Twin->isConst() && Twin->getNumParams() == M.getNumParams())
      return true;
  }
  return false;
}

void FlowBuilder::invisibleCall(BoundCall &Call) {
  if (Call.Model && Call.Model->Atomic && atomicCall(Call))
    return;
  if (ValueId V = builtinUpdate(Call); V != ValueId::None) {
    Call.Returned = V;
    return;
  }
  rowEvents(Call);
  attributeEvents(Call);
  spliceCallable(Call);
  if (Call.Model && Call.Model->LockedCall)
    lockEvents(EventKind::Release,
               slotValue(Call, Call.Model->LockedCall->Lock), Call.View.Site,
               false, false, ValueId::None, Success::Always);
  bool IsLock = Call.Model && Call.Model->Lock;
  if (Call.Returned == ValueId::None)
    Call.Returned = resultOf(Call);
  stepEvents(Call);
  addDeed(Call);
  size_t Before = eventCount();
  // A text that goes to a file is read by people, or by the next who starts.
  bool Prints =
      Call.Model && llvm::any_of(Call.Model->HandOver, [](const auto *Row) {
        return Row->Kind == HandOverKind::ConfigFile;
      });
  if (Call.IsLogging)
    emit(EventKind::Tell, Call.View.Site);
  if (!Call.IsLogging && !IsLock && !Prints)
    useOperands(Call, readArguments(Call));
  if (!IsLock && !Call.IsLogging)
    writeArguments(Call);
  flowRows(Call);
  stepWrites(Call, Before);
  consumeMoved(Call);
}

/// What an argument says to a callee out of sight, which reads what it gets by
/// reference to const.
llvm::SmallVector<ValueId, 4>
FlowBuilder::readArguments(const BoundCall &Call) {
  llvm::SmallVector<ValueId, 4> Operands;
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    auto P = Table.asAddress(Call.Arguments[I]);
    // A forwarding reference to an lvalue reads it as well.
    QualType Wanted;
    if (Call.View.Callee && I < Call.View.Callee->getNumParams())
      Wanted = Call.View.Callee->getParamDecl(I)->getType();
    bool IsConst = !Wanted.isNull() && Wanted->isReferenceType() &&
                   (Wanted.getNonReferenceType().isConstQualified() ||
                    Call.View.IsConstructor);
    if (P && IsConst && isShared(*P))
      Operands.push_back(readPlace(*P, Call.View.Arguments[I]));
    else
      Operands.push_back(content(Call.Arguments[I], Call.View.Site));
  }
  return Operands;
}

/// What the receiver holds; where its element is taken, as it was read for
/// that.
ValueId FlowBuilder::receiverContent(const BoundCall &Call) {
  ValueId Held = readQuietly(Call.Object);
  const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(Call.View.Site);
  if (!Operator || Operator->getOperator() != OO_Subscript ||
      Call.Returned == ValueId::None)
    return Held;
  const ValueNode &N = Table[Call.Returned];
  bool Reads = N.Kind == ValueKind::Derived && N.How == Derivation::Getter &&
               Table.core(N.Inputs[0]) == Table.core(Held);
  return Reads ? N.Inputs[0] : Held;
}

void FlowBuilder::useOperands(const BoundCall &Call,
                              llvm::ArrayRef<ValueId> Operands) {
  if (Call.View.IsOperator && isText(Call.View.Site->getType()))
    return;
  Event &Use = emit(EventKind::Use, Call.View.Site);
  Use.Use = Call.View.IsOperator ? UseKind::Expression : UseKind::Call;
  Use.Result = Call.Returned;
  // What was put into an object before does not meet what is put in now.
  const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Call.View.Callee);
  if (Call.Object != PlaceId::None && !Call.View.IsConstructor &&
      (!Method || isAccessor(*Method)))
    Use.Operands.push_back(receiverContent(Call));
  if (Call.View.Receiver && Call.View.ReceiverIsPointer)
    Use.Operands.push_back(value(Call.View.Receiver));
  for (ValueId V : Operands)
    Use.Operands.push_back(V);
}

/// Operators whose meaning is that of the built-in ones.
ValueId FlowBuilder::operatorResult(BoundCall &Call, bool &IsKnown) {
  const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(Call.View.Site);
  IsKnown = true;
  if (const auto *Conversion =
          llvm::dyn_cast_or_null<CXXConversionDecl>(Call.View.Callee)) {
    (void)Conversion;
    return readPlace(Call.Object, Call.View.Site);
  }
  if (!Operator) {
    IsKnown = false;
    return ValueId::None;
  }
  llvm::SmallVector<ValueId, 2> Operands;
  if (Call.Object != PlaceId::None)
    Operands.push_back(readPlace(Call.Object, Call.View.Site));
  for (unsigned I = 0; I < Call.Arguments.size(); ++I)
    Operands.push_back(textOperand(content(Call.Arguments[I], Call.View.Site),
                                   Call.View.Arguments[I]));
  auto Binary = [&](BinaryOperatorKind Op) {
    return Table.derived(Derivation::Binary, Operands, nullptr, Op);
  };
  switch (Operator->getOperator()) {
  case OO_EqualEqual:
    return Binary(BO_EQ);
  case OO_ExclaimEqual:
    return Binary(BO_NE);
  case OO_Less:
    return Binary(BO_LT);
  case OO_Greater:
    return Binary(BO_GT);
  case OO_LessEqual:
    return Binary(BO_LE);
  case OO_GreaterEqual:
    return Binary(BO_GE);
  case OO_Exclaim:
    if (Operands.size() == 1)
      return Table.derived(Derivation::Unary, Operands, nullptr, UO_LNot);
    break;
  case OO_Arrow:
    // The pointer that a smart pointer or iterator holds.
    if (Operands.size() == 1) {
      needFound(Operands[0], Call.View.Site);
      return Operands[0];
    }
    break;
  case OO_Star:
    if (Operands.size() == 1) {
      needFound(Operands[0], Call.View.Site);
      return Operands[0];
    }
    break;
  case OO_Equal: {
    if (Call.Object == PlaceId::None || Call.Arguments.size() != 1)
      break;
    PlaceId From = Table.asAddress(Call.Arguments[0]).value_or(PlaceId::None);
    ValueId V = From != PlaceId::None ? readPlace(From, Call.View.Site)
                                      : Call.Arguments[0];
    const CXXRecordDecl *R = recordOf(Call.View.Receiver->getType());
    if (R && Lookup.record(*R).IsSocket) {
      // What the object held before is closed.
      Event &Close = emit(EventKind::Close, Call.View.Site);
      Close.Subject = Call.Object;
    }
    if (V != ValueId::None && R && isText(Call.View.Receiver->getType()) &&
        !isText(Call.View.Arguments[0]->getType()))
      V = Table.derived(Derivation::Text, {V});
    ValueId Owns = From != PlaceId::None && isGuard(From)
                       ? readQuietly(ownership(From))
                       : ValueId::None;
    writePlace(Call.Object, V, Call.View.Site);
    if (Owns != ValueId::None)
      Env.write(Table, ownership(Call.Object), Owns);
    return Call.ObjectValue;
  }
  case OO_PlusEqual:
  case OO_SlashEqual:
  case OO_LessLess:
  case OO_GreaterGreater:
    if (Operands.size() == 2 && Operator->isGLValue()) {
      PlaceId Into = Call.Object;
      if (Into == PlaceId::None)
        Into = Table.asAddress(Call.Arguments[0])
                   .value_or(Table.pointee(Call.Arguments[0]));
      if (Operator->getOperator() != OO_GreaterGreater)
        putInto(Into, {Operands[1]}, Call.View.Site);
      return Table.address(Into);
    }
    break;
  default:
    break;
  }
  if (isText(Operator->getType()) && !Operands.empty())
    return Table.derived(Derivation::Text, Operands, nullptr,
                         Operator->getOperator());
  IsKnown = false;
  return ValueId::None;
}

/// True if the call formats numbers into a text; one that takes a text out of
/// something does not.
bool FlowBuilder::makesText(const BoundCall &Call) const {
  return isText(Call.View.Site->getType()) &&
         llvm::any_of(Call.View.Arguments, [](const Expr *Argument) {
           return Argument->getType()->isArithmeticType();
         });
}

ValueId FlowBuilder::resultOf(BoundCall &Call) {
  bool IsKnown = false;
  ValueId V = operatorResult(Call, IsKnown);
  if (IsKnown)
    return V;
  const FunctionDecl *Callee = Call.View.Callee;
  const Expr *Site = Call.View.Site;
  QualType T = Site->getType();
  llvm::SmallVector<ValueId, 4> Inputs;
  const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Callee);
  bool Reads = Method && !Method->isStatic() && Call.Object != PlaceId::None &&
               isAccessor(*Method);
  if (Call.Model)
    for (const FlowApi *Row : Call.Model->Flow) {
      // What goes into the receiver goes on into a result made from it.
      bool ByReceiver =
          Row->To == Receiver &&
          llvm::any_of(Call.Model->Flow, [](const FlowApi *Other) {
            return Other->From == Receiver && Other->To == toctou::Result;
          });
      if (Row->To != toctou::Result && !ByReceiver)
        continue;
      for (unsigned I = 0; I < Call.Arguments.size(); ++I)
        if (Row->From == AnyArgument || Row->From == Slot(I))
          Inputs.push_back(content(Call.Arguments[I], Site));
      if (Row->From == Receiver && Call.Object != PlaceId::None)
        Inputs.push_back(readPlace(Call.Object, Site));
    }
  if (isText(T))
    if (ValueId Made = formatted(Call); Made != ValueId::None)
      return Made;
  if (!Inputs.empty())
    return Table.derived(makesText(Call) ? Derivation::Text : Derivation::Carry,
                         Inputs, Callee);
  if (Reads) {
    Inputs.push_back(readPlace(Call.Object, Site));
    for (ValueId V : Call.Arguments)
      Inputs.push_back(content(V, Site));
    if (Lookup.isPortGetter(*Callee)) {
      const ValueNode &N = Table[Table.core(Inputs[0])];
      if (N.Kind == ValueKind::Port && N.AddressForm)
        return Table.port(static_cast<const Stmt *>(N.Anchor), false,
                          N.Context);
    }
    return Table.derived(Derivation::Getter, Inputs,
                         Callee->getCanonicalDecl());
  }
  if (T->isVoidType())
    return Table.opaque(Site);
  if (ValueId Rows = rowsOf(Call); Rows != ValueId::None)
    return Rows;
  // `Type &setX(x)`: the object itself.
  if (Method && Site->isGLValue() && Call.Object != PlaceId::None &&
      recordOf(T) && recordOf(T) == Method->getParent())
    return Call.ObjectValue;
  bool IsFactory = T->isRecordType() || isText(T) || Site->isGLValue();
  if (!IsFactory)
    return Table.opaque(Site);
  if (Call.Object != PlaceId::None)
    Inputs.push_back(readPlace(Call.Object, Site));
  for (ValueId V : Call.Arguments)
    Inputs.push_back(content(V, Site));
  return Table.derived(makesText(Call) ? Derivation::Text : Derivation::Make,
                       Inputs, Site);
}

/// True if \p P is the whole object of the analysed method.
bool FlowBuilder::isThisObject(PlaceId P) const {
  const PlaceNode &N = Table[P];
  return N.Kind == PlaceKind::Pointee &&
         Table[N.Value].Kind == ValueKind::Initial &&
         Table[Table[N.Value].At].Kind == PlaceKind::This;
}

/// What an unknown callee may write: what it gets by pointer or reference to
/// non-const, and the object of a non-const method.
void FlowBuilder::writeArguments(BoundCall &Call) {
  const FunctionDecl *Callee = Call.View.Callee;
  const Expr *Site = Call.View.Site;
  // What a statement's call writes, its rows say.
  if (Call.Model && !Call.Model->Sql.empty() && Summaries.namesSql())
    return;
  if (ValueId Made = formatted(Call); Made != ValueId::None)
    if (writeFormatted(Call, Made))
      return;
  llvm::SmallVector<ValueId, 4> Contents;
  for (ValueId V : Call.Arguments)
    Contents.push_back(content(V, Site));
  bool HasNet =
      Call.Model && (!Call.Model->Net.empty() || !Call.Model->Paths.empty());
  const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (Method && !Method->isStatic() && !Call.View.IsConstructor &&
      !Call.View.IsOperator && Call.Object != PlaceId::None &&
      !isAccessor(*Method) && !HasNet && !isThisObject(Call.Object))
    putInto(Call.Object, Contents, Site, /*Opaque=*/true);
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    QualType T;
    if (Callee && I < Callee->getNumParams())
      T = Callee->getParamDecl(I)->getType();
    else
      T = Call.View.Arguments[I]->getType();
    if (!T->isPointerType() && !T->isLValueReferenceType())
      continue;
    QualType To = T->getPointeeType();
    if (To.isConstQualified() || To->isFunctionType())
      continue;
    auto P = Table.asAddress(Call.Arguments[I]);
    if (!P || *P == PlaceId::None)
      continue;
    bool IsSlot = false;
    if (Call.Model) {
      for (const NetApi *Row : Call.Model->Net)
        IsSlot |= Row->Socket == Slot(I) || Row->Port == Slot(I);
      for (const PathApi *Row : Call.Model->Paths)
        IsSlot |= Row->Info == Slot(I) || Row->Path == Slot(I);
      for (const FlowApi *Row : Call.Model->Flow)
        IsSlot |= Row->To == Slot(I);
    }
    if (IsSlot || Call.View.IsOperator)
      continue;
    QualType Held = To;
    if (const ValueDecl *Named = Table.namedBy(*P))
      Held = Named->getType();
    if (Held->isRecordType())
      putInto(*P, Contents, Site, /*Opaque=*/true);
    else
      writePlace(*P, Table.opaque(Site, I + 1), Site, true);
  }
}

void FlowBuilder::flowRows(BoundCall &Call) {
  if (!Call.Model)
    return;
  const Expr *Site = Call.View.Site;
  for (const FlowApi *Row : Call.Model->Flow) {
    if (Row->To == toctou::Result || Call.View.IsOperator)
      continue;
    PlaceId Into = slotPlace(Call, Row->To);
    if (Into == PlaceId::None)
      continue;
    llvm::SmallVector<ValueId, 4> Inputs;
    for (unsigned I = 0; I < Call.Arguments.size(); ++I)
      if ((Row->From == AnyArgument && Slot(I) != Row->To) ||
          Row->From == Slot(I))
        Inputs.push_back(content(Call.Arguments[I], Site));
    if (Row->From == Receiver && Call.Object != PlaceId::None)
      Inputs.push_back(readPlace(Call.Object, Site));
    if (Row->From == NoSlot) {
      writePlace(Into, Table.opaque(Site, 99), Site, true);
      continue;
    }
    if (Row->To == Receiver) {
      putInto(Into, Inputs, Site);
      const CXXRecordDecl *R = Call.View.Receiver
                                   ? recordOf(Call.View.Receiver->getType())
                                   : nullptr;
      if (R && Lookup.record(*R).IsTextList) {
        Event &Fill = emit(EventKind::Append, Site);
        Fill.Subject = Into;
        Fill.Operands.assign(Inputs.begin(), Inputs.end());
      }
      continue;
    }
    if (ValueId Made = formatted(Call); Made != ValueId::None) {
      writeFormatted(Call, Made);
      continue;
    }
    // An object is added to; a buffer is written anew.
    if (Table[readQuietly(Into)].Kind == ValueKind::Derived &&
        !isText(Call.View.Arguments[Row->To]->getType()))
      Inputs.push_back(readQuietly(Into));
    const Expr *Target =
        Row->To >= 0 && size_t(Row->To) < Call.View.Arguments.size()
            ? Call.View.Arguments[Row->To]
            : nullptr;
    bool ToText = Target && isText(Target->getType());
    writePlace(Into,
               Table.derived(ToText ? Derivation::Text : Derivation::Carry,
                             Inputs, Call.View.Callee->getCanonicalDecl()),
               Site);
  }
}

/// `f(std::move(x))`: what a callee takes by value or `&&` is gone from x.
void FlowBuilder::consumeMoved(const BoundCall &Call) {
  for (const Expr *Argument : Call.View.Arguments) {
    const auto *Move = llvm::dyn_cast<CallExpr>(peel(Argument));
    if (!Move || !Move->isCallToStdMove() ||
        !Move->getArg(0)->getType()->isRecordType())
      continue;
    PlaceId From = place(Move->getArg(0));
    if (From != Call.Object)
      Env.write(Table, From, Table.moved());
  }
}

} // namespace clang::toctou
