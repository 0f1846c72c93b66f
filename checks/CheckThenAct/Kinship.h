//===- Kinship.h - What an act has to do with what was tested -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Evidence that an act needs what an earlier step told: both are of one
/// object, and of the same data or of data that some other critical section
/// touches together.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_KINSHIP_H
#define TOCTOU_CHECKS_CHECKTHENACT_KINSHIP_H

#include "Summaries/Sections.h"

namespace clang::toctou {

class TranslationUnit;

/// What an answer said of a container on a path.
enum class Presence : uint8_t { Unknown, Present, Absent };

/// Relations between the data of two events of \p In.
class Kinship {
public:
  Kinship(TranslationUnit &Unit, const FunctionDecl &In) : Unit(Unit), In(In) {}

  /// True if both places are parts of one object that others can see.
  bool ofOneObject(PlaceId A, PlaceId B) const;
  /// True if nobody else knows \p P yet, or any more.
  bool isOwn(PlaceId P) const;
  /// True if the two name the same data.
  bool isSame(PlaceId A, PlaceId B) const;
  /// True if some other function touches \p Tested where it writes \p Acted.
  bool isWrittenWith(PlaceId Tested, PlaceId Acted) const;

  /// True if \p E adds a constant to what the place held.
  bool isCounter(const Event &E) const;
  /// True if \p P holds a truth value.
  bool isFlag(PlaceId P) const;
  /// True if the data at \p P points to other data: two objects differ.
  bool isPointer(PlaceId P) const;
  /// True if \p P is a map whose elements are values.
  bool holdsValues(PlaceId P) const;
  /// True if two keys may be equal.
  bool mayBeEqual(ValueId A, ValueId B) const;
  /// What the answer \p Query says on a path.
  Presence presence(const Event &Query, const PathFacts &Facts) const;

private:
  PlaceId baseOf(PlaceId P) const;

  TranslationUnit &Unit;
  const FunctionDecl &In;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_KINSHIP_H
