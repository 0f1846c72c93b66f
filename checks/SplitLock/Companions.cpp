//===- Companions.cpp - Which parts of an object belong together ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SplitLock/Companions.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"

namespace clang::toctou {

/// The object that \p P is a part of. What a member points to is an object of
/// its own.
static PlaceId outermost(const Values &Table, PlaceId P, bool &IsElement) {
  for (; Table[P].Parent != PlaceId::None; P = Table[P].Parent)
    IsElement |= Table[P].Kind == PlaceKind::Element;
  return P;
}

/// The innermost object: \p P without its last field steps.
static PlaceId innermost(const Values &Table, PlaceId P) {
  while (Table[P].Kind == PlaceKind::Field)
    P = Table[P].Parent;
  return P;
}

bool Companions::ofOneSharedObject(PlaceId A, PlaceId B,
                                   const FunctionDecl &In) const {
  const Values &Table = Unit.values();
  bool IsElement = false;
  PlaceId OuterA = outermost(Table, A, IsElement);
  PlaceId OuterB = outermost(Table, B, IsElement);
  if (OuterA != OuterB)
    return false;
  if (IsElement && innermost(Table, A) != innermost(Table, B))
    return false;
  const PlaceNode &Root = Table[OuterA];
  if (Root.Kind == PlaceKind::Object)
    return false;
  if (Root.Kind == PlaceKind::Variable)
    return !static_cast<const VarDecl *>(Root.Anchor)->hasLocalStorage();
  // Nobody else knows an object that is being made or unmade.
  if (llvm::isa<CXXConstructorDecl>(In) || llvm::isa<CXXDestructorDecl>(In)) {
    const ValueNode &Pointer = Table[Table.core(Root.Value)];
    return Pointer.Kind != ValueKind::Initial ||
           Table[Pointer.At].Kind != PlaceKind::This;
  }
  return true;
}

bool Companions::areWrittenTogether(llvm::ArrayRef<const ValueDecl *> A,
                                    llvm::ArrayRef<const ValueDecl *> B) const {
  bool ReadTogether = false, Changes = false;
  for (const Section &S : Unit.sections().all()) {
    bool ReadsA = false, ReadsB = false, WritesA = false, WritesB = false;
    for (const SectionAccess &Access : S.Accesses) {
      bool IsA = overlaps(Access.Chain, A), IsB = overlaps(Access.Chain, B);
      (Access.IsWrite ? WritesA : ReadsA) |= IsA;
      (Access.IsWrite ? WritesB : ReadsB) |= IsB;
    }
    if (WritesA && WritesB)
      return true;
    ReadTogether |= (ReadsA || WritesA) && (ReadsB || WritesB);
    Changes |= WritesA || WritesB;
  }
  return ReadTogether && Changes;
}

bool Companions::isOneWayFlag(PlaceId P) const {
  const Values &Table = Unit.values();
  const ValueDecl *D = Table.namedBy(P);
  if (!D)
    return false;
  QualType T = D->getType();
  if (!T->isBooleanType() && !T->isEnumeralType())
    return false;
  auto Written = Unit.sections().writtenTo(chainOf(Table, P));
  if (Written.empty())
    return false;
  auto First = Table.asConstant(Written.front());
  for (ValueId V : Written)
    if (!First || Table.asConstant(V) != First)
      return false;
  return true;
}

bool Companions::isStatus(PlaceId P) const {
  if (isOneWayFlag(P))
    return true;
  const ValueDecl *D = Unit.values().namedBy(P);
  if (!D || !D->getIdentifier())
    return false;
  QualType T = D->getType();
  bool IsFlag = T->isBooleanType() || T->isEnumeralType();
  return IsFlag && Unit.lookup().isStatusName(D->getName());
}

} // namespace clang::toctou
