//===- Attempts.cpp - Locks that were asked for on a path -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/Attempts.h"
#include "Flow/FunctionFlow.h"
#include "Flow/LockCommands.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/OperationKinds.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// The number that says that a name is on a medium where nothing can change:
/// EROFS, everywhere.
static constexpr int64_t ReadOnlyFileSystem = 30;

bool Attempt::mayHaveFailed() const {
  if (Known == Answer::Failed)
    return true;
  bool Waits = Asked->Kind == EventKind::LockFile && Asked->MayWait;
  return Known == Answer::Unknown && !Waits;
}

/// A number on one side of a comparison, if the other side is \p V.
static std::optional<int64_t> comparedWith(const Values &Table,
                                           const PathFacts &Facts,
                                           const ValueNode &N, ValueId V) {
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Binary ||
      (N.Number != BO_EQ && N.Number != BO_NE))
    return std::nullopt;
  for (unsigned Side = 0; Side < 2; ++Side)
    if (Facts.resolve(Table, N.Inputs[Side]) == V)
      return Table.asConstant(Facts.resolve(Table, N.Inputs[1 - Side]));
  return std::nullopt;
}

static Signs signOf(int64_t N) {
  return N < 0 ? Signs::Negative : N == 0 ? Signs::Zero : Signs::Positive;
}

Answer answerTo(const Event &Asked, const Values &Table,
                const PathFacts &Facts) {
  if (Asked.Ok == Success::Always || Asked.Result == ValueId::None)
    return Answer::Unknown;
  Signs Known = Facts.signs(Table, Asked.Result);
  if (!intersects(Known, signsOnFailure(Asked.Ok)))
    return Answer::Held;
  if (!intersects(Known, signsOnSuccess(Asked.Ok)))
    return Answer::Failed;
  // `rc == EBUSY`, `taken == pdTRUE`: the other answer is the opposite one.
  ValueId Result = Facts.resolve(Table, Asked.Result);
  for (const auto &[V, S] : Facts.known()) {
    if (intersects(S, Signs::Zero) == intersects(S, Signs::NonZero))
      continue;
    auto Number = comparedWith(Table, Facts, Table[V], Result);
    if (!Number)
      continue;
    bool IsEqual = intersects(S, Signs::NonZero) == (Table[V].Number == BO_EQ);
    bool IsSuccess = intersects(signOf(*Number), signsOnSuccess(Asked.Ok));
    return IsEqual == IsSuccess ? Answer::Held : Answer::Failed;
  }
  return Answer::Unknown;
}

bool isNotOpened(const Event &Asked, const Values &Table,
                 const PathFacts &Facts) {
  if (Asked.Kind != EventKind::LockFile || !Asked.Commands)
    return false;
  ValueId V = Facts.resolve(Table, Asked.SubjectValue);
  if (Facts.signs(Table, V) == Signs::Negative)
    return true;
  // `fileno(f)` of no file.
  const ValueNode &N = Table[V];
  return N.Kind == ValueKind::Derived && N.How == Derivation::Carry &&
         N.Inputs.size() == 1 && Facts.signs(Table, N.Inputs[0]) == Signs::Zero;
}

/// True if \p V is a truth value, number or mode that was passed in or is kept.
static bool isOption(const Values &Table, ValueId V) {
  const ValueNode &N = Table[Table.core(V)];
  if (N.Kind == ValueKind::Derived && N.How == Derivation::Getter) {
    const auto *Getter = static_cast<const FunctionDecl *>(N.Anchor);
    return Getter && Getter->getReturnType()->isIntegralOrEnumerationType();
  }
  if (N.Kind == ValueKind::Derived && N.How == Derivation::Binary &&
      N.Number == BO_And)
    return isOption(Table, N.Inputs[0]) &&
           Table.asConstant(Table.core(N.Inputs[1]));
  if (N.Kind == ValueKind::Derived && N.How == Derivation::Field) {
    const auto *F = static_cast<const FieldDecl *>(N.Anchor);
    return F->getType()->isIntegralOrEnumerationType();
  }
  if (N.Kind != ValueKind::Initial)
    return false;
  const PlaceNode &Root = Table[Table.root(N.At)];
  if (Root.Kind == PlaceKind::Pointee &&
      Table[Table.core(Root.Value)].Kind != ValueKind::Initial)
    return false;
  const ValueDecl *Named = Table.namedBy(N.At);
  return Named &&
         Named->getType().getNonReferenceType()->isIntegralOrEnumerationType();
}

std::optional<Excuse> optionTested(const FlowEdge &Edge, const Values &Table,
                                   const PathFacts &Facts) {
  if (Edge.Condition == ValueId::None)
    return std::nullopt;
  ValueId V = Facts.resolve(Table, Edge.Condition);
  bool WhenTrue = Edge.WhenTrue;
  for (unsigned Steps = 0; Steps < 4; ++Steps) {
    const ValueNode &N = Table[V];
    if (N.Kind != ValueKind::Derived || N.How != Derivation::Unary ||
        N.Number != UO_LNot)
      break;
    V = Facts.resolve(Table, N.Inputs[0]);
    WhenTrue = !WhenTrue;
  }
  if (isOption(Table, V))
    return Excuse{V, WhenTrue};
  const ValueNode &N = Table[V];
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Binary ||
      (N.Number != BO_EQ && N.Number != BO_NE))
    return std::nullopt;
  for (unsigned Side = 0; Side < 2; ++Side) {
    auto Number = Table.asConstant(Facts.resolve(Table, N.Inputs[1 - Side]));
    if (!Number)
      continue;
    // `!=` that is false says what `==` that is true says.
    bool IsEqual = WhenTrue == (N.Number == BO_EQ);
    if (isOption(Table, N.Inputs[Side]) || *Number == ReadOnlyFileSystem)
      return Excuse{V, IsEqual};
  }
  return std::nullopt;
}

} // namespace clang::toctou
