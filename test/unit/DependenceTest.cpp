//===- DependenceTest.cpp - Control dependence on small graphs ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Automata/Dependence.h"
#include "gtest/gtest.h"

using namespace clang::toctou;

namespace {

/// A graph of \p Edges by block; block 0 is the entry, the last is the exit.
/// The blocks are numbered in reverse post-order.
FunctionFlow graph(std::vector<std::vector<unsigned>> Edges) {
  FunctionFlow Flow;
  Flow.Blocks.resize(Edges.size());
  Flow.Exit = Edges.size() - 1;
  for (unsigned B = 0; B < Edges.size(); ++B) {
    Flow.Order.push_back(B);
    for (unsigned To : Edges[B]) {
      FlowEdge Edge;
      Edge.To = To;
      Flow.Blocks[B].Successors.push_back(Edge);
    }
  }
  return Flow;
}

TEST(Dependence, ABranchDecidesItsOwnSideOnly) {
  // 0: if; 1: then; 2: after.
  FunctionFlow Flow = graph({{1, 2}, {2}, {3}, {}});
  Dependence Branches(Flow);
  EXPECT_TRUE(Branches.depends(1, 0));
  EXPECT_FALSE(Branches.depends(2, 0));
  EXPECT_TRUE(Branches.sideOf(1, 0)[1]);
  EXPECT_FALSE(Branches.sideOf(1, 0)[2]);
}

TEST(Dependence, AnEarlyExitDecidesWhatFollows) {
  // 0: if; 1: return; 2: if; 3: then; 4: after.
  FunctionFlow Flow = graph({{1, 2}, {5}, {3, 4}, {4}, {5}, {}});
  Dependence Branches(Flow);
  EXPECT_TRUE(Branches.depends(2, 0));
  EXPECT_TRUE(Branches.depends(3, 0));
  EXPECT_TRUE(Branches.depends(4, 0));
  EXPECT_FALSE(Branches.depends(4, 2));
}

TEST(Dependence, AnUnrelatedExitInBetween) {
  // 0: if (log) 1; 2: if (bad) return; 3: act.
  FunctionFlow Flow = graph({{1, 2}, {2}, {3, 4}, {4}, {}});
  Dependence Branches(Flow);
  EXPECT_FALSE(Branches.depends(3, 0));
  EXPECT_TRUE(Branches.depends(3, 2));
}

TEST(Dependence, ALoopsNextTurnIsAnother) {
  // 0: entry; 1: head without an end; 2: act; 3: if; 4: continue or leave.
  FunctionFlow Flow = graph({{1}, {2}, {3}, {1, 4}, {1}, {}});
  Dependence Branches(Flow);
  EXPECT_FALSE(Branches.depends(2, 3));
  EXPECT_TRUE(Branches.depends(4, 3));
  EXPECT_TRUE(Branches.inOneLoop(2, 3));
}

TEST(Dependence, TheConditionOfALoop) {
  // 0: entry; 1: while; 2: body; 3: after.
  FunctionFlow Flow = graph({{1}, {2, 3}, {1}, {4}, {}});
  Dependence Branches(Flow);
  EXPECT_TRUE(Branches.depends(2, 1));
  EXPECT_FALSE(Branches.depends(3, 1));
  EXPECT_TRUE(Branches.endsLoop(1));
  EXPECT_FALSE(Branches.endsLoop(2));
}

} // namespace
