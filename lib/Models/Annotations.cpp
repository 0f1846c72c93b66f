//===- Annotations.cpp ----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Annotations.h"
#include "Models/ApiLookup.h"
#include "Models/Signature.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

using namespace llvm;

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// The words after `toctou::` on one declaration.
using Words = SmallVector<StringRef, 2>;

static void addWords(const Decl &D, Words &To) {
  if (!D.hasAttrs())
    return;
  for (const auto *A : D.specific_attrs<AnnotateAttr>())
    if (StringRef Word = A->getAnnotation(); Word.consume_front("toctou::"))
      To.push_back(Word);
}

/// The words on all declarations of \p D.
static Words wordsOf(const Decl &D) {
  Words Found;
  for (const Decl *Redeclared : D.redecls())
    addWords(*Redeclared, Found);
  return Found;
}

/// The parameters of \p F that some declaration of it annotates with \p Word.
static SmallVector<Slot, 2> parameters(const FunctionDecl &F, StringRef Word) {
  SmallVector<Slot, 2> Slots;
  unsigned Count = std::min(F.getNumParams(), 100u);
  for (unsigned I = 0; I < Count; ++I) {
    Words Found;
    for (const FunctionDecl *D : F.redecls())
      if (I < D->getNumParams())
        addWords(*D->getParamDecl(I), Found);
    if (is_contained(Found, Word))
      Slots.push_back(Slot(I));
  }
  return Slots;
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static std::optional<LockEffect> lockEffect(ArrayRef<StringRef> Found) {
  if (is_contained(Found, "acquire"))
    return LockEffect::Acquire;
  if (is_contained(Found, "try_acquire"))
    return LockEffect::TryAcquire;
  if (is_contained(Found, "release"))
    return LockEffect::Release;
  return std::nullopt;
}

/// The row for \p Effect: the annotated parameter, the object or the first
/// argument is the lock. Nothing: the function has none of these.
static std::optional<LockApi> lockRow(const FunctionDecl &F,
                                      LockEffect Effect) {
  LockApi Row{"", Effect};
  if (SmallVector<Slot, 2> Locks = parameters(F, "lock"); !Locks.empty())
    Row.Lock = Locks.front();
  else if (!hasSlot(F, Receiver))
    Row.Lock = 0;
  if (!hasSlot(F, Row.Lock))
    return std::nullopt;
  if (Effect == LockEffect::TryAcquire) {
    Row.Held = successByType(F);
    if (Row.Held == Success::Zero && isa<CXXMethodDecl>(F))
      Row.Held = Success::NonZero;
  }
  return Row;
}

/// The row for a number that comes out at \p Port.
static NetApi pickRow(const FunctionDecl &F, Slot Port) {
  NetApi Row{"", NetEffect::PickPort, NoSlot, Port};
  if (Port != Result)
    Row.Ok = successByType(F);
  std::optional<PortOutput> Out = portOutput(F);
  Row.IsAddress = Out && Out->Where == Port && Out->IsAddress;
  return Row;
}

bool Annotations::read(const FunctionDecl &F, CallModel &Model) {
  Words Found = wordsOf(F);
  if (Found.empty()) {
    const auto *M = dyn_cast<CXXMethodDecl>(&F);
    return M && any_of(M->overridden_methods(), [&](const CXXMethodDecl *Base) {
             return read(*Base, Model);
           });
  }
  auto Says = [&](StringRef Word) { return is_contained(Found, Word); };
  bool Reserves = Says("reserves_port"); // No number is free to lose.
  if (std::optional<LockEffect> Effect = lockEffect(Found))
    if (std::optional<LockApi> Row = lockRow(F, *Effect))
      Model.Lock = &Locks.emplace_back(*Row);

  SmallVector<Slot, 2> Ports = parameters(F, "port");
  if (Says("picks_port") && !Reserves) {
    if (Ports.empty() && !F.getReturnType()->isVoidType())
      Model.Net.push_back(&Nets.emplace_back(pickRow(F, Result)));
    for (Slot Port : Ports)
      Model.Net.push_back(&Nets.emplace_back(pickRow(F, Port)));
  }
  if (Ports.empty())
    Ports.push_back(AnyArgument);
  Success Ok = successByType(F);
  for (Slot Port : Ports) {
    if (Says("binds"))
      Model.Net.push_back(
          &Nets.emplace_back(NetApi{"", NetEffect::Bind, NoSlot, Port, Ok}));
    if (Says("hands_over"))
      Model.HandOver.push_back(&HandOvers.emplace_back(
          HandOverApi{"", HandOverKind::Server, Port, Ok}));
    if (Says("hands_over_child"))
      Model.HandOver.push_back(&HandOvers.emplace_back(
          HandOverApi{"", HandOverKind::ChildArgument, Port, Ok}));
  }
  Model.Logs = Says("logs");
  Model.InvokesCallable = Says("invokes");
  Model.DefersCallable = Says("defers");
  Model.IsAnnotated = Reserves || !Model.isEmpty();
  return Model.IsAnnotated;
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

bool Annotations::read(const RecordDecl &R, ClassModel &Model) {
  static const GuardApi Guard{""};
  static const HandOverClassApi Server{"", HandOverKind::Server};
  static const HandOverClassApi Config{"", HandOverKind::ServerConfig};
  static const HandOverClassApi Client{"", HandOverKind::Client};
  static const ContainerClassApi SelfLocking{"", true};

  bool IsKnown = false;
  for (StringRef Word : wordsOf(R)) {
    bool IsWord = true;
    if (Word == "guard")
      Model.Guard = &Guard;
    else if (Word == "lock")
      Model.IsLock = true;
    else if (Word == "socket")
      Model.IsSocket = true;
    else if (Word == "server")
      Model.HandOver = &Server;
    else if (Word == "server_config")
      Model.HandOver = &Config;
    else if (Word == "client")
      Model.HandOver = &Client;
    else if (Word == "self_locking")
      Model.Container = &SelfLocking;
    else
      IsWord = false;
    IsKnown |= IsWord;
  }
  if (IsKnown)
    return true;
  const auto *Class = dyn_cast<CXXRecordDecl>(&R);
  if (!Class || !Class->hasDefinition())
    return false;
  return any_of(Class->getDefinition()->bases(),
                [&](const CXXBaseSpecifier &Base) {
                  const RecordDecl *B = Base.getType()->getAsRecordDecl();
                  return B && read(*B, Model);
                });
}

} // namespace clang::toctou
