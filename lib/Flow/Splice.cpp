//===- Splice.cpp - A callee's summary in its caller's terms --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/Splice.h"
#include "Flow/SqlValues.h"
#include "clang/AST/DeclCXX.h"

namespace clang::toctou {

/// True if \p Var lives and dies with a call of \p F.
static bool isLocalTo(const VarDecl &Var, const FunctionDecl &F) {
  if (!Var.hasLocalStorage())
    return false;
  const auto *Owner =
      llvm::dyn_cast_or_null<FunctionDecl>(Var.getParentFunctionOrMethod());
  return Owner && Owner->getCanonicalDecl() == F.getCanonicalDecl();
}

PlaceId Splice::place(PlaceId P) {
  if (P == PlaceId::None)
    return P;
  PlaceNode N = Table[P];
  switch (N.Kind) {
  case PlaceKind::Variable: {
    const auto *Var = static_cast<const VarDecl *>(N.Anchor);
    if (N.Context == ContextId::None && !isLocalTo(*Var, Callee))
      return P;
    return Table.variable(Var, Table.extend(N.Context, CallSite));
  }
  case PlaceKind::This:
    return P;
  case PlaceKind::Object:
    return Table.object(static_cast<const Stmt *>(N.Anchor),
                        Table.extend(N.Context, CallSite));
  case PlaceKind::Pointee:
    return Table.pointee(value(N.Value));
  case PlaceKind::Field:
    return Table.field(place(N.Parent),
                       static_cast<const FieldDecl *>(N.Anchor));
  case PlaceKind::Element:
    return Table.element(place(N.Parent), value(N.Value));
  }
  return P;
}

ValueId Splice::value(ValueId V) {
  if (V == ValueId::None)
    return V;
  if (auto It = Memo.find(V); It != Memo.end())
    return It->second;
  if (Depth > 100)
    return V;
  ++Depth;
  ValueId New = valueOfNode(V);
  --Depth;
  Memo[V] = New;
  return New;
}

ValueId Splice::derivedValue(const ValueNode &N) {
  llvm::SmallVector<ValueId, 4> Inputs;
  for (ValueId Input : N.Inputs)
    Inputs.push_back(value(Input));
  // A text in the caller's buffer is what the buffer holds now.
  if (N.Number >= TextFormat)
    for (ValueId &Input : Inputs)
      if (auto P = Table.asAddress(Input); P && N.Number != SqlBoundOut &&
                                           N.Number != SqlUse &&
                                           N.Number != SqlInto)
        Input = Env.read(Table, *P, IsPort);
  if (N.How == Derivation::Field)
    return Table.project(Inputs[0], static_cast<const FieldDecl *>(N.Anchor),
                         N.Number);
  if (N.How == Derivation::Element)
    if (auto P = Table.asAddress(Inputs[0]))
      return Env.read(Table, *P, IsPort);
  return Table.derived(N.How, Inputs, N.Anchor, N.Number);
}

ValueId Splice::valueOfNode(ValueId V) {
  const ValueNode &N = Table[V];
  const auto *Site = static_cast<const Stmt *>(N.Anchor);
  switch (N.Kind) {
  case ValueKind::Constant:
  case ValueKind::Text:
  case ValueKind::Moved:
  case ValueKind::Function:
    return V;
  case ValueKind::Initial: {
    if (auto It = Bound.find(N.At); It != Bound.end())
      return It->second;
    PlaceNode At = Table[N.At];
    if (At.Kind == PlaceKind::This)
      return V;
    if (At.Kind == PlaceKind::Field) {
      // A part of a parameter that was passed by value.
      ValueId Whole = value(Table.initial(At.Parent));
      const ValueNode &W = Table[Whole];
      if (W.Kind != ValueKind::Initial || W.At != At.Parent) {
        const auto *F = static_cast<const FieldDecl *>(At.Anchor);
        PlaceId P = place(N.At);
        if (Table[Table.root(N.At)].Kind == PlaceKind::Pointee)
          return Env.read(Table, P, IsPort);
        return Table.project(Whole, F, IsPort(*F));
      }
    }
    return Env.read(Table, place(N.At), IsPort);
  }
  case ValueKind::Address:
    return Table.address(place(N.At));
  case ValueKind::Read:
    return Table.read(value(N.Inputs[0]), Site,
                      Table.extend(N.Context, CallSite));
  case ValueKind::Port:
    return Table.port(Site, N.AddressForm, Table.extend(N.Context, CallSite));
  case ValueKind::Opaque:
    return Table.opaque(Site, N.Number, Table.extend(N.Context, CallSite));
  case ValueKind::Derived:
    return derivedValue(N);
  case ValueKind::Record: {
    llvm::SmallVector<std::pair<const FieldDecl *, ValueId>, 4> Fields;
    for (unsigned I = 0; I < N.Fields.size(); ++I)
      Fields.push_back({static_cast<const FieldDecl *>(N.Fields[I]),
                        value(N.Inputs[I + 1])});
    return Table.record(N.Anchor, value(N.Inputs[0]), Fields);
  }
  case ValueKind::Phi: {
    ValueId New = Table.phi(N.Anchor, N.At, Table.extend(N.Context, CallSite));
    Memo[V] = New;
    auto Inputs = llvm::to_vector(Table.phiInputs(V));
    for (const auto &[Key, Input] : Inputs)
      Table.setPhiInput(New, Key, value(Input));
    return New;
  }
  case ValueKind::Guard: {
    llvm::SmallVector<ValueId, 2> Locks;
    for (ValueId Lock : N.Inputs)
      Locks.push_back(value(Lock));
    return Table.guard(Locks, N.Number);
  }
  case ValueKind::Callable: {
    llvm::SmallVector<ValueId, 4> Captured;
    for (ValueId Input : N.Inputs)
      Captured.push_back(value(Input));
    return Table.callable(Site, Captured);
  }
  }
  return V;
}

Event Splice::event(const Event &E) {
  Event Made = E;
  Made.Site = CallSite;
  Made.Subject = place(E.Subject);
  Made.SubjectValue = value(E.SubjectValue);
  for (ValueId &V : Made.Operands)
    V = value(V);
  Made.Result = value(E.Result);
  Made.CallIndex = 0;
  return Made;
}

} // namespace clang::toctou
