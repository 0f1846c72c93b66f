//===- PathNames.h - When two calls name one file -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The identity of names. `path.c_str()`, `fs::path(path)` and `QFile(path)`
/// name the same file as `path`; two literals of the same characters do; two
/// texts that are put together from the same parts do. A name that was written
/// to is another value, and so another name.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_PATHNAMES_H
#define TOCTOU_CHECKS_FILESYSTEM_PATHNAMES_H

#include "Flow/Facts.h"
#include "llvm/ADT/StringMap.h"

namespace clang::toctou {

class TranslationUnit;

/// The names of one translation unit.
class PathNames {
public:
  explicit PathNames(TranslationUnit &Unit) : Unit(Unit) {}

  /// The name that \p V is on a path that knows \p Facts: without conversions,
  /// and without the layers that say who read its parts.
  ValueId nameOf(ValueId V, const PathFacts &Facts);

  /// The names that \p V can be on any path.
  llvm::SmallVector<ValueId, 4> possibleNames(ValueId V);

  /// True if the name \p V is another one when \p Part is another value.
  bool dependsOn(ValueId V, ValueId Part);

  /// The characters that the name \p V is known to begin with.
  std::string beginning(ValueId V);

  /// What the mode of \p E says on a path that knows \p Facts.
  PathTraits traits(const Event &E, const PathFacts &Facts);

private:
  ValueId canonical(ValueId V, const PathFacts &Facts, unsigned Depth);
  void addBeginning(ValueId V, std::string &Text, bool &IsWhole,
                    unsigned Depth);

  TranslationUnit &Unit;
  llvm::StringMap<ValueId> Literals;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_PATHNAMES_H
