//===- LockCommands.cpp - What a call about a file's lock does ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/LockCommands.h"
#include "clang/AST/OperationKinds.h"

namespace clang::toctou {

namespace {

/// What is known of the bits of a number.
struct KnownBits {
  int64_t Ones = 0;
  int64_t Open = -1; ///< Those that may be either.
};

KnownBits bitsOf(const Values &Table, ValueId V, unsigned Depth) {
  if (V == ValueId::None || Depth == 0)
    return {};
  V = Table.core(V);
  if (auto N = Table.asConstant(V))
    return {*N, 0};
  const ValueNode &N = Table[V];
  if (N.Kind == ValueKind::Phi) {
    bool First = true;
    KnownBits All;
    for (const auto &[Key, Input] : Table.phiInputs(V)) {
      KnownBits B = bitsOf(Table, Input, Depth - 1);
      if (First)
        All = B;
      else
        All = {All.Ones & B.Ones, All.Open | B.Open | (All.Ones ^ B.Ones)};
      First = false;
    }
    return All;
  }
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Binary)
    return {};
  KnownBits L = bitsOf(Table, N.Inputs[0], Depth - 1);
  KnownBits R = bitsOf(Table, N.Inputs[1], Depth - 1);
  if (N.Number == BO_Or)
    return {L.Ones | R.Ones, (L.Open | R.Open) & ~(L.Ones | R.Ones)};
  if (N.Number == BO_And)
    return {L.Ones & R.Ones,
            (L.Open & (R.Ones | R.Open)) | (R.Open & (L.Ones | L.Open))};
  return {};
}

} // namespace

void decideCommand(Event &E, const Values &Table) {
  if (!E.Commands || E.Operands.size() < 2)
    return;
  E.Kind = EventKind::LockFile;
  E.MayWait = true; // What is not known is not guessed to give up.
  const LockCommandApi &Row = *E.Commands;
  if (E.Operands[1] != ValueId::None &&
      Table.asConstant(Table.core(E.Operands[1])) == Row.ReleaseNumber) {
    E.Kind = EventKind::UnlockFile;
    E.MayWait = false;
    return;
  }
  KnownBits Bits = bitsOf(Table, E.Operands[0], 6);
  for (const LockCommand &C : Row.Commands) {
    if (Bits.Open & C.Mask)
      continue;
    if ((Bits.Ones & C.Mask) != C.Number)
      continue;
    if (C.Effect == FileLockEffect::None)
      E.Kind = EventKind::Unknown;
    if (C.Effect == FileLockEffect::Release)
      E.Kind = EventKind::UnlockFile;
    E.MayWait = C.Effect == FileLockEffect::Wait;
    return;
  }
}

bool isForEver(const Values &Table, ValueId V) {
  if (V == ValueId::None)
    return false;
  auto N = Table.asConstant(Table.core(V));
  return N && (*N < 0 || *N == 0xffffffffLL || *N == INT64_MAX);
}

} // namespace clang::toctou
