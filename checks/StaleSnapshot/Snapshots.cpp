//===- Snapshots.cpp - Copies of shared state, and who bears them ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/Snapshots.h"
#include "Automata/Bearing.h"
#include "Models/DelayLookup.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

SnapshotFinder::SnapshotFinder(TranslationUnit &Unit)
    : Unit(Unit), Table(Unit.values()) {}

/// True if \p V is what was read as \p Read, or a part of it: a part of a copy
/// keeps the layer of the read.
bool SnapshotFinder::isOf(ValueId V, ValueId Read) const {
  if (V == Read)
    return true;
  const ValueNode &Part = Table[V], &Whole = Table[Read];
  if (Part.Anchor != Whole.Anchor || Part.Context != Whole.Context)
    return false;
  ValueId From = Table.core(V), At = Table.core(Read);
  for (unsigned Steps = 0; Steps < 8; ++Steps) {
    if (From == At)
      return true;
    const ValueNode &N = Table[From];
    if (N.Kind == ValueKind::Initial && Table[At].Kind == ValueKind::Initial)
      return Table.isWithin(N.At, Table[At].At);
    if (N.Kind != ValueKind::Derived || N.How != Derivation::Field)
      return false;
    From = Table.core(N.Inputs[0]);
  }
  return false;
}

/// True if \p V is an element of a container (`map[key]`), not a smart pointer.
bool SnapshotFinder::givesElement(ValueId V) const {
  const ValueNode &N = Table[V];
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Make || !N.Anchor)
    return false;
  const auto *Call =
      llvm::dyn_cast<CallExpr>(static_cast<const Stmt *>(N.Anchor));
  return Call && Call->isGLValue() &&
         (llvm::isa<CXXMemberCallExpr>(Call) ||
          llvm::isa<CXXOperatorCallExpr>(Call)) &&
         !Unit.lookup().delays().sharesOwnership(Call->getType());
}

/// True if what \p V was made from is not what it stands for: an answer of
/// another object, or a smart pointer that keeps its object alive.
bool SnapshotFinder::endsHere(ValueId V) const {
  const ValueNode &N = Table[V];
  if (N.Kind != ValueKind::Derived || !N.Anchor)
    return false;
  if (N.How == Derivation::Make)
    return llvm::isa<CallExpr>(static_cast<const Stmt *>(N.Anchor)) &&
           !givesElement(V);
  if (N.How != Derivation::Getter)
    return false;
  const auto *Getter = static_cast<const FunctionDecl *>(N.Anchor);
  return Unit.lookup().delays().sharesOwnership(Getter->getReturnType());
}

void SnapshotFinder::visit(ValueId V, std::vector<Snapshot> &Known,
                           const PathFacts &Facts,
                           llvm::function_ref<void(Snapshot &)> Visit,
                           bool IsHandle, unsigned Depth) {
  static constexpr unsigned MaxDepth = 6;
  if (V == ValueId::None || Depth > MaxDepth)
    return;
  visitBorne(Table, Facts, V, [&](ValueId Inner) {
    ValueKind Kind = Table[Inner].Kind;
    if (Kind == ValueKind::Read) {
      bool IsKnown = false;
      for (Snapshot &S : Known)
        if (isOf(Inner, S.Value)) {
          IsKnown = true;
          Visit(S);
        }
      return !IsKnown; // What it was made of before is history.
    }
    if (Kind == ValueKind::Address) {
      // A place inside something that a position was taken from.
      PlaceId Root = Table.root(Table[Inner].At);
      if (Table[Root].Kind == PlaceKind::Pointee)
        visit(Table[Root].Value, Known, Facts, Visit, IsHandle, Depth + 1);
      return false;
    }
    if (Kind == ValueKind::Derived &&
        (Table[Inner].How == Derivation::Getter || givesElement(Inner))) {
      // Found by a key, it is as old as where it was found.
      if (!endsHere(Inner))
        visit(Table[Inner].Inputs[0], Known, Facts, Visit, IsHandle, Depth + 1);
      return false;
    }
    if (IsHandle && Kind == ValueKind::Derived &&
        Table[Inner].How == Derivation::Put)
      return false;
    return !endsHere(Inner);
  });
}

void SnapshotFinder::borne(ValueId V, std::vector<Snapshot> &Known,
                           const PathFacts &Facts,
                           llvm::function_ref<void(Snapshot &)> Visit,
                           bool IsHandle) {
  if (!Known.empty())
    visit(V, Known, Facts, Visit, IsHandle, 0);
}

bool SnapshotFinder::bears(ValueId V, const Snapshot &Wanted,
                           const PathFacts &Facts) {
  std::vector<Snapshot> Only = {Wanted};
  bool Found = false;
  borne(V, Only, Facts, [&](Snapshot &) { Found = true; });
  return Found;
}

bool SnapshotFinder::comesFromCollection(ValueId V, const PathFacts &Facts) {
  bool Found = false;
  visitBorne(Table, Facts, V, [&](ValueId Inner) {
    const ValueNode &N = Table[Inner];
    Found |= N.Kind == ValueKind::Derived && N.How == Derivation::Put;
    return !Found && N.Kind != ValueKind::Read;
  });
  return Found;
}

bool SnapshotFinder::copiesContainer(const Event &E) {
  const auto *Copy = llvm::dyn_cast_or_null<Expr>(E.Inner);
  if (!Copy || (!llvm::isa<CXXConstructExpr>(Copy) &&
                !llvm::isa<CXXOperatorCallExpr>(Copy)))
    return false;
  const CXXRecordDecl *R = Copy->getType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Unit.lookup().record(*R).IsText)
    return false;
  return R->getDefinition()->hasMemberName(&Unit.context().Idents.get("begin"));
}

bool SnapshotFinder::looksForEnd(const Event &E) {
  const auto *Call = llvm::dyn_cast_or_null<CallExpr>(E.Inner);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Unit.lookup().delays().call(*Callee).IsSentinel;
}

} // namespace clang::toctou
