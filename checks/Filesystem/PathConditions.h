//===- PathConditions.h - What a condition asks of a file -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_PATHCONDITIONS_H
#define TOCTOU_CHECKS_FILESYSTEM_PATHCONDITIONS_H

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::toctou {

class TranslationUnit;
struct PathGuard;

/// Reads conditions about files.
class PathConditions {
public:
  explicit PathConditions(TranslationUnit &Unit) : Unit(Unit) {}

  /// True if the error \p Number is what a lost race gives.
  static bool isLostRace(int64_t Number);

  /// True if the way of \p Edge is that of a lost race (`errno == EEXIST`),
  /// false if it is that of another error, nothing if it does not ask.
  std::optional<bool> asksForLostRace(const FlowEdge &Edge);

  /// True if \p V has no other signs than \p S anyway.
  bool isWholeRange(ValueId V, Signs S);

  /// Fills in what \p Guard asks for.
  /// \param IsAttribute whether a value is what was stored of the file
  /// \param IsOfHandle whether a value was told by an open file
  void classify(PathGuard &Guard, const PathFacts &Facts,
                llvm::function_ref<bool(ValueId)> IsAttribute,
                llvm::function_ref<bool(ValueId)> IsOfHandle);

private:
  TranslationUnit &Unit;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_PATHCONDITIONS_H
