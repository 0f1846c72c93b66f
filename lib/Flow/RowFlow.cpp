//===- RowFlow.cpp - From rows and attributes to events -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Slots
//===----------------------------------------------------------------------===//

ValueId FlowBuilder::slotValue(const BoundCall &Call, Slot S) {
  if (S == Receiver)
    return Call.ObjectValue;
  if (S == toctou::Result)
    return Call.Returned;
  if (S >= 0 && size_t(S) < Call.Arguments.size())
    return Call.Arguments[S];
  return ValueId::None;
}

ValueId FlowBuilder::slotContent(const BoundCall &Call, Slot S) {
  ValueId V = slotValue(Call, S);
  return V == ValueId::None ? V : content(V, Call.View.Site);
}

/// The place that identifies the object in a slot: what a pointer points to.
PlaceId FlowBuilder::slotPlace(const BoundCall &Call, Slot S) {
  if (S == Receiver)
    return Call.Object;
  ValueId V = slotValue(Call, S);
  if (V == ValueId::None)
    return PlaceId::None;
  if (auto P = Table.asAddress(V))
    return *P;
  return Table.pointee(V);
}

void FlowBuilder::rowEvents(BoundCall &Call) {
  const Expr *Site = Call.View.Site;
  if (!Call.Model)
    return;
  acquisitionRows(Call);
  if (const LockApi *Row = Call.Model->Lock)
    lockRow(Call, *Row);
  if (const LockedCallApi *Row = Call.Model->LockedCall)
    lockEvents(EventKind::Acquire, slotValue(Call, Row->Lock), Site,
               Row->Shared, false, ValueId::None, Success::Always);
  for (const NetApi *Row : Call.Model->Net)
    netRow(Call, *Row);
  for (const PathApi *Row : Call.Model->Paths)
    pathRow(Call, *Row);
  for (const AllocationApi *Row : Call.Model->Allocates)
    allocationRow(Call, *Row);
  for (const HandOverApi *Row : Call.Model->HandOver)
    handOverRow(Call, *Row);
  sqlRows(Call);
  if (Call.Model->Makes && Call.View.Callee)
    Call.Returned = makeObject(Call);
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

/// One event for each lock: a guard stands for the locks that it holds.
void FlowBuilder::lockEvents(EventKind Kind, ValueId Lock, const Stmt *Site,
                             bool Shared, bool Maybe, ValueId Outcome,
                             Success Ok) {
  if (Lock == ValueId::None)
    return;
  llvm::SmallVector<ValueId, 4> Pending = {Lock};
  llvm::SmallDenseSet<ValueId, 4> Seen;
  while (!Pending.empty()) {
    ValueId V = Pending.pop_back_val();
    if (!Seen.insert(V).second || Seen.size() > 16)
      continue;
    PlaceId P = Table.pointee(V);
    ValueId Held = readQuietly(P);
    const ValueNode &N = Table[Table.core(Held)];
    if (N.Kind == ValueKind::Guard) {
      Pending.append(N.Inputs.begin(), N.Inputs.end());
      continue;
    }
    if (N.Kind == ValueKind::Moved)
      continue;
    if (N.Kind == ValueKind::Phi) {
      bool IsGuard = false;
      for (const auto &[Key, Input] : Table.phiInputs(Table.core(Held))) {
        const ValueNode &I = Table[Table.core(Input)];
        IsGuard |= I.Kind == ValueKind::Guard;
        if (I.Kind == ValueKind::Guard)
          Pending.append(I.Inputs.begin(), I.Inputs.end());
      }
      if (IsGuard)
        continue;
    }
    Event &E = emit(Kind, Site);
    E.Subject = P;
    E.SubjectValue = Held;
    E.Shared = Shared;
    E.Maybe = Maybe;
    E.Result = Outcome;
    E.Ok = Ok;
  }
}

void FlowBuilder::lockRow(BoundCall &Call, const LockApi &Row) {
  if (Row.Lock != AnyArgument)
    return lockRowOn(Call, Row, slotValue(Call, Row.Lock));
  for (ValueId Lock : llvm::SmallVector<ValueId, 4>(Call.Arguments))
    lockRowOn(Call, Row, Lock);
}

void FlowBuilder::lockRowOn(BoundCall &Call, const LockApi &Row, ValueId Lock) {
  EventKind Kind = EventKind::Acquire;
  switch (Row.Effect) {
  case LockEffect::Acquire:
    break;
  case LockEffect::TryAcquire:
    Kind = EventKind::TryAcquire;
    break;
  case LockEffect::Release:
    Kind = EventKind::Release;
    break;
  case LockEffect::Wait:
    Kind = EventKind::Wait;
    break;
  }
  ValueId Tells = ValueId::None;
  bool Tries = Kind == EventKind::TryAcquire;
  if (Tries)
    Call.Returned = Tells = Table.opaque(Call.View.Site);
  if (Tries && waitsForEver(Call, Row.Timeout))
    Kind = EventKind::Acquire;
  size_t First = eventCount();
  lockEvents(Kind, Lock, Call.View.Site, Row.Shared, false, Tells, Row.Held);
  if (Recording)
    for (size_t I = First; I < eventCount(); ++I) {
      Event &E = Result->Blocks[Current->getBlockID()].Events[I];
      E.MaySignal = Row.MaySignal || Row.IsSemaphore;
      E.IsSemaphore = Row.IsSemaphore;
      if (Kind == EventKind::TryAcquire && Row.Timeout != NoSlot)
        E.Operands = {slotValue(Call, Row.Timeout)};
    }
  PlaceId Guard = slotPlace(Call, Row.Lock);
  if (Guard == PlaceId::None || Kind == EventKind::Wait || !isGuard(Guard))
    return;
  Env.write(Table, ownership(Guard),
            Kind == EventKind::TryAcquire
                ? Tells
                : Table.constant(Kind == EventKind::Acquire));
}

/// The lock that a thread-safety attribute names, in terms of the call.
ValueId FlowBuilder::attributeLock(const BoundCall *Call,
                                   const Expr *Argument) {
  Argument = Argument->IgnoreParenImpCasts();
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(Argument)) {
    ValueId Inner = attributeLock(Call, Unary->getSubExpr());
    if (Inner == ValueId::None || Unary->getOpcode() == UO_LNot)
      return ValueId::None;
    if (Unary->getOpcode() == UO_Deref)
      return readQuietly(Table.pointee(Inner));
    return Inner;
  }
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Argument)) {
    if (const auto *Parameter = llvm::dyn_cast<ParmVarDecl>(Ref->getDecl())) {
      unsigned I = Parameter->getFunctionScopeIndex();
      if (Call)
        return I < Call->Arguments.size() ? Call->Arguments[I] : ValueId::None;
      PlaceId P = Table.variable(Parameter);
      bool IsHandle = Parameter->getType()->isReferenceType() ||
                      Parameter->getType()->isPointerType();
      return IsHandle ? readQuietly(P) : Table.address(P);
    }
    if (const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl()))
      return Table.address(Table.variable(Var));
    return ValueId::None;
  }
  const auto *Member = llvm::dyn_cast<MemberExpr>(Argument);
  if (!Member)
    return ValueId::None;
  const auto *F = llvm::dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!F)
    return ValueId::None;
  PlaceId Base;
  if (llvm::isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    Base =
        Call ? Call->Object : Table.pointee(Table.initial(Table.thisPlace()));
  else {
    ValueId Outer = attributeLock(Call, Member->getBase());
    if (Outer == ValueId::None)
      return Outer;
    Base = Table.pointee(Outer);
    if (Member->isArrow() && Table[Base].Kind == PlaceKind::Field)
      Base = Table.pointee(readQuietly(Base));
  }
  if (Base == PlaceId::None)
    return ValueId::None;
  PlaceId P = Table.field(Base, F);
  return F->getType()->isPointerType() ? readQuietly(P) : Table.address(P);
}

