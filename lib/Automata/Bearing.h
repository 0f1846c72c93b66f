//===- Bearing.h - What a value bears -------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows a value to what it was made from: a text bears the number that was
/// formatted into it, an address the port in its field, a result what its
/// arguments bore. On a path, a phi bears the input that the path chose.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_AUTOMATA_BEARING_H
#define TOCTOU_AUTOMATA_BEARING_H

#include "Flow/Facts.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::toctou {

/// How far to follow a value.
struct BearingOptions {
  /// Texts made of other values bear them.
  bool ThroughText = true;
};

/// Visits every value that \p V bears, itself first; a visitor that returns
/// false is not led into what the value was made from. Bounded.
void visitBorne(Values &Table, const PathFacts &Facts, ValueId V,
                llvm::function_ref<bool(ValueId)> Visit,
                BearingOptions Options = {});

/// True if \p V bears \p Wanted (compared without the layers of reads; the two
/// forms of a port number are one).
bool bears(Values &Table, const PathFacts &Facts, ValueId V, ValueId Wanted);

} // namespace clang::toctou

#endif // TOCTOU_AUTOMATA_BEARING_H
