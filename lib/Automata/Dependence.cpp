//===- Dependence.cpp - Which branch decides what is reached --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Automata/Dependence.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

Dependence::Dependence(const FunctionFlow &Flow)
    : Flow(Flow), Ranks(Flow.Blocks.size(), ~0U), Next(Flow.Blocks.size()) {
  for (unsigned I = 0; I < Flow.Order.size(); ++I)
    Ranks[Flow.Order[I]] = I;
  for (unsigned B = 0; B < Flow.Blocks.size(); ++B)
    for (const FlowEdge &Edge : Flow.Blocks[B].Successors)
      if (!Edge.Thrown) // What may throw anywhere decides nothing.
        Next[B].push_back(Edge.To);
  // Loops that nothing leaves end at their heads.
  llvm::BitVector Ends(Next.size());
  Ends.set(Flow.Exit);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (unsigned B : llvm::reverse(Flow.Order))
      if (!Ends[B] &&
          llvm::any_of(Next[B], [&](unsigned To) { return Ends[To]; })) {
        Ends.set(B);
        Changed = true;
      }
  }
  for (unsigned B : Flow.Order)
    if (!Ends[B])
      for (unsigned To : llvm::SmallVector<unsigned, 2>(Next[B]))
        if (Ranks[To] <= Ranks[B] && !llvm::is_contained(Next[To], Flow.Exit))
          Next[To].push_back(Flow.Exit);
  for (unsigned B : Flow.Order)
    if (!Ends[B] && Next[B].empty() && B != Flow.Exit)
      Next[B].push_back(Flow.Exit);
}

void Dependence::findPostDominators() {
  if (!PostDominators.empty())
    return;
  unsigned N = Next.size();
  PostDominators.assign(N, llvm::BitVector(N, true));
  PostDominators[Flow.Exit].reset();
  PostDominators[Flow.Exit].set(Flow.Exit);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (unsigned B : llvm::reverse(Flow.Order)) {
      if (B == Flow.Exit)
        continue;
      llvm::BitVector All(N, true);
      for (unsigned To : Next[B])
        All &= PostDominators[To];
      All.set(B);
      if (All == PostDominators[B])
        continue;
      PostDominators[B] = std::move(All);
      Changed = true;
    }
  }
}

llvm::BitVector Dependence::reachable(unsigned From, bool SameTurn) {
  llvm::BitVector Seen(Next.size());
  llvm::SmallVector<unsigned, 16> Pending = {From};
  while (!Pending.empty()) {
    unsigned B = Pending.pop_back_val();
    for (unsigned To : Next[B]) {
      if (Seen[To] || (SameTurn && Ranks[To] <= Ranks[B]))
        continue;
      Seen.set(To);
      Pending.push_back(To);
    }
  }
  return Seen;
}

bool Dependence::reaches(unsigned From, unsigned To) {
  return reachable(From, false)[To];
}

bool Dependence::comesAfter(unsigned To, unsigned From) {
  return From == To || reachable(From, true)[To];
}

bool Dependence::endsLoop(unsigned Test) {
  bool Stays = false, Leaves = false;
  for (unsigned To : Next[Test]) {
    bool Back = To == Test || reaches(To, Test);
    Stays |= Back;
    Leaves |= !Back;
  }
  return Stays && Leaves;
}

bool Dependence::depends(unsigned Block, unsigned Test) {
  if (Block == Test || !reachable(Test, true)[Block])
    return false;
  findPostDominators();
  llvm::BitVector Seen(Next.size());
  llvm::SmallVector<unsigned, 16> Pending = {Block};
  while (!Pending.empty()) {
    unsigned B = Pending.pop_back_val();
    for (unsigned From : Flow.Order) {
      if (Seen[From] || Next[From].size() < 2)
        continue;
      if (PostDominators[From][B] && From != B)
        continue;
      if (!llvm::any_of(Next[From],
                        [&](unsigned To) { return PostDominators[To][B]; }))
        continue;
      Seen.set(From);
      if (From == Test)
        return true;
      // What a loop's next turn decides is not this turn's.
      if (Ranks[From] >= Ranks[Test])
        Pending.push_back(From);
    }
  }
  return false;
}

llvm::BitVector Dependence::sideOf(unsigned Block, unsigned Test) {
  llvm::BitVector Side(Next.size()), Other(Next.size());
  for (unsigned To : Next[Test]) {
    llvm::BitVector Way = reachable(To, true);
    Way.set(To);
    if (Way[Block])
      Side |= Way;
    else
      Other |= Way;
  }
  Other.flip();
  Side &= Other;
  return Side;
}

} // namespace clang::toctou