/// Clang's thread-safety attributes say what a callee out of sight does.
void FlowBuilder::attributeEvents(BoundCall &Call) {
  const FunctionDecl *Callee = Call.View.Callee;
  if (!Callee || !Callee->hasAttrs() || (Call.Model && Call.Model->Lock))
    return;
  const Expr *Site = Call.View.Site;
  auto Each = [&](auto Arguments, EventKind Kind, bool Shared, Success Ok) {
    ValueId Tells = ValueId::None;
    if (Kind == EventKind::TryAcquire) {
      if (Call.Returned == ValueId::None)
        Call.Returned = Table.opaque(Site);
      Tells = Call.Returned;
    }
    if (Arguments.begin() == Arguments.end())
      lockEvents(Kind, Call.ObjectValue, Site, Shared, false, Tells, Ok);
    for (const Expr *Argument : Arguments)
      lockEvents(Kind, attributeLock(&Call, Argument), Site, Shared, false,
                 Tells, Ok);
  };
  for (const Attr *A : Callee->attrs()) {
    if (const auto *Acquire = llvm::dyn_cast<AcquireCapabilityAttr>(A))
      Each(Acquire->args(), EventKind::Acquire, Acquire->isShared(),
           Success::Always);
    else if (const auto *Release = llvm::dyn_cast<ReleaseCapabilityAttr>(A))
      Each(Release->args(), EventKind::Release, Release->isShared(),
           Success::Always);
    else if (const auto *Try = llvm::dyn_cast<TryAcquireCapabilityAttr>(A)) {
      bool OnTrue = true;
      if (const auto *Value = llvm::dyn_cast_or_null<CXXBoolLiteralExpr>(
              Try->getSuccessValue()))
        OnTrue = Value->getValue();
      Each(Try->args(), EventKind::TryAcquire, Try->isShared(),
           OnTrue ? Success::NonZero : Success::Zero);
    }
  }
}

