//===- Branches.h - How far a branch decides ------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_BRANCHES_H
#define TOCTOU_CHECKS_STALESNAPSHOT_BRANCHES_H

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace clang::toctou {

/// The branches of one function: where the ways meet again.
class Branches {
public:
  explicit Branches(const FunctionFlow &Flow) : Flow(Flow) {}

  /// The block at which the ways from \p Edge's branch meet again. Nothing if
  /// the branch decides over another turn of a loop.
  std::optional<unsigned> meeting(const FlowEdge &Edge);

private:
  void prepare();
  bool turnsBack(unsigned From, unsigned Meeting) const;

  const FunctionFlow &Flow;
  bool IsPrepared = false;
  llvm::DenseMap<const FlowEdge *, unsigned> Origins;
  std::vector<llvm::BitVector> After; ///< What every way to the end passes.
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_BRANCHES_H
