//===- Splice.h - A callee's summary in its caller's terms ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Substitution of what a caller passes for what a callee was given. A value
/// that the callee made keeps its statement and gains the call site, so that
/// two calls of one helper make two values.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_SPLICE_H
#define TOCTOU_FLOW_SPLICE_H

#include "Flow/Environment.h"
#include "Flow/Outcome.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace clang::toctou {

/// The substitution for one call.
class Splice {
public:
  /// \param Callee whose locals and parameters are replaced.
  /// \param Env what places hold in the caller at the call.
  Splice(Values &Table, const FunctionDecl &Callee, const Stmt *CallSite,
         const Environment &Env, IsPortField IsPort)
      : Table(Table), Callee(Callee), CallSite(CallSite), Env(Env),
        IsPort(IsPort) {}

  /// The parameter or `this` at \p P is \p V in the caller.
  void bind(PlaceId P, ValueId V) { Bound[P] = V; }

  ValueId value(ValueId V);
  PlaceId place(PlaceId P);
  Event event(const Event &E);

private:
  /// What the pointer \p V points to, when the call is made.
  ValueId content(ValueId V);
  ValueId valueOfNode(ValueId V);
  ValueId derivedValue(const ValueNode &N);

  Values &Table;
  const FunctionDecl &Callee;
  const Stmt *CallSite;
  const Environment &Env;
  IsPortField IsPort;
  std::map<PlaceId, ValueId> Bound;
  llvm::DenseMap<ValueId, ValueId> Memo;
  unsigned Depth = 0;
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_SPLICE_H