/// Locks that the function's callers hold, by its own attributes.
void FlowBuilder::entryLocks() {
  const FunctionDecl *F = &Function;
  for (; F; F = F->getPreviousDecl())
    for (const auto *A : F->specific_attrs<RequiresCapabilityAttr>())
      for (const Expr *Argument : A->args()) {
        ValueId Lock = attributeLock(nullptr, Argument);
        if (Lock == ValueId::None)
          continue;
        Event &E = emit(EventKind::Acquire, nullptr);
        E.Subject = Table.pointee(Lock);
        E.Shared = A->isShared();
      }
}

//===----------------------------------------------------------------------===//
// Ports
//===----------------------------------------------------------------------===//

/// True if the parameter at \p S is a pointer or a reference to a number.
static bool givesOutNumber(const FunctionDecl &F, Slot S) {
  QualType T = F.getParamDecl(S)->getType();
  return (T->isPointerType() || T->isReferenceType()) &&
         T->getPointeeType()->isIntegerType();
}

void FlowBuilder::netRow(BoundCall &Call, const NetApi &Row) {
  const Expr *Site = Call.View.Site;
  PlaceId Socket = PlaceId::None;
  ValueId Handle = ValueId::None;
  if (Row.Socket != NoSlot) {
    Handle = slotValue(Call, Row.Socket);
    // A descriptor is its number; an object or a handle is its place.
    bool IsObject =
        Table.asAddress(Handle).has_value() || Row.Socket == Receiver;
    const Expr *Argument =
        Row.Socket >= 0 && size_t(Row.Socket) < Call.View.Arguments.size()
            ? Call.View.Arguments[Row.Socket]
            : nullptr;
    if (Argument && Argument->getType()->isPointerType())
      IsObject = true;
    if (IsObject)
      Socket = slotPlace(Call, Row.Socket);
    Handle = Table.core(Handle);
  }
  if (Row.Effect == NetEffect::LearnPort && Socket != PlaceId::None &&
      Row.Socket >= 0 && givesOutNumber(*Call.View.Callee, Row.Socket)) {
    // The call opens the socket and gives the descriptor out.
    Handle = Table.opaque(Site, 51);
    writePlace(Socket, Handle, Site);
    Socket = PlaceId::None;
  }
  auto Made = [&](EventKind Kind) -> Event & {
    Event &E = emit(Kind, Site);
    E.Subject = Socket;
    E.SubjectValue = Handle;
    E.Ok = Row.Ok;
    E.ByName = Call.Model->ByNameOnly;
    return E;
  };
  auto Tells = [&] {
    if (Row.Ok != Success::Always && Call.Returned == ValueId::None &&
        Row.Port != toctou::Result)
      Call.Returned = Table.opaque(Site);
    return Call.Returned;
  };
  switch (Row.Effect) {
  case NetEffect::Open:
    Call.Returned = Table.opaque(Site);
    return;
  case NetEffect::Connect:
    return;
  case NetEffect::Close: {
    Made(EventKind::Close);
    return;
  }
  case NetEffect::Bind: {
    ValueId Outcome = Tells();
    Event &E = Made(EventKind::Bind);
    E.Result = Outcome;
    if (Row.Port != AnyArgument) {
      E.Operands = {slotContent(Call, Row.Port)};
      return;
    }
    for (ValueId V : Call.Arguments)
      E.Operands.push_back(content(V, Site));
    return;
  }
  case NetEffect::LearnPort:
  case NetEffect::PickPort: {
    ValueId Number = Table.port(Site, false);
    ValueId Stored = Table.port(Site, Row.IsAddress);
    ValueId Outcome = ValueId::None;
    if (Row.Port == toctou::Result)
      Call.Returned = Stored;
    else
      Outcome = Tells();
    if (Row.Port != toctou::Result && Row.Port != NoSlot)
      if (PlaceId Into = slotPlace(Call, Row.Port); Into != PlaceId::None)
        writePlace(Into, Stored, Site);
    Event &E = Made(Row.Effect == NetEffect::PickPort ? EventKind::PickPort
                                                      : EventKind::LearnPort);
    E.Result = Outcome;
    E.Operands = {Number};
    return;
  }
  }
}

