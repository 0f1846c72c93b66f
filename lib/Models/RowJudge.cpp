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
  if (Row.Effect == LockEffect::TryAcquire) {
    // A later version of the library: what tells nothing waits, and a truth
    // value is true for success.
    if (!Telling && F.getReturnType()->isVoidType())
      Row.Effect = LockEffect::Acquire;
    if (Row.Held == Success::Zero && F.getReturnType()->isBooleanType())
      Row.Held = Success::NonZero;
  }
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

/// True if the parameter at \p S can hold a name: text, or an object that is
/// made from one.
static bool takesPath(const FunctionDecl &F, Slot S) {
  QualType T = F.getParamDecl(S)->getType().getNonReferenceType();
  if (T->isPointerType())
    return T->getPointeeType()->isAnyCharacterType() ||
           T->getPointeeType()->isRecordType();
  return T->isRecordType() || T->isDependentType();
}

/// True if the parameter at \p S is told why the call failed.
static bool isErrorCode(const FunctionDecl &F, Slot S) {
  if (S < 0 || unsigned(S) >= F.getNumParams())
    return false;
  const CXXRecordDecl *R =
      F.getParamDecl(S)->getType()->getPointeeCXXRecordDecl();
  return R && R->getIdentifier() && R->getName() == "error_code";
}

/// True if \p F reports failure through an argument.
static bool takesErrorCode(const FunctionDecl &F) {
  for (unsigned I = 0; I < F.getNumParams(); ++I)
    if (isErrorCode(F, Slot(I)))
      return true;
  return false;
}

const PathApi *RowJudge::judged(PathApi Row, const FunctionDecl &F,
                                bool /*Telling*/) {
  if (!hasSlot(F, Row.Path) ||
      (Row.Parameters >= 0 && F.getNumParams() != unsigned(Row.Parameters)))
    return nullptr;
  if (looksUp(Row.Deed) && Row.Path >= 0 && !takesPath(F, Row.Path))
    return nullptr;
  for (Slot *S : {&Row.Dir, &Row.Info, &Row.Mode})
    if (!hasSlot(F, *S) || isErrorCode(F, *S))
      *S = NoSlot;
  Row.Throws &= !takesErrorCode(F);
  // A truth value says yes where a number says 0.
  if (looksUp(Row.Deed) && Row.Ok == Success::Zero &&
      F.getReturnType()->isBooleanType())
    Row.Ok = Success::NonZero;
  // What a stream opens, the stream itself tells of.
  if (Row.Info != Receiver)
    Row.Ok = successOf(Row.Ok, F);
  return &Paths.emplace_back(Row);
}

} // namespace clang::toctou
