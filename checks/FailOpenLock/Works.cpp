//===- Works.cpp - What is done with and without a lock -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/Works.h"
#include "Automata/Bearing.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

/// True if \p E touches data that others may see, or is a call for its work.
bool Works::isWork(const Event &E) const {
  if (E.ForLog || !E.Inner)
    return false;
  if (E.Kind != EventKind::Read && E.Kind != EventKind::Write)
    return true;
  const Values &Table = Unit.values();
  const PlaceNode &Root = Table[Table.root(E.Subject)];
  switch (Root.Kind) {
  case PlaceKind::Variable:
    if (static_cast<const VarDecl *>(Root.Anchor)->hasLocalStorage())
      return false;
    break;
  case PlaceKind::Pointee: {
    ValueKind Pointer = Table[Table.core(Root.Value)].Kind;
    if (Pointer == ValueKind::Opaque || Pointer == ValueKind::Address)
      return false;
    break;
  }
  case PlaceKind::This:
  case PlaceKind::Object:
  case PlaceKind::Field:
  case PlaceKind::Element:
    return false;
  }
  FieldChain Chain = chainOf(Table, E.Subject);
  if (Chain.empty())
    return false;
  QualType T = Chain.back()->getType();
  if (T->isAtomicType() || T.isConstQualified())
    return false;
  const RecordDecl *R = T.getNonReferenceType()->getAsRecordDecl();
  if (!R)
    return true;
  const ClassModel &Model = Unit.lookup().record(*R);
  return !Model.IsLock && !Model.IsAtomic;
}

/// True if \p E works on the lock's own file: a number in a lock file.
bool Works::serves(const Event &E, const Event &Asked) const {
  const Values &Table = Unit.values();
  return llvm::any_of(E.Operands, [&](ValueId V) {
    if (V == ValueId::None)
      return false;
    ValueId Core = Table.core(V);
    return Core == Table.core(Asked.Result) ||
           (Asked.SubjectValue != ValueId::None &&
            Core == Table.core(Asked.SubjectValue));
  });
}

/// True if \p E keeps or reads the answer itself: `locked_ = rc == 0`.
bool Works::keepsAnswer(const Event &E, const Event &Asked) const {
  return (E.Kind == EventKind::Write || E.Kind == EventKind::Read) &&
         Asked.Result != ValueId::None && !E.Operands.empty() &&
         bears(Unit.values(), PathFacts(), E.Operands[0], Asked.Result);
}

void Works::add(const Attempt &A, const Event &E, const LockSet &Locks) {
  if (!isWork(E) || keepsAnswer(E, *A.Asked))
    return;
  Group *Into = nullptr;
  for (Group &G : Groups)
    if (G.Asked->Inner == A.Asked->Inner && G.Asked->Site == A.Asked->Site)
      Into = &G;
  if (!Into) {
    Groups.push_back({A.Asked, A.Lock, {}});
    Into = &Groups.back();
  }
  Step *At = nullptr;
  for (Step &S : Into->Steps)
    if (S.Does->Kind == E.Kind && S.Does->Inner == E.Inner &&
        S.Does->Site == E.Site && S.Does->Subject == E.Subject)
      At = &S;
  if (!At) {
    Into->Steps.push_back({&E, false, {}});
    At = &Into->Steps.back();
  }
  At->WithLock |= A.mayBeHeld();
  if (!A.mayHaveFailed())
    return;
  static constexpr unsigned MaxArrivals = 16;
  if (At->Without.size() >= MaxArrivals)
    return;
  bool HasOtherLock = llvm::any_of(
      Locks.held(), [&](const LockSet::Held &H) { return H.Lock != A.Lock; });
  At->Without.push_back({A.Excuses, A.Fallback, A.Known == Answer::Failed,
                         A.NotOpened, HasOtherLock});
}

//===----------------------------------------------------------------------===//
// Judging
//===----------------------------------------------------------------------===//

