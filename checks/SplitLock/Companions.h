//===- Companions.h - Which parts of an object belong together ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Evidence, from the critical sections in sight, that two parts of one object
/// belong together, and that a part is a status of other data.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SPLITLOCK_COMPANIONS_H
#define TOCTOU_CHECKS_SPLITLOCK_COMPANIONS_H

#include "Summaries/Sections.h"

namespace clang::toctou {

class TranslationUnit;

/// What sections say of pairs of fields.
class Companions {
public:
  explicit Companions(TranslationUnit &Unit) : Unit(Unit) {}

  /// True if both places are parts of one object that other threads can see.
  bool ofOneSharedObject(PlaceId A, PlaceId B, const FunctionDecl &In) const;

  /// True if some section writes both, or reads both while the class changes
  /// one of them.
  bool areWrittenTogether(llvm::ArrayRef<const ValueDecl *> A,
                          llvm::ArrayRef<const ValueDecl *> B) const;

  /// True if \p P is a flag that sections only ever set one way.
  bool isOneWayFlag(PlaceId P) const;

  /// True if \p P is a status: a one-way flag, or a flag or state by name.
  bool isStatus(PlaceId P) const;

private:
  TranslationUnit &Unit;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SPLITLOCK_COMPANIONS_H
