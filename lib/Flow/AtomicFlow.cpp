//===- AtomicFlow.cpp - The flow through atomics --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each load of an atomic gives a value of its own: others may have stored in
/// between, so that what one load said does not decide the next.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Builtins.h"

namespace clang::toctou {

/// True if others can see the atomic: one that a lambda captured is shared with
/// its creator.
bool FlowBuilder::isSharedAtomic(PlaceId P) const {
  if (isShared(P))
    return true;
  const PlaceNode &Root = Table[Table.root(P)];
  if (Root.Kind != PlaceKind::Variable)
    return false;
  const auto *Var = static_cast<const VarDecl *>(Root.Anchor);
  const auto *Owner =
      llvm::dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  return Var->hasLocalStorage() && Owner &&
         Owner->getCanonicalDecl() != Function.getCanonicalDecl();
}

ValueId FlowBuilder::loadAtomic(PlaceId P, const Stmt *Site, bool Relaxed) {
  ValueId V = readQuietly(P);
  if (!isSharedAtomic(P))
    return V;
  ValueId Layered = Table.read(V, Site);
  Event &E = emit(EventKind::Read, Site);
  E.Subject = P;
  E.Operands = {Layered};
  E.Atomic = AtomicEffect::Load;
  E.Shared = true;
  E.Relaxed = Relaxed;
  return Table.derived(Derivation::Carry, {Layered}, Site);
}

void FlowBuilder::storeAtomic(PlaceId P, ValueId V, const Stmt *Site,
                              bool Relaxed) {
  Env.write(Table, P, V);
  if (!isSharedAtomic(P))
    return;
  Event &E = emit(EventKind::Write, Site);
  E.Subject = P;
  E.Operands = {V};
  E.Atomic = AtomicEffect::Store;
  E.Relaxed = Relaxed;
}

/// A step that reads and writes at once; its result says what it found.
ValueId FlowBuilder::updateAtomic(PlaceId P, const Stmt *Site) {
  ValueId Result = Table.opaque(Site);
  Env.write(Table, P, Table.opaque(Site, 77));
  if (!isSharedAtomic(P))
    return Result;
  Event &Read = emit(EventKind::Read, Site);
  Read.Subject = P;
  Read.Operands = {Result};
  Read.Atomic = AtomicEffect::Update;
  Event &Write = emit(EventKind::Write, Site);
  Write.Subject = P;
  Write.Operands = {Table.opaque(Site, 77)};
  Write.Atomic = AtomicEffect::Update;
  return Result;
}

/// True if an argument says that the step orders nothing.
static bool asksForNoOrder(const Values &Table,
                           llvm::ArrayRef<const Expr *> Arguments,
                           llvm::ArrayRef<ValueId> Values) {
  for (unsigned I = 0; I < Arguments.size() && I < Values.size(); ++I)
    if (Arguments[I]->getType()->isEnumeralType() &&
        Table.asConstant(Values[I]) == 0)
      return true;
  return false;
}

/// Calls that rows name as steps of atomics. False if this is none.
bool FlowBuilder::atomicCall(BoundCall &Call) {
  const AtomicApi &Row = *Call.Model->Atomic;
  const Expr *Site = Call.View.Site;
  PlaceId P = slotPlace(Call, Row.Object);
  if (P == PlaceId::None)
    return false;
  bool Relaxed =
      Row.Relaxed || asksForNoOrder(Table, Call.View.Arguments, Call.Arguments);
  switch (Row.Effect) {
  case AtomicEffect::None:
    return false;
  case AtomicEffect::Load:
    Call.Returned = loadAtomic(P, Site, Relaxed);
    return true;
  case AtomicEffect::Store: {
    ValueId V =
        Row.Value == NoSlot ? Table.constant(0) : slotValue(Call, Row.Value);
    const FunctionDecl *Callee = Call.View.Callee;
    bool ByReference =
        Row.Value >= 0 && unsigned(Row.Value) < Callee->getNumParams() &&
        Callee->getParamDecl(Row.Value)->getType()->isReferenceType();
    if (auto From = Table.asAddress(V); From && ByReference)
      V = readQuietly(*From);
    storeAtomic(P, V, Site, Relaxed);
    Call.Returned = Site->isGLValue() ? Call.ObjectValue : V;
    return true;
  }
  case AtomicEffect::Once: {
    // What it runs is run once, whoever asks.
    Event &E = emit(EventKind::Read, Site);
    E.Subject = P;
    E.Operands = {Table.opaque(Site)};
    E.Atomic = AtomicEffect::Once;
    return false;
  }
  case AtomicEffect::Update:
    break;
  }
  Call.Returned = updateAtomic(P, Site);
  if (Call.View.IsOperator && Site->isGLValue())
    Call.Returned = Call.ObjectValue;
  // What it found also comes out by reference (`compare_exchange`).
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    QualType T = Call.View.Callee->getNumParams() > I
                     ? Call.View.Callee->getParamDecl(I)->getType()
                     : QualType();
    bool IsOut = !T.isNull() && Slot(I) != Row.Object &&
                 (T->isPointerType() || T->isLValueReferenceType()) &&
                 !T->getPointeeType().isConstQualified();
    auto To = Table.asAddress(Call.Arguments[I]);
    if (IsOut && To)
      writePlace(*To, Table.opaque(Site, I + 1), Site);
  }
  return true;
}

