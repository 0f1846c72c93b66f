//===- StaleSnapshotFix.cpp - How to act on what is current ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/StaleSnapshotFix.h"
#include "StaleSnapshot/StaleSnapshotFixSite.h"
#include "clang/AST/Decl.h"

namespace clang::toctou {

/// What to do where no edit is safe.
static const char *advice(Deed Does) {
  switch (Does) {
  case Deed::Deref:
  case Deed::Index:
  case Deed::Remove:
  case Deed::Destroy:
    return "look it up again under the lock just before it is used, or keep "
           "the object alive by shared ownership";
  case Deed::WriteBack:
    return "change the current value under the lock, or compare it with the "
           "copy first";
  case Deed::Send:
  case Deed::Connect:
  case Deed::Close:
  case Deed::Signal:
  case Deed::Access:
  case Deed::Pass:
  case Deed::Decide:
    return "read it again just before it is used";
  }
  return "read it again just before it is used";
}

std::vector<Remedy> staleSnapshotRemedies(const StaleSnapshotRace &Race,
                                          TranslationUnit &Unit) {
  std::vector<Remedy> All;
  auto Add = [&](Remedy Found) {
    if (!Found.Text.empty())
      All.push_back(std::move(Found));
  };
  if (isEditable(*Race.Function)) {
    StaleSite Site(Race, Unit);
    Add(moveRead(Site));
    // Read anew just before, it would still be written over what comes then.
    bool Overwrites = Race.Does == Deed::WriteBack && !Site.holdsLock();
    if (All.empty() && !Overwrites)
      Add(repeatGetter(Site));
    if (All.empty() && !Overwrites)
      Add(repeatSection(Site));
  }
  if (All.empty())
    Add({advice(Race.Does), {}, false});
  return All;
}

} // namespace clang::toctou
