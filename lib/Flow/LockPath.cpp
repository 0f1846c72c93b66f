//===- LockPath.cpp - Paths that are locks --------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/LockPath.h"
#include "Models/AcquisitionLookup.h"
#include "Models/ApiLookup.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::toctou {

bool isLockPath(const Values &Table, ApiLookup &Lookup, ValueId V,
                const FunctionDecl *In) {
  static constexpr unsigned MaxVisited = 32;
  AcquisitionLookup &Names = Lookup.acquisitions();
  if (In && In->getIdentifier() && Names.speaksOfLock(In->getName()))
    return true;
  llvm::DenseSet<ValueId> Seen;
  llvm::SmallVector<ValueId, 8> Pending = {V};
  while (!Pending.empty() && Seen.size() < MaxVisited) {
    ValueId Next = Pending.pop_back_val();
    if (Next == ValueId::None || !Seen.insert(Next).second)
      continue;
    const ValueNode &N = Table[Next];
    if (N.Kind == ValueKind::Text) {
      const auto *Literal =
          llvm::dyn_cast<StringLiteral>(static_cast<const Stmt *>(N.Anchor));
      if (Literal && Literal->getCharByteWidth() == 1 &&
          Names.speaksOfLock(Literal->getString()))
        return true;
    }
    if (N.Kind == ValueKind::Initial || N.Kind == ValueKind::Phi ||
        N.Kind == ValueKind::Address) {
      const ValueDecl *D = Table.namedBy(N.At);
      if (D && D->getIdentifier() && Names.speaksOfLock(D->getName()))
        return true;
      // `*path`, `path->name`: the pointer's name tells as well.
      if (N.At != PlaceId::None) {
        const PlaceNode &Root = Table[Table.root(N.At)];
        if (Root.Kind == PlaceKind::Pointee)
          Pending.push_back(Root.Value);
      }
    }
    Pending.append(N.Inputs.begin(), N.Inputs.end());
    for (const auto &[Key, Input] : Table.phiInputs(Next))
      Pending.push_back(Input);
  }
  return false;
}

} // namespace clang::toctou