/// True if annotations or sections elsewhere say that the lock of \p G protects
/// what \p E touches.
bool Works::isProtected(const Group &G, const Event &E) const {
  if (E.Kind != EventKind::Read && E.Kind != EventKind::Write)
    return false;
  const Values &Table = Unit.values();
  FieldChain Chain = chainOf(Table, E.Subject);
  FieldChain Lock = chainOf(Table, G.Lock);
  if (Chain.empty())
    return false;
  for (const ValueDecl *D : Chain)
    if (D->hasAttr<GuardedByAttr>() || D->hasAttr<PtGuardedByAttr>())
      return true;
  bool IsTouched = false, IsWritten = E.Kind == EventKind::Write;
  for (const Section &S : Unit.sections().all()) {
    if (!overlaps(S.Lock, Lock) || S.Function == Flow.Function)
      continue;
    for (const SectionAccess &A : S.Accesses)
      if (overlaps(A.Chain, Chain)) {
        IsTouched = true;
        IsWritten |= A.IsWrite;
      }
  }
  // A file's lock keeps other processes out, not other threads; a constant flag
  // is how a wrapper remembers the answer.
  bool IsFlag =
      E.Kind == EventKind::Write && Chain.back()->getType()->isBooleanType();
  if (G.Asked->Kind == EventKind::LockFile || IsFlag)
    return IsTouched && IsWritten;
  for (const Step &S : G.Steps)
    if (S.WithLock && S.Does->Kind != EventKind::Invoke && S.Does != &E &&
        overlaps(chainOf(Table, S.Does->Subject), Chain)) {
      IsTouched = true;
      IsWritten |= S.Does->Kind == EventKind::Write;
    }
  return IsTouched && IsWritten;
}

/// True if the path came with a reason that was thought of: an option that
/// decides, or another lock that only it takes.
bool Works::isExcused(const Step &S, const Arrival &Came) const {
  for (const Excuse &E : Came.Excuses) {
    Excuse Opposite{E.Option, !E.WhenTrue};
    bool Decides = llvm::none_of(S.Without, [&](const Arrival &Other) {
      return llvm::is_contained(Other.Excuses, Opposite);
    });
    if (Decides)
      return true;
  }
  if (!Came.Fallback)
    return false;
  return llvm::all_of(S.Without, [&](const Arrival &Other) {
    return Other.Fallback == Came.Fallback || !Other.IsTested;
  });
}

const Works::Arrival *Works::arrival(const Step &S) const {
  const Arrival *Best = nullptr;
  for (const Arrival &Came : S.Without)
    if (!isExcused(S, Came) && (!Best || (Came.IsTested && !Best->IsTested)))
      Best = &Came;
  return Best;
}

void Works::judge(const Group &G, std::vector<FailOpenPath> &Found) const {
  if (G.Asked->MaySignal && !Released.contains(G.Lock))
    return;
  // Work that is done with the lock alone: then what follows on both ways is
  // protected only if something says so.
  bool HasOwnWork = llvm::any_of(G.Steps, [&](const Step &S) {
    return S.WithLock && S.Without.empty() && S.Does->Kind != EventKind::Read &&
           !serves(*S.Does, *G.Asked);
  });
  const Step *First = nullptr;
  const Step *Weak = nullptr;
  const Arrival *By = nullptr;
  bool IsElsewhere = false;
  for (const Step &S : G.Steps) {
    const Arrival *Came = arrival(S);
    if (!Came)
      continue;
    bool IsBoth = S.WithLock;
    bool IsSure = isProtected(G, *S.Does);
    if (!IsBoth && !(IsSure && Came->IsTested && !Came->HasOtherLock))
      continue;
    if (IsBoth && HasOwnWork && !IsSure)
      continue;
    if (S.Does->Kind == EventKind::Read && !IsSure) {
      if (!Weak)
        Weak = &S;
      continue;
    }
    First = &S;
    By = Came;
    IsElsewhere = !IsBoth;
    break;
  }
  if (!First && Weak) {
    First = Weak;
    By = arrival(*Weak);
  }
  if (!First)
    return;
  Found.push_back({Flow.Function, G.Asked, First->Does, By->NotOpened,
                   By->IsTested, IsElsewhere});
}

std::vector<FailOpenPath> Works::judge() const {
  std::vector<FailOpenPath> Found;
  for (const Group &G : Groups)
    judge(G, Found);
  return Found;
}

} // namespace clang::toctou
