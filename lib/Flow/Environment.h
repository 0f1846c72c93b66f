//===- Environment.h - What places hold at one point of a function --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The map from places to values at one point. A place that is not bound holds
/// what its nearest bound ancestor says, or what it held on entry.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_ENVIRONMENT_H
#define TOCTOU_FLOW_ENVIRONMENT_H

#include "Flow/Values.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace clang::toctou {

/// Says whether a field holds the port of a socket address.
using IsPortField = llvm::function_ref<bool(const FieldDecl &)>;

/// What places hold.
class Environment {
public:
  /// The value of \p P as a whole: an object with fields that were written one
  /// by one is a record over what it was before.
  ValueId read(Values &Table, PlaceId P, IsPortField IsPort) const;

  /// Writes \p P and forgets what its parts held.
  void write(const Values &Table, PlaceId P, ValueId V);

  /// Merges \p From, which comes by the edge \p Edge, into the state of block
  /// \p Owner, into which the edges \p Earlier were merged before. Places that
  /// differ become phis, and stay so.
  void join(Values &Table, const Environment &From, const void *Owner,
            PhiKey Edge, llvm::ArrayRef<PhiKey> Earlier, IsPortField IsPort,
            std::map<PlaceId, ValueId> &Phis);

  const std::map<PlaceId, ValueId> &bindings() const { return Bound; }

private:
  ValueId readBound(Values &Table, PlaceId P, IsPortField IsPort) const;
  ValueId readChoice(Values &Table, PlaceId P, IsPortField IsPort) const;

  std::map<PlaceId, ValueId> Bound;
  mutable unsigned ChoiceDepth = 0; ///< Choices that wait for `readChoice`.
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_ENVIRONMENT_H
