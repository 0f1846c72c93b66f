//===- PickedNumbers.cpp --------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PickedNumbers.h"
#include "Automata/Bearing.h"
#include "Models/ApiLookup.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// True if \p Phi is its own value of the turn before, changed by arithmetic.
static bool stepsOn(Values &Table, ValueId Phi) {
  return llvm::any_of(Table.phiInputs(Phi), [&](const auto &Arrival) {
    const ValueNode &N = Table[Table.core(Arrival.second)];
    return N.Kind == ValueKind::Derived && N.How == Derivation::Binary &&
           llvm::any_of(N.Inputs,
                        [&](ValueId From) { return Table.core(From) == Phi; });
  });
}

/// True if \p N is the remainder of something that no reader could name.
static bool isDrawn(Values &Table, const ValueNode &N) {
  return N.Kind == ValueKind::Derived && N.How == Derivation::Binary &&
         N.Number == BO_Rem && llvm::any_of(N.Inputs, [&](ValueId From) {
           ValueKind Kind = Table[Table.core(From)].Kind;
           return Kind == ValueKind::Opaque || Kind == ValueKind::Derived;
         });
}

static bool varies(Values &Table, ValueId V) {
  bool Varies = false;
  PathFacts NoChoice; // Every turn of the loop counts, not this path's.
  visitBorne(Table, NoChoice, V, [&](ValueId Inner) {
    const ValueNode &N = Table[Inner];
    Varies |=
        N.Kind == ValueKind::Phi ? stepsOn(Table, Inner) : isDrawn(Table, N);
    return !Varies;
  });
  return Varies;
}

ValueId pickedNumber(Values &Table, ApiLookup &Lookup, const PathFacts &Facts,
                     ValueId V) {
  auto IsPort = [&](const void *F) {
    return Lookup.isPortField(*static_cast<const FieldDecl *>(F));
  };
  ValueId Picked = ValueId::None;
  visitBorne(Table, Facts, V, [&](ValueId Inner) {
    if (Picked != ValueId::None)
      return false;
    const ValueNode &N = Table[Inner];
    if (N.Kind == ValueKind::Record && llvm::any_of(N.Fields, IsPort)) {
      for (unsigned I = 0; I < N.Fields.size(); ++I)
        if (IsPort(N.Fields[I]))
          Picked = pickedNumber(Table, Lookup, Facts, N.Inputs[I + 1]);
      return false;
    }
    bool IsNumber = N.Kind == ValueKind::Phi || (N.Kind == ValueKind::Derived &&
                                                 N.How == Derivation::Binary);
    if (!IsNumber)
      return true;
    if (varies(Table, Inner))
      Picked = Inner;
    return N.Kind == ValueKind::Phi;
  });
  return Picked;
}

static bool isContainerOf(Values &Table, const PathFacts &Facts, ValueId V,
                          ValueId Number) {
  bool IsPut = false;
  visitBorne(Table, Facts, V, [&](ValueId Inner) {
    const ValueNode &N = Table[Inner];
    IsPut |= N.Kind == ValueKind::Derived && N.How == Derivation::Put &&
             bears(Table, Facts, Inner, Number);
    return !IsPut;
  });
  return IsPut;
}

bool takesOneOfSeveral(Values &Table, const PathFacts &Facts, const Event &Use,
                       ValueId Number) {
  bool Takes = false;
  for (ValueId V : Use.Operands)
    visitBorne(Table, Facts, V, [&](ValueId Inner) {
      const ValueNode &N = Table[Inner];
      if (N.Kind == ValueKind::Derived &&
          (N.How == Derivation::Element || N.How == Derivation::Getter))
        for (ValueId From : N.Inputs)
          Takes |= isContainerOf(Table, Facts, From, Number);
      return true;
    });
  return Takes;
}

} // namespace clang::toctou
