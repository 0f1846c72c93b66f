//===- ActJudge.h - Whether an act trusts what it should not --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Judges one act on one path against what was told before: does it depend on
/// a test whose step is over, and was nothing tested anew since?
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_ACTJUDGE_H
#define TOCTOU_CHECKS_CHECKTHENACT_ACTJUDGE_H

#include "Automata/Dependence.h"
#include "CheckThenAct/CheckThenActAutomaton.h"
#include "CheckThenAct/Kinship.h"
#include <optional>

namespace clang::toctou {

/// What one step told, and what became of it.
struct ToldFact {
  ValueId Value = ValueId::None;
  const Event *By = nullptr;
  llvm::SmallVector<const Event *, 2> Sections; ///< That it was told in.
  const Event *Ended = nullptr; ///< What ended the first of them.
  unsigned Block = 0;           ///< Where it was told.
  unsigned Test = ~0U;          ///< The block whose branch depends on it.
  const Expr *Condition = nullptr;
  bool IsUncertain = false; ///< A class that may be a guard was alive.
  bool operator==(const ToldFact &) const = default;

  bool isTested() const { return Test != ~0U; }
  bool isLoad() const { return By->Atomic == AtomicEffect::Load; }
};

/// One act on one path.
struct ActOnPath {
  const Event &Act;
  unsigned Block;
  llvm::ArrayRef<LockSet::Held> Held;
  llvm::ArrayRef<ToldFact> Facts; ///< In time order.
  const PathFacts &Known;
};

/// The judge of one function.
class ActJudge {
public:
  ActJudge(TranslationUnit &Unit, const FunctionFlow &Flow)
      : Unit(Unit), Flow(Flow), Kin(Unit, *Flow.Function), Branches(Flow) {}

  /// Finds the latest test that \p A trusts, if any.
  void judge(const ActOnPath &A);

  /// True if \p E writes the data that \p F tells of.
  bool isOf(const Event &E, const ToldFact &F) const;

  /// True if the write \p E, in the section of \p F, claims what \p F told.
  bool isClaim(const Event &E, const ToldFact &F) const;

  std::vector<LateAct> Found;

private:
  std::optional<LateActKind> judgeStore(const ActOnPath &A, const ToldFact &F);
  std::optional<LateActKind> judgeStep(const ActOnPath &A, const ToldFact &F);
  std::optional<LateActKind> judgeSection(const ActOnPath &A,
                                          const ToldFact &F);

  bool isPartOfAnswer(const ActOnPath &A, const ToldFact &F) const;
  bool bearsFact(const ActOnPath &A, ValueId V, const ToldFact &F) const;
  bool dependsOn(const ActOnPath &A, const ToldFact &F);
  bool isGuarded(const ActOnPath &A, const ToldFact &F);
  bool isRetested(const ActOnPath &A, const ToldFact &F) const;
  bool suits(const ActOnPath &A, const ToldFact &F) const;
  bool isDropped(const Event &E) const;
  /// True if writing again what is there already harms nobody.
  bool isHarmless(const ActOnPath &A, const ToldFact &F);
  bool hasOtherWork(const ActOnPath &A, const ToldFact &F);
  bool comparesWithStored(const ActOnPath &A, const ToldFact &F,
                          bool Relational) const;
  bool waitsAt(const ToldFact &F);
  bool isOwnIndex(const ActOnPath &A, const ToldFact &F) const;
  bool isUpdatedElsewhere(PlaceId P) const;
  const Event *sectionOf(const ActOnPath &A, const ToldFact &F) const;

  TranslationUnit &Unit;
  const FunctionFlow &Flow;
  Kinship Kin;
  Dependence Branches;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_ACTJUDGE_H
