//===- Changes.cpp - Who changes what was copied --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/Changes.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

bool Changes::keepsOut(PlaceId Lock, PlaceId P) {
  const Values &Table = Unit.values();
  FieldChain Wanted = chainOf(Table, P), By = chainOf(Table, Lock);
  if (Wanted.empty() || By.empty())
    return true;
  bool IsWritten = false;
  for (const Section &S : Unit.sections().all())
    for (const SectionAccess &Access : S.Accesses) {
      if (!Access.IsWrite || !overlaps(Access.Chain, Wanted))
        continue;
      if (overlaps(S.Lock, By))
        return true;
      IsWritten = true;
    }
  return !IsWritten;
}

/// The container that a position or reference leads from to \p P, if any:
/// `map[key] = x` changes the map.
static FieldChain containerOf(const Values &Table, PlaceId P) {
  const PlaceNode &Root = Table[Table.root(P)];
  if (Root.Kind != PlaceKind::Pointee)
    return {};
  ValueId V = Root.Value;
  for (unsigned Steps = 0; Steps < 8 && V != ValueId::None; ++Steps) {
    const ValueNode &N = Table[Table.core(V)];
    if (N.Kind == ValueKind::Initial || N.Kind == ValueKind::Address)
      return chainOf(Table, N.At);
    if (N.Kind != ValueKind::Derived || N.Inputs.empty())
      return {};
    V = N.Inputs[0];
  }
  return {};
}

void Changes::collect() {
  Written.emplace();
  const Values &Table = Unit.values();
  auto Note = [&](const Event &E) {
    if (E.Kind != EventKind::Write)
      return;
    for (FieldChain Chain :
         {chainOf(Table, E.Subject), containerOf(Table, E.Subject)})
      if (!Chain.empty() && !llvm::is_contained(*Written, Chain))
        Written->push_back(std::move(Chain));
  };
  for (const FunctionDecl *F : Unit.functions()) {
    if (llvm::isa<CXXConstructorDecl>(F) || llvm::isa<CXXDestructorDecl>(F))
      continue;
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow)
      continue;
    for (const FlowBlock &Block : Flow->Blocks)
      llvm::for_each(Block.Events, Note);
  }
}

bool Changes::isChanged(PlaceId P) {
  if (!Written)
    collect();
  FieldChain Wanted = chainOf(Unit.values(), P);
  FieldChain Holder = containerOf(Unit.values(), P);
  return llvm::any_of(*Written, [&](const FieldChain &Chain) {
    return overlaps(Chain, Wanted) || overlaps(Chain, Holder);
  });
}

bool Changes::isSettled(PlaceId P) {
  const FieldDecl *F = Unit.values().fieldOf(P);
  if (!F || F->getAccess() != AS_private || isChanged(P))
    return false;
  const auto *Class = llvm::dyn_cast<CXXRecordDecl>(F->getParent());
  if (!Class || !Unit.isWhollyVisible(*Class))
    return false;
  FieldChain Wanted = chainOf(Unit.values(), P);
  auto Writes = [&](const Event &E) {
    return E.Kind == EventKind::Write &&
           (overlaps(chainOf(Unit.values(), E.Subject), Wanted) ||
            overlaps(containerOf(Unit.values(), E.Subject), Wanted));
  };
  for (const CXXMethodDecl *M : Class->getDefinition()->methods()) {
    if (llvm::isa<CXXConstructorDecl>(M) || llvm::isa<CXXDestructorDecl>(M) ||
        M->isImplicit() || M->isDefaulted())
      continue;
    const FunctionFlow *Flow = Unit.flow(*M);
    if (!Flow && M->hasBody())
      return false;
    if (Flow && llvm::any_of(Flow->Blocks, [&](const FlowBlock &Block) {
          return llvm::any_of(Block.Events, Writes);
        }))
      return false;
  }
  return true;
}

bool Changes::isGuarded(PlaceId P) {
  FieldChain Wanted = chainOf(Unit.values(), P);
  for (const Section &S : Unit.sections().all())
    for (const SectionAccess &Access : S.Accesses)
      if (overlaps(Access.Chain, Wanted))
        return true;
  return false;
}

} // namespace clang::toctou