/// True if \p Target is a file opened by name: neither a stream that may be
/// anything nor one of the standard ones.
bool FlowBuilder::isFile(const BoundCall &Call, Slot Target) {
  if (Target == NoSlot)
    return true;
  if (Target >= 0 && size_t(Target) < Call.View.Arguments.size())
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(
            Call.View.Arguments[Target]->IgnoreParenImpCasts());
        Ref && Ref->getDecl()->getIdentifier() &&
        Lookup.isLogObject(Ref->getDecl()->getName()))
      return false;
  const ValueDecl *Named = Table.namedBy(slotPlace(Call, Target));
  QualType T;
  if (Named)
    T = Named->getType();
  else if (Target >= 0 && size_t(Target) < Call.View.Arguments.size())
    T = Call.View.Arguments[Target]->getType();
  else
    return false;
  const CXXRecordDecl *R = recordOf(T);
  if (Named && Named->getIdentifier() && Lookup.isLogObject(Named->getName()))
    return false;
  // A C stream or a descriptor: whoever opened it did so by name.
  if (!R || !R->hasDefinition() || Context.getLangOpts().CPlusPlus == 0)
    return true;
  return Lookup.record(*R).IsFile || R->getName().starts_with("_IO_FILE");
}

void FlowBuilder::handOverRow(BoundCall &Call, const HandOverApi &Row) {
  if (Row.Kind == HandOverKind::Client)
    return;
  if (Row.Kind == HandOverKind::ConfigFile &&
      (Call.IsLogging || !isFile(Call, Row.Target)))
    return;
  Event &E = emit(EventKind::HandOver, Call.View.Site);
  E.HandOver = Row.Kind;
  E.ByName = Call.Model->ByNameOnly;
  E.Subject = slotPlace(Call, Row.Kind == HandOverKind::ConfigFile ? Row.Target
                                                                   : Receiver);
  if (Row.Ok != Success::Always) {
    if (Call.Returned == ValueId::None)
      Call.Returned = Table.opaque(Call.View.Site);
    E.Result = Call.Returned;
    E.Ok = Row.Ok;
  }
  if (Row.Port != AnyArgument) {
    E.Operands = {slotContent(Call, Row.Port)};
    return;
  }
  for (ValueId V : Call.Arguments)
    E.Operands.push_back(content(V, Call.View.Site));
}

} // namespace clang::toctou
