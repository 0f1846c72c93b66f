//===- StaleSnapshotFix.cpp - How to act on what is current ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StaleSnapshot/StaleSnapshotFix.h"

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
  case Deed::Decide:
    return "read it again just before it is used";
  }
  return "read it again just before it is used";
}

std::vector<Remedy> staleSnapshotRemedies(const StaleSnapshotRace &Race,
                                          TranslationUnit &) {
  return {{advice(Race.Does), {}, false}};
}

} // namespace clang::toctou
