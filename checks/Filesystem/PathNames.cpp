//===- PathNames.cpp - When two calls name one file -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/PathNames.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

namespace clang::toctou {

static constexpr unsigned MaxDepth = 12;

/// The characters of the literal \p V, or nothing.
static std::optional<llvm::StringRef> literal(const Values &Table, ValueId V) {
  if (Table[V].Kind != ValueKind::Text)
    return std::nullopt;
  const auto *Text =
      llvm::dyn_cast<StringLiteral>(static_cast<const Stmt *>(Table[V].Anchor));
  if (!Text || Text->getCharByteWidth() != 1)
    return std::nullopt;
  return Text->getString();
}

ValueId PathNames::nameOf(ValueId V, const PathFacts &Facts) {
  return canonical(V, Facts, 0);
}

ValueId PathNames::canonical(ValueId V, const PathFacts &Facts,
                             unsigned Depth) {
  Values &Table = Unit.values();
  if (V == ValueId::None)
    return V;
  V = Facts.resolve(Table, V);
  if (auto Characters = literal(Table, V))
    return Literals.try_emplace(*Characters, V).first->second;
  const ValueNode &N = Table[V];
  if (N.Kind != ValueKind::Derived || Depth > MaxDepth || N.Inputs.empty())
    return V;
  if ((N.How == Derivation::Carry || N.How == Derivation::Getter) && N.Anchor)
    if (const auto *F = static_cast<const FunctionDecl *>(N.Anchor);
        Unit.lookup().call(*F).KeepsPath)
      return canonical(N.Inputs[0], Facts, Depth + 1);
  if (N.How == Derivation::Make || (N.How == Derivation::Text && N.Anchor)) {
    // A file object, or a copy, is the name that it was made from.
    ValueId Only = ValueId::None;
    unsigned Open = 0;
    for (ValueId Input : N.Inputs)
      if (ValueId Part = Table.core(Input);
          Table[Part].Kind != ValueKind::Constant &&
          literal(Table, Part) != llvm::StringRef("%s")) {
        Only = Input;
        ++Open;
      }
    if (Open == 1)
      return canonical(Only, Facts, Depth + 1);
  }
  Derivation How = N.How;
  const void *Anchor = N.Anchor;
  int64_t Detail = N.Number;
  llvm::SmallVector<ValueId, 4> Inputs(N.Inputs.begin(), N.Inputs.end());
  for (ValueId &Input : Inputs)
    Input = canonical(Input, Facts, Depth + 1);
  if (How == Derivation::Field)
    return Table.core(Table.project(
        Inputs[0], static_cast<const FieldDecl *>(Anchor), Detail));
  return Table.derived(How, Inputs, Anchor, Detail);
}

llvm::SmallVector<ValueId, 4> PathNames::possibleNames(ValueId V) {
  Values &Table = Unit.values();
  llvm::SmallVector<ValueId, 4> Names, Pending = {V};
  PathFacts Nothing;
  for (unsigned I = 0; I < Pending.size() && I < 16; ++I) {
    ValueId Name = nameOf(Pending[I], Nothing);
    if (Name == ValueId::None)
      continue;
    if (!llvm::is_contained(Names, Name))
      Names.push_back(Name);
    for (const auto &[Key, Input] : Table.phiInputs(Name))
      if (!llvm::is_contained(Pending, Input))
        Pending.push_back(Input);
  }
  return Names;
}

bool PathNames::dependsOn(ValueId V, ValueId Part) {
  const Values &Table = Unit.values();
  llvm::SmallVector<ValueId, 16> Pending = {V};
  for (unsigned I = 0; I < Pending.size() && I < 64; ++I) {
    if (Pending[I] == ValueId::None)
      continue;
    if (Table.core(Pending[I]) == Part)
      return true;
    const ValueNode &N = Table[Pending[I]];
    llvm::append_range(Pending, N.Inputs);
    for (PlaceId P = N.At; P != PlaceId::None; P = Table[P].Parent)
      if (Table[P].Value != ValueId::None)
        Pending.push_back(Table[P].Value);
  }
  return false;
}

std::string PathNames::beginning(ValueId V) {
  std::string Text;
  bool IsWhole = true;
  addBeginning(V, Text, IsWhole, 0);
  return Text;
}

void PathNames::addBeginning(ValueId V, std::string &Text, bool &IsWhole,
                             unsigned Depth) {
  const Values &Table = Unit.values();
  V = Table.core(V);
  if (auto Characters = literal(Table, V)) {
    // What a format says before its first argument.
    size_t Hole = Characters->find_first_of("%{");
    Text += Characters->substr(0, Hole);
    IsWhole = Hole == llvm::StringRef::npos;
    return;
  }
  const ValueNode &N = Table[V];
  bool IsMade = N.Kind == ValueKind::Derived && N.How != Derivation::Field &&
                N.How != Derivation::Element && N.How != Derivation::Getter;
  if (!IsMade || Depth > MaxDepth) {
    IsWhole = false;
    return;
  }
  for (ValueId Input : N.Inputs) {
    if (Table[Table.core(Input)].Kind == ValueKind::Constant)
      continue; // The size of a buffer.
    size_t Before = Text.size();
    addBeginning(Input, Text, IsWhole, Depth + 1);
    if (!IsWhole && !(Text.size() == Before && literal(Table, Input)))
      return;
    if (N.How == Derivation::Text && N.Number != 0)
      Text += "/"; // Joined by an operator; a second one does no harm.
  }
}

PathTraits PathNames::traits(const Event &E, const PathFacts &Facts) {
  const Values &Table = Unit.values();
  ValueId Mode = E.Operands.size() > 2 ? E.Operands[2] : ValueId::None;
  if (Mode == ValueId::None)
    return traitsOf(*E.Path, std::nullopt, false);
  Mode = Facts.resolve(Table, Mode);
  if (auto N = Table.asConstant(Mode))
    return traitsOf(*E.Path, N, true);
  if (auto Characters = literal(Table, Mode))
    return traitsOfText(*E.Path, *Characters);
  // One of several modes, or flags of which some are known.
  PathTraits All = traitsOf(*E.Path, std::nullopt, true);
  auto Join = [&](const PathTraits &T) {
    All.Reads |= T.Reads;
    All.Writes |= T.Writes;
    All.Creates |= T.Creates;
    All.Truncates |= T.Truncates;
    All.Excludes |= T.Excludes;
    All.NoFollow |= T.NoFollow;
  };
  if (Table[Mode].Kind == ValueKind::Phi) {
    bool IsKnown = true;
    for (const auto &[Key, Input] : Table.phiInputs(Mode)) {
      ValueId One = Table.core(Input);
      if (auto N = Table.asConstant(One))
        Join(traitsOf(*E.Path, N, true));
      else if (auto Characters = literal(Table, One))
        Join(traitsOfText(*E.Path, *Characters));
      else
        IsKnown = false;
    }
    All.Unknown = !IsKnown;
    return All;
  }
  llvm::SmallVector<ValueId, 8> Pending = {Mode};
  for (unsigned I = 0; I < Pending.size() && I < 32; ++I) {
    ValueId V = Table.core(Pending[I]);
    if (auto N = Table.asConstant(V)) {
      if (*N != 0)
        Join(traitsOf(*E.Path, N, true));
    } else if (Table[V].Kind == ValueKind::Derived) {
      llvm::append_range(Pending, Table[V].Inputs);
    } else {
      for (const auto &[Key, Input] : Table.phiInputs(V))
        if (!llvm::is_contained(Pending, Input))
          Pending.push_back(Input);
    }
  }
  return All;
}

} // namespace clang::toctou
