//===- Dependence.h - Which branch decides what is reached ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Control dependence in one function (Ferrante, Ottenstein, Warren, 1987): a
/// block depends on a branch if one way out of it always comes to the block and
/// another may not; dependence is followed from branch to branch. What only the
/// next turn of a loop reaches does not depend on this turn's branches.
///
/// Approximation: a loop without an end is taken to end at its head.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_AUTOMATA_DEPENDENCE_H
#define TOCTOU_AUTOMATA_DEPENDENCE_H

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/BitVector.h"

namespace clang::toctou {

/// The blocks of one function and the branches that they depend on.
class Dependence {
public:
  explicit Dependence(const FunctionFlow &Flow);

  /// True if the branch at the end of \p Test decides whether \p Block is
  /// reached in the same turn.
  bool depends(unsigned Block, unsigned Test);

  /// True if \p To comes after \p From in the same turn of every loop.
  bool comesAfter(unsigned To, unsigned From);

  /// The blocks that come after \p Test on the way to \p Block and not on the
  /// other ways out of \p Test.
  llvm::BitVector sideOf(unsigned Block, unsigned Test);

  /// True if both blocks lie on one loop.
  bool inOneLoop(unsigned A, unsigned B) {
    return reaches(A, B) && reaches(B, A);
  }

  /// True if \p Test stands in a loop that it can leave.
  bool endsLoop(unsigned Test);

private:
  void findPostDominators();
  bool reaches(unsigned From, unsigned To);
  llvm::BitVector reachable(unsigned From, bool SameTurn);

  const FunctionFlow &Flow;
  std::vector<unsigned> Ranks;
  std::vector<llvm::SmallVector<unsigned, 2>> Next;
  std::vector<llvm::BitVector> PostDominators; ///< Of each block, itself too.
};

} // namespace clang::toctou

#endif // TOCTOU_AUTOMATA_DEPENDENCE_H
