//===- Bearing.cpp - What a value bears -----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Automata/Bearing.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::toctou {

static constexpr unsigned MaxVisited = 600;

void visitBorne(Values &Table, const PathFacts &Facts, ValueId Start,
                llvm::function_ref<bool(ValueId)> Visit,
                BearingOptions Options) {
  llvm::DenseSet<ValueId> Seen;
  llvm::SmallVector<ValueId, 16> Pending = {Start};
  while (!Pending.empty() && Seen.size() < MaxVisited) {
    ValueId V = Pending.pop_back_val();
    if (V == ValueId::None || !Seen.insert(V).second)
      continue;
    if (!Visit(V))
      continue;
    const ValueNode &N = Table[V];
    switch (N.Kind) {
    case ValueKind::Phi: {
      ValueId Chosen = Facts.chosen(Table, V);
      if (Chosen != V) {
        Pending.push_back(Chosen);
        break;
      }
      for (const auto &[Key, Input] : Table.phiInputs(V))
        Pending.push_back(Input);
      break;
    }
    case ValueKind::Derived: {
      if (N.How == Derivation::Text && !Options.ThroughText)
        break;
      if (N.How != Derivation::Field) {
        Pending.append(N.Inputs.begin(), N.Inputs.end());
        break;
      }
      // Only the member's part of what the object bears.
      const auto *F = static_cast<const FieldDecl *>(N.Anchor);
      bool IsPort = N.Number;
      ValueId Object = Facts.resolve(Table, N.Inputs[0]);
      if (Table[Object].Kind == ValueKind::Phi) {
        auto Inputs = llvm::to_vector(Table.phiInputs(Object));
        for (const auto &[Key, Input] : Inputs)
          if (Input != Object)
            Pending.push_back(Table.project(Input, F, IsPort));
        break;
      }
      ValueId Part = Table.project(Object, F, IsPort);
      if (Part != V)
        Pending.push_back(Part);
      else
        Pending.push_back(Object);
      break;
    }
    case ValueKind::Read:
    case ValueKind::Record:
    case ValueKind::Callable:
      Pending.append(N.Inputs.begin(), N.Inputs.end());
      break;
    case ValueKind::Constant:
    case ValueKind::Text:
    case ValueKind::Initial:
    case ValueKind::Address:
    case ValueKind::Port:
    case ValueKind::Opaque:
    case ValueKind::Guard:
    case ValueKind::Moved:
    case ValueKind::Function:
      break;
    }
  }
}

bool bears(Values &Table, const PathFacts &Facts, ValueId V, ValueId Wanted) {
  bool Found = false;
  const ValueNode &W = Table[Wanted];
  visitBorne(Table, Facts, V, [&](ValueId Inner) {
    const ValueNode &N = Table[Inner];
    Found |= Inner == Wanted ||
             (N.Kind == ValueKind::Initial && W.Kind == ValueKind::Initial &&
              Table.isWithin(W.At, N.At)) ||
             (N.Kind == ValueKind::Port && W.Kind == ValueKind::Port &&
              N.Anchor == W.Anchor && N.Context == W.Context);
    return !Found;
  });
  return Found;
}

} // namespace clang::toctou
