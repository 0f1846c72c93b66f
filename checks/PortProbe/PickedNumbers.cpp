//===- PickedNumbers.cpp --------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PickedNumbers.h"
#include "Automata/Bearing.h"
#include "Events/CallView.h"
#include "Models/ApiLookup.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

/// Looks for what makes a number differ from try to try.
class Variation {
public:
  Variation(Values &Table, ApiLookup &Lookup) : Table(Table), Lookup(Lookup) {}

  bool of(ValueId V) {
    bool Varies = false;
    PathFacts NoChoice; // Every turn of the loop counts, not this path's.
    visitBorne(Table, NoChoice, V, [&](ValueId Inner) {
      const ValueNode &N = Table[Inner];
      Varies |= N.Kind == ValueKind::Phi ? stepsOn(Inner)
                                         : isRemainder(N) || isDrawn(N);
      return !Varies;
    });
    return Varies;
  }

  /// True if \p V is taken from a pool from which a loop takes one after the
  /// other: a queue that changes from turn to turn, not an iterator over what
  /// stays.
  bool isOfPool(ValueId V) {
    bool Found = false;
    PathFacts NoChoice;
    visitBorne(Table, NoChoice, V, [&](ValueId Inner) {
      const ValueNode &N = Table[Inner];
      if (N.Kind == ValueKind::Phi)
        Found |= isContainer(N.At) && putsBack(Inner);
      return !Found && N.Kind != ValueKind::Phi;
    });
    return Found;
  }

private:
  /// True if \p Phi is its own value of the turn before, changed by arithmetic.
  bool stepsOn(ValueId Phi) {
    return llvm::any_of(Table.phiInputs(Phi), [&](const auto &Arrival) {
      const ValueNode &N = Table[Table.core(Arrival.second)];
      return N.Kind == ValueKind::Derived && N.How == Derivation::Binary &&
             llvm::any_of(N.Inputs, [&](ValueId From) {
               return Table.core(From) == Phi;
             });
    });
  }

  /// True if \p Phi is its own value of the turn before, with things put in or
  /// taken out.
  bool putsBack(ValueId Phi) {
    return llvm::any_of(Table.phiInputs(Phi), [&](const auto &Arrival) {
      ValueId V = Table.core(Arrival.second);
      for (unsigned Steps = 0; Steps < 8; ++Steps) {
        const ValueNode &N = Table[V];
        if (N.Kind != ValueKind::Derived || N.How != Derivation::Put)
          return false;
        V = Table.core(N.Inputs[0]);
        if (V == Phi)
          return true;
      }
      return false;
    });
  }

  bool isContainer(PlaceId P) const {
    if (P == PlaceId::None)
      return false;
    const PlaceNode &N = Table[P];
    QualType T;
    if (N.Kind == PlaceKind::Variable)
      T = static_cast<const VarDecl *>(N.Anchor)->getType();
    else if (N.Kind == PlaceKind::Field)
      T = static_cast<const FieldDecl *>(N.Anchor)->getType();
    else
      return false;
    const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition())
      return false;
    // What can be advanced is an iterator.
    return llvm::none_of(R->getDefinition()->methods(),
                         [](const CXXMethodDecl *M) {
                           return M->getOverloadedOperator() == OO_PlusPlus;
                         });
  }

  /// True if \p N is the remainder of something that no reader could name.
  bool isRemainder(const ValueNode &N) const {
    return N.Kind == ValueKind::Derived && N.How == Derivation::Binary &&
           N.Number == BO_Rem && llvm::any_of(N.Inputs, [&](ValueId From) {
             ValueKind Kind = Table[Table.core(From)].Kind;
             return Kind == ValueKind::Opaque || Kind == ValueKind::Derived;
           });
  }

  bool isDrawn(const ValueNode &N) const {
    if (N.Kind != ValueKind::Opaque || !N.Anchor)
      return false;
    auto View = CallView::of(static_cast<const Stmt *>(N.Anchor));
    return View && View->Callee && Lookup.call(*View->Callee).Draws;
  }

  Values &Table;
  ApiLookup &Lookup;
};

} // namespace

ValueId pickedNumber(Values &Table, ApiLookup &Lookup, const PathFacts &Facts,
                     ValueId V) {
  auto IsPort = [&](const void *F) {
    return Lookup.isPortField(*static_cast<const FieldDecl *>(F));
  };
  Variation Varies(Table, Lookup);
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
    bool IsPhi = N.Kind == ValueKind::Phi;
    bool IsBinary = N.Kind == ValueKind::Derived && N.How == Derivation::Binary;
    bool IsElement =
        N.Kind == ValueKind::Derived && N.How == Derivation::Element;
    if ((IsElement && Varies.isOfPool(Inner)) ||
        ((IsPhi || IsBinary || N.Kind == ValueKind::Opaque) &&
         Varies.of(Inner)))
      Picked = Inner;
    return !IsElement && Picked == ValueId::None;
  });
  return Picked;
}

ValueId portPart(const Values &Table, ApiLookup &Lookup, ValueId V) {
  const ValueNode &N = Table[Table.core(V)];
  if (N.Kind == ValueKind::Record)
    for (unsigned I = 0; I < N.Fields.size(); ++I)
      if (Lookup.isPortField(*static_cast<const FieldDecl *>(N.Fields[I])))
        return N.Inputs[I + 1];
  return V;
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
