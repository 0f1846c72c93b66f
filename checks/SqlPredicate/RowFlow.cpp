//===- RowFlow.cpp - Whether a value comes from the rows of a SELECT ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/RowFlow.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

static constexpr unsigned MaxVisits = 800;

bool comesFrom(Values &Table, const PathFacts &Facts, ValueId Start,
               ValueId Rows, const Carriers &Filled) {
  llvm::DenseMap<ValueId, unsigned> Seen;
  llvm::SmallVector<ValueId, 32> Pending = {Start};
  for (unsigned Visits = 0; !Pending.empty() && Visits < MaxVisits; ++Visits) {
    ValueId V = Pending.pop_back_val();
    if (V == ValueId::None)
      continue;
    unsigned Times = ++Seen[V];
    const ValueNode &N = Table[V];
    if (N.Kind == ValueKind::Phi) {
      if (Times > 2)
        continue;
      // What a loop's turn made of the turn before began with what came in.
      ValueId Chosen = Facts.chosen(Table, V);
      if (Times == 1 && Chosen != V) {
        Pending.push_back(Chosen);
        continue;
      }
      for (const auto &[Key, Input] : Table.phiInputs(V))
        Pending.push_back(Input);
      continue;
    }
    if (Times > 1)
      continue;
    if (V == Rows || Filled.count(Table.core(V)))
      return true;
    switch (N.Kind) {
    case ValueKind::Initial:
    case ValueKind::Address: {
      // What a pointer into the rows points to is theirs.
      const PlaceNode &Root = Table[Table.root(N.At)];
      if (Root.Kind == PlaceKind::Pointee)
        Pending.push_back(Root.Value);
      break;
    }
    case ValueKind::Derived:
      if (N.How == Derivation::Field) {
        const auto *F = static_cast<const FieldDecl *>(N.Anchor);
        bool IsPort = N.Number;
        ValueId Object = N.Inputs[0];
        ValueId Known = Facts.resolve(Table, Object);
        if (Table[Known].Kind == ValueKind::Phi) {
          auto Inputs = llvm::to_vector(Table.phiInputs(Known));
          for (const auto &[Key, Input] : Inputs)
            if (Input != Known && Seen.size() < MaxVisits / 2)
              Pending.push_back(Table.project(Input, F, IsPort));
          break;
        }
        ValueId Part = Table.project(Known, F, IsPort);
        Pending.push_back(Part != V ? Part : Known);
        break;
      }
      Pending.append(N.Inputs.begin(), N.Inputs.end());
      break;
    case ValueKind::Read:
    case ValueKind::Record:
    case ValueKind::Callable:
      Pending.append(N.Inputs.begin(), N.Inputs.end());
      break;
    case ValueKind::Constant:
    case ValueKind::Text:
    case ValueKind::Port:
    case ValueKind::Opaque:
    case ValueKind::Phi:
    case ValueKind::Guard:
    case ValueKind::Moved:
    case ValueKind::Function:
      break;
    }
  }
  return false;
}

} // namespace clang::toctou
