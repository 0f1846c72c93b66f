//===- Branches.cpp - How far a branch decides ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/Branches.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

void Branches::prepare() {
  IsPrepared = true;
  unsigned Count = Flow.Blocks.size();
  for (unsigned B = 0; B < Count; ++B)
    for (const FlowEdge &Edge : Flow.Blocks[B].Successors)
      Origins[&Edge] = B;
  After.assign(Count, llvm::BitVector(Count, true));
  After[Flow.Exit].reset();
  After[Flow.Exit].set(Flow.Exit);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (unsigned B : llvm::reverse(Flow.Order)) {
      if (B == Flow.Exit)
        continue;
      llvm::BitVector Now(Count, true);
      for (const FlowEdge &Edge : Flow.Blocks[B].Successors)
        if (!Edge.Thrown) // Where an exception leads is no choice.
          Now &= After[Edge.To];
      Now.set(B);
      if (Now != After[B]) {
        After[B] = std::move(Now);
        Changed = true;
      }
    }
  }
}

/// True if a way from \p From comes back to it before \p Meeting.
bool Branches::turnsBack(unsigned From, unsigned Meeting) const {
  llvm::BitVector Seen(Flow.Blocks.size());
  llvm::SmallVector<unsigned, 16> Pending = {From};
  while (!Pending.empty()) {
    unsigned B = Pending.pop_back_val();
    for (const FlowEdge &Edge : Flow.Blocks[B].Successors) {
      if (Edge.Thrown)
        continue;
      if (Edge.To == From)
        return true;
      if (Edge.To == Meeting || Seen.test(Edge.To))
        continue;
      Seen.set(Edge.To);
      Pending.push_back(Edge.To);
    }
  }
  return false;
}

std::optional<unsigned> Branches::meeting(const FlowEdge &Edge) {
  if (!IsPrepared)
    prepare();
  auto It = Origins.find(&Edge);
  if (It == Origins.end())
    return std::nullopt;
  unsigned From = It->second;
  // The nearest block that every way passes is passed first by all of them.
  unsigned Best = Flow.Exit;
  for (unsigned B : After[From].set_bits())
    if (B != From && After[B].count() > After[Best].count())
      Best = B;
  if (turnsBack(From, Best))
    return std::nullopt;
  return Best;
}

} // namespace clang::toctou
