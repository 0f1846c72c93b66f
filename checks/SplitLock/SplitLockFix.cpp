//===- SplitLockFix.cpp - How to close the window between two sections --===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SplitLock/SplitLockFix.h"
#include "SplitLock/SplitLockFixSite.h"
#include "clang/AST/Decl.h"

namespace clang::toctou {

std::vector<Remedy> splitLockRemedies(const SplitPair &Pair,
                                      TranslationUnit &Unit) {
  std::vector<Remedy> All;
  auto Add = [&](Remedy Found) {
    if (!Found.Text.empty())
      All.push_back(std::move(Found));
  };
  if (isEditable(*Pair.Function) && Pair.First->Site && Pair.Second->Site) {
    SplitSite Site{Pair, Unit, BodyIndex(*Pair.Function)};
    if (Pair.StatusLast)
      Add(swapReads(Site));
    Add(joinSections(Site));
    Add(readTogether(Site));
  }
  if (All.empty())
    Add({Pair.StatusLast
             ? "read the status before the data that it describes"
             : "read both in one critical section, or add an accessor that "
               "returns both under one lock",
         {},
         false});
  return All;
}

} // namespace clang::toctou
