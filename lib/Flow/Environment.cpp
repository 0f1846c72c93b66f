//===- Environment.cpp - What places hold at one point of a function ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/Environment.h"
#include "clang/AST/Decl.h"

namespace clang::toctou {

ValueId Environment::readBound(Values &Table, PlaceId P,
                               IsPortField IsPort) const {
  if (auto It = Bound.find(P); It != Bound.end())
    return It->second;
  PlaceNode N = Table[P];
  switch (N.Kind) {
  case PlaceKind::Field: {
    const auto *F = static_cast<const FieldDecl *>(N.Anchor);
    return Table.project(readBound(Table, N.Parent, IsPort), F, IsPort(*F));
  }
  case PlaceKind::Element: {
    ValueId Whole = readBound(Table, N.Parent, IsPort);
    if (Table[Whole].Kind == ValueKind::Initial)
      return Table.initial(P);
    return Table.derived(Derivation::Element, {Whole});
  }
  case PlaceKind::Pointee: {
    ValueKind Pointer = Table[Table.core(N.Value)].Kind;
    if (Pointer == ValueKind::Phi)
      if (ValueId V = readChoice(Table, P, IsPort); V != ValueId::None)
        return V;
    if (Pointer == ValueKind::Derived || Pointer == ValueKind::Phi)
      return Table.derived(Derivation::Element, {N.Value});
    return Table.initial(P);
  }
  case PlaceKind::Variable:
  case PlaceKind::This:
  case PlaceKind::Object:
    break;
  }
  return Table.initial(P);
}

/// What the pointee \p P holds, whose pointer is one of several: by that one.
/// None if no object that it may point to is known.
ValueId Environment::readChoice(Values &Table, PlaceId P,
                                IsPortField IsPort) const {
  static constexpr unsigned MaxDepth = 4;
  if (ChoiceDepth >= MaxDepth)
    return ValueId::None;
  ++ChoiceDepth;
  ValueId Pointer = Table.core(Table[P].Value);
  auto Inputs = llvm::to_vector(Table.phiInputs(Pointer));
  ValueId Choice = ValueId::None;
  for (const auto &[Key, Input] : Inputs) {
    ValueId Held = ValueId::None;
    if (auto At = Table.asAddress(Input))
      Held = read(Table, *At, IsPort);
    else if (Input != Pointer &&
             Table[Table.core(Input)].Kind == ValueKind::Phi)
      Held = readChoice(Table, Table.pointee(Input), IsPort);
    if (Held == ValueId::None)
      continue;
    if (Choice == ValueId::None)
      Choice = Table.phi(Table[Pointer].Anchor, P, Table[Pointer].Context);
    Table.setPhiInput(Choice, Key, Held);
  }
  --ChoiceDepth;
  return Choice;
}

ValueId Environment::read(Values &Table, PlaceId P, IsPortField IsPort) const {
  ValueId Whole = readBound(Table, P, IsPort);
  llvm::SmallVector<std::pair<const FieldDecl *, ValueId>, 4> Fields;
  for (const auto &[Inner, V] : Bound) {
    if (Inner == P || !Table.isWithin(Inner, P))
      continue;
    // The field of P that the inner place is part of.
    PlaceId Part = Inner;
    while (Table[Part].Parent != P)
      Part = Table[Part].Parent;
    if (Table[Part].Kind != PlaceKind::Field)
      continue;
    const auto *F = static_cast<const FieldDecl *>(Table[Part].Anchor);
    bool Seen = false;
    for (const auto &Known : Fields)
      Seen |= Known.first == F;
    if (!Seen)
      Fields.push_back({F, read(Table, Part, IsPort)});
  }
  if (Fields.empty())
    return Whole;
  return Table.record(nullptr, Whole, Fields);
}

void Environment::write(const Values &Table, PlaceId P, ValueId V) {
  for (auto It = Bound.begin(); It != Bound.end();) {
    if (It->first != P && Table.isWithin(It->first, P))
      It = Bound.erase(It);
    else
      ++It;
  }
  Bound[P] = V;
}

void Environment::join(Values &Table, const Environment &From,
                       const void *Owner, PhiKey Edge,
                       llvm::ArrayRef<PhiKey> Earlier, IsPortField IsPort,
                       std::map<PlaceId, ValueId> &Phis) {
  if (Earlier.empty()) {
    Bound = From.Bound;
    for (const auto &[P, Phi] : Phis) {
      Table.setPhiInput(Phi, Edge, From.readBound(Table, P, IsPort));
      Bound[P] = Phi;
    }
    return;
  }
  std::vector<PlaceId> All;
  for (const auto &[P, V] : Bound)
    All.push_back(P);
  for (const auto &[P, V] : From.Bound)
    if (!Bound.count(P))
      All.push_back(P);
  for (PlaceId P : All) {
    ValueId There = From.readBound(Table, P, IsPort);
    if (auto It = Phis.find(P); It != Phis.end()) {
      Table.setPhiInput(It->second, Edge, There);
      continue;
    }
    ValueId Here = readBound(Table, P, IsPort);
    if (Here == There)
      continue;
    ValueId Phi = Table.phi(Owner, P);
    for (PhiKey Key : Earlier)
      Table.setPhiInput(Phi, Key, Here);
    Table.setPhiInput(Phi, Edge, There);
    Phis[P] = Phi;
    Bound[P] = Phi;
  }
}

} // namespace clang::toctou
