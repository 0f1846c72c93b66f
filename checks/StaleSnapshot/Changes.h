//===- Changes.h - Who changes what was copied ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Evidence from the code in sight that a rival can change a copied place, and
/// that a lock keeps all rivals out.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_STALESNAPSHOT_CHANGES_H
#define TOCTOU_CHECKS_STALESNAPSHOT_CHANGES_H

#include "Summaries/Sections.h"
#include <optional>

namespace clang::toctou {

class TranslationUnit;

/// What the functions in sight write.
class Changes {
public:
  explicit Changes(TranslationUnit &Unit) : Unit(Unit) {}

  /// True if whoever changes \p P holds \p Lock, as far as can be seen.
  bool keepsOut(PlaceId Lock, PlaceId P);

  /// True if some function in sight changes \p P after its object was made.
  bool isChanged(PlaceId P);

  /// True if nobody can change \p P: all code that could is in sight.
  bool isSettled(PlaceId P);

  /// True if a section in sight touches \p P.
  bool isGuarded(PlaceId P);

private:
  void collect();

  TranslationUnit &Unit;
  /// What is written outside constructors and destructors.
  std::optional<std::vector<FieldChain>> Written;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_STALESNAPSHOT_CHANGES_H
