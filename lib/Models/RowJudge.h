//===- RowJudge.h - Rows completed by a signature -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Refuses a row whose positions an overload does not have, and completes a
/// telling name by the signature of the function that it meets.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_ROWJUDGE_H
#define TOCTOU_MODELS_ROWJUDGE_H

#include "Models/Api.h"
#include "Models/PathApi.h"
#include <deque>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace clang::toctou {

/// Owns the completed rows. Each method returns the row that holds for \p F,
/// or null.
class RowJudge {
public:
  const LockApi *judged(LockApi Row, const FunctionDecl &F, bool Telling);
  const LockedCallApi *judged(LockedCallApi Row, const FunctionDecl &F,
                              bool Telling);
  const NetApi *judged(NetApi Row, const FunctionDecl &F, bool Telling);
  const HandOverApi *judged(HandOverApi Row, const FunctionDecl &F,
                            bool Telling);
  const PathApi *judged(PathApi Row, const FunctionDecl &F, bool Telling);

private:
  std::deque<LockApi> Locks;
  std::deque<LockedCallApi> LockedCalls;
  std::deque<NetApi> Nets;
  std::deque<HandOverApi> HandOvers;
  std::deque<PathApi> Paths;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_ROWJUDGE_H
