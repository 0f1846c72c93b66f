//===- Sections.cpp - What critical sections touch ------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Summaries/Sections.h"
#include "Flow/Simulation.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

FieldChain chainOf(const Values &Table, PlaceId P) {
  FieldChain Chain;
  for (unsigned Steps = 0; Steps < 16 && P != PlaceId::None; ++Steps) {
    const PlaceNode &N = Table[P];
    if (N.Kind == PlaceKind::Field)
      Chain.push_back(static_cast<const FieldDecl *>(N.Anchor));
    if (N.Kind == PlaceKind::Variable) {
      const auto *Var = static_cast<const VarDecl *>(N.Anchor);
      if (!Var->hasLocalStorage())
        Chain.push_back(Var);
    }
    if (N.Kind == PlaceKind::Pointee) {
      // Through a member pointer the chain goes on.
      const ValueNode &Pointer = Table[Table.core(N.Value)];
      if (Pointer.Kind != ValueKind::Initial)
        break;
      P = Pointer.At;
      continue;
    }
    P = N.Parent;
  }
  std::reverse(Chain.begin(), Chain.end());
  return Chain;
}

bool overlaps(llvm::ArrayRef<const ValueDecl *> A,
              llvm::ArrayRef<const ValueDecl *> B) {
  if (A.empty() || B.empty())
    return false;
  auto Aligned = [](llvm::ArrayRef<const ValueDecl *> Long,
                    llvm::ArrayRef<const ValueDecl *> Short) {
    for (size_t Start = 0; Start < Long.size(); ++Start) {
      size_t N = std::min(Long.size() - Start, Short.size());
      if (Long.slice(Start, N) == Short.take_front(N))
        return true;
    }
    return false;
  };
  return Aligned(A, B) || Aligned(B, A);
}

void LockSet::step(const Event &E, const Values &Table,
                   const PathFacts &Facts) {
  // What a try-lock said is known a branch later.
  llvm::erase_if(All, [&](const Held &H) {
    return H.By->Kind == EventKind::TryAcquire &&
           !intersects(Facts.signs(Table, H.By->Result),
                       signsOnSuccess(H.By->Ok));
  });
  if (E.IsSemaphore)
    return;
  switch (E.Kind) {
  case EventKind::Acquire:
    // Taken again: the outer section goes on.
    for (Held &H : All)
      if (H.Lock == E.Subject) {
        H.Depth = std::min(H.Depth + 1, 4U);
        return;
      }
    All.push_back({E.Subject, &E, E.Shared, E.Maybe});
    return;
  case EventKind::TryAcquire:
    if (!intersects(Facts.signs(Table, E.Result), signsOnSuccess(E.Ok)))
      return;
    for (Held &H : All)
      if (H.Lock == E.Subject)
        return;
    All.push_back({E.Subject, &E, E.Shared, E.Maybe});
    return;
  case EventKind::Release:
    llvm::erase_if(
        All, [&](Held &H) { return H.Lock == E.Subject && --H.Depth == 0; });
    return;
  case EventKind::Wait:
    // Released and retaken: a new section.
    for (Held &H : All)
      if (H.Lock == E.Subject)
        H.By = &E;
    return;
  case EventKind::Read:
  case EventKind::Write:
  case EventKind::Use:
  case EventKind::Bind:
  case EventKind::LearnPort:
  case EventKind::PickPort:
  case EventKind::Close:
  case EventKind::Invoke:
  case EventKind::LockFile:
  case EventKind::Report:
  case EventKind::UnlockFile:
  case EventKind::Delay:
  case EventKind::Act:
  case EventKind::HandOver:
  case EventKind::Query:
  case EventKind::Operate:
  case EventKind::Append:
  case EventKind::CheckPath:
  case EventKind::ActOnPath:
  case EventKind::ActOnHandle:
  case EventKind::Allocate:
  case EventKind::Tell:
  case EventKind::Call:
  case EventKind::Return:
  case EventKind::Sql:
  case EventKind::Unknown:
    return;
  }
}

namespace {

/// Notes every access under the locks held then.
struct SectionCollector {
  using State = LockSet;
  const Values &Table;
  std::vector<std::pair<const Event *, Section>> Found;

  void step(const Event &E, State &S, const PathFacts &Facts) {
    S.step(E, Table, Facts);
    if (E.Kind != EventKind::Read && E.Kind != EventKind::Write)
      return;
    FieldChain Chain = chainOf(Table, E.Subject);
    if (Chain.empty())
      return;
    for (const LockSet::Held &H : S.held()) {
      Section *Into = nullptr;
      for (auto &[By, Known] : Found)
        if (By == H.By)
          Into = &Known;
      if (!Into) {
        Found.push_back({H.By, {}});
        Into = &Found.back().second;
        Into->Lock = chainOf(Table, H.Lock);
      }
      ValueId V = E.Operands.empty() ? ValueId::None : E.Operands[0];
      bool Known = false;
      for (const SectionAccess &A : Into->Accesses)
        Known |= A.Chain == Chain && A.Value == V &&
                 A.IsWrite == (E.Kind == EventKind::Write);
      if (!Known)
        Into->Accesses.push_back({Chain, E.Kind == EventKind::Write, V});
    }
  }
};

} // namespace

/// Where \p S begins; before everything for what holds on entry.
static unsigned offsetOf(const Stmt *S) {
  return S ? S->getBeginLoc().getRawEncoding() : 0;
}

void SectionIndex::add(const FunctionFlow &Flow) {
  SectionCollector Collector{Table, {}};
  Simulation<SectionCollector> Run(Flow, Table, Collector);
  Run.run({});
  // In the order in which they are written.
  std::vector<std::pair<const Event *, Section *>> InOrder;
  for (auto &[By, Found] : Collector.Found)
    InOrder.push_back({By, &Found});
  llvm::stable_sort(InOrder, [](const auto &A, const auto &B) {
    return std::pair(offsetOf(A.first->Site), offsetOf(A.first->Inner)) <
           std::pair(offsetOf(B.first->Site), offsetOf(B.first->Inner));
  });
  for (auto &[By, Found] : InOrder) {
    Found->Function = Flow.Function;
    Sections.push_back(std::move(*Found));
  }
}

bool SectionIndex::touchedTogether(llvm::ArrayRef<const ValueDecl *> A,
                                   llvm::ArrayRef<const ValueDecl *> B,
                                   const FunctionDecl *Except) const {
  for (const Section &S : Sections) {
    if (S.Function == Except)
      continue;
    bool TouchesA = false, TouchesB = false;
    for (const SectionAccess &Access : S.Accesses) {
      TouchesA |= overlaps(Access.Chain, A);
      TouchesB |= overlaps(Access.Chain, B);
    }
    if (TouchesA && TouchesB)
      return true;
  }
  return false;
}

llvm::SmallVector<ValueId, 4>
SectionIndex::writtenTo(llvm::ArrayRef<const ValueDecl *> Chain) const {
  llvm::SmallVector<ValueId, 4> Written;
  for (const Section &S : Sections)
    for (const SectionAccess &Access : S.Accesses)
      if (Access.IsWrite && overlaps(Access.Chain, Chain))
        Written.push_back(Access.Value);
  return Written;
}

} // namespace clang::toctou