/// The `__sync` builtins; nothing if the call is none of them.
ValueId FlowBuilder::builtinUpdate(const BoundCall &Call) {
  const auto *Direct = llvm::dyn_cast<CallExpr>(Call.View.Site);
  unsigned Id = Direct ? Direct->getBuiltinCallee() : 0;
  bool Updates =
      Id >= Builtin::BI__sync_fetch_and_add && Id <= Builtin::BI__sync_swap_16;
  if (!Updates || Call.Arguments.empty())
    return ValueId::None;
  PlaceId P = slotPlace(Call, 0);
  bool Clears = Id >= Builtin::BI__sync_lock_release &&
                Id <= Builtin::BI__sync_lock_release_16;
  if (!Clears)
    return updateAtomic(P, Call.View.Site);
  storeAtomic(P, Table.constant(0), Call.View.Site, false);
  return Table.opaque(Call.View.Site);
}

namespace {
enum class BuiltinStep { Load, Store, Update, Initialise };
} // namespace

static BuiltinStep stepOf(const AtomicExpr &E) {
  switch (E.getOp()) {
  case AtomicExpr::AO__c11_atomic_init:
    return BuiltinStep::Initialise;
  case AtomicExpr::AO__c11_atomic_load:
  case AtomicExpr::AO__atomic_load:
  case AtomicExpr::AO__atomic_load_n:
  case AtomicExpr::AO__scoped_atomic_load:
  case AtomicExpr::AO__scoped_atomic_load_n:
    return BuiltinStep::Load;
  case AtomicExpr::AO__c11_atomic_store:
  case AtomicExpr::AO__atomic_store:
  case AtomicExpr::AO__atomic_store_n:
  case AtomicExpr::AO__scoped_atomic_store:
  case AtomicExpr::AO__scoped_atomic_store_n:
    return BuiltinStep::Store;
  default:
    return BuiltinStep::Update;
  }
}

ValueId FlowBuilder::evaluateAtomic(const AtomicExpr &E) {
  ValueId Pointer = value(E.getPtr());
  PlaceId P = Table.asAddress(Pointer).value_or(Table.pointee(Pointer));
  BuiltinStep Step = stepOf(E);
  bool Relaxed = Step != BuiltinStep::Initialise &&
                 Table.asConstant(value(E.getOrder())) == 0;
  bool ByPointer = E.getOp() == AtomicExpr::AO__atomic_load ||
                   E.getOp() == AtomicExpr::AO__atomic_store;
  auto Target = [&] {
    ValueId To = value(E.getVal1());
    return Table.asAddress(To).value_or(Table.pointee(To));
  };
  switch (Step) {
  case BuiltinStep::Initialise:
    Env.write(Table, P, value(E.getVal1()));
    return Table.opaque(&E);
  case BuiltinStep::Load: {
    ValueId V = loadAtomic(P, &E, Relaxed);
    if (!ByPointer)
      return V;
    writePlace(Target(), V, &E);
    return Table.opaque(&E);
  }
  case BuiltinStep::Store:
    storeAtomic(P, ByPointer ? readQuietly(Target()) : value(E.getVal1()), &E,
                Relaxed);
    return Table.opaque(&E);
  case BuiltinStep::Update:
    break;
  }
  ValueId V = updateAtomic(P, &E);
  if (E.isCmpXChg())
    writePlace(Target(), Table.opaque(&E, 1), &E);
  return V;
}

} // namespace clang::toctou
