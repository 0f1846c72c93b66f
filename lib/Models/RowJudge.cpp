//===- RowJudge.cpp -------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/RowJudge.h"
#include "Models/Signature.h"
#include "clang/AST/DeclCXX.h"

using namespace llvm;

namespace clang::toctou {

/// \p Ok as far as a function without a result can tell.
static Success successOf(Success Ok, const FunctionDecl &F) {
  return F.getReturnType()->isVoidType() ? Success::Always : Ok;
}

const LockApi *RowJudge::judged(LockApi Row, const FunctionDecl &F,
                                bool Telling) {
  if (!hasSlot(F, Row.Lock))
    return nullptr;
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (Row.NeedsPair && !(M && locksAndUnlocks(*M->getParent())))
    return nullptr;
  if (Telling) {
    if (Row.Lock >= 0 && !takesObject(F, Row.Lock))
      return nullptr;
    if (Row.Effect == LockEffect::TryAcquire) {
      if (F.getReturnType()->isVoidType())
        return nullptr;
      Row.Held = successByType(F);
      if (Row.Held == Success::Zero && M)
        Row.Held = Success::NonZero;
    }
  }
  return &Locks.emplace_back(Row);
}

const LockedCallApi *RowJudge::judged(LockedCallApi Row, const FunctionDecl &F,
                                      bool Telling) {
  if (Telling && Row.Lock == Receiver && !hasSlot(F, Receiver))
    Row.Lock = 0;
  return hasSlot(F, Row.Lock) ? &LockedCalls.emplace_back(Row) : nullptr;
}

const NetApi *RowJudge::judged(NetApi Row, const FunctionDecl &F,
                               bool Telling) {
  if (Telling) {
    Row.Ok = successByType(F);
    if (Row.Effect == NetEffect::LearnPort ||
        Row.Effect == NetEffect::PickPort) {
      std::optional<PortOutput> Out = portOutput(F);
      if (!Out || (Row.Effect == NetEffect::PickPort && givesPortBack(F)))
        return nullptr;
      Row.Port = Out->Where;
      Row.IsAddress = Out->IsAddress;
      if (Row.Effect == NetEffect::PickPort && Out->Socket != NoSlot) {
        // The socket still holds the number, until the caller closes it.
        Row.Effect = NetEffect::LearnPort;
        Row.Socket = Out->Socket;
      }
      if (Row.Port == Result)
        Row.Ok = Success::Always;
    }
  }
  if (!hasSlot(F, Row.Socket) || !hasSlot(F, Row.Port) ||
      !isOfPortType(F, Row.Port, Row.PortType))
    return nullptr;
  Row.Ok = successOf(Row.Ok, F);
  return &Nets.emplace_back(Row);
}

const HandOverApi *RowJudge::judged(HandOverApi Row, const FunctionDecl &F,
                                    bool Telling) {
  if (!hasSlot(F, Row.Port) || !hasSlot(F, Row.Target))
    return nullptr;
  if (Telling) {
    if (!hasSlot(F, 0))
      return nullptr;
    Row.Ok = successByType(F);
  }
  Row.Ok = successOf(Row.Ok, F);
  return &HandOvers.emplace_back(Row);
}

} // namespace clang::toctou
