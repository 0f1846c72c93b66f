//===- Outcome.h - What a call of a function in sight does ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A summary is a short list of outcomes: what is known when the function
/// returns that way, the ordered effects on what its caller can see, and the
/// returned value. Values are those of the callee; `Splice` puts them into a
/// caller's terms. lib/Summaries computes summaries.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_OUTCOME_H
#define TOCTOU_FLOW_OUTCOME_H

#include "Flow/Facts.h"
#include <vector>

namespace clang {
class EnumConstantDecl;
class Expr;
} // namespace clang

namespace clang::toctou {

/// One way in which a call can end.
struct Outcome {
  /// What is then known of results, parameters and fields.
  std::vector<std::pair<ValueId, Signs>> Facts;
  /// What happened, in order.
  std::vector<Event> Effects;
  /// What places that the caller can see hold at the end.
  std::vector<std::pair<PlaceId, ValueId>> Writes;
  /// The returned value; none for a constructor or void.
  ValueId Returned = ValueId::None;
  /// It ends by an exception: the caller goes on in a handler, if at all.
  bool Thrown = false;

  /// True if a caller need not tell this outcome from "nothing happened".
  bool isQuiet() const { return Effects.empty(); }
};

/// What a function does.
struct FunctionSummary {
  std::vector<Outcome> Outcomes;
  /// A call does something that others may notice: a write, a deed.
  bool Acts = false;
  /// It calls something for its work, on some path (see `EventKind::Invoke`).
  bool Works = false;
  /// Some ways to end are not listed: a bound was reached.
  bool Truncated = false;
};

/// Where the flow analysis asks for summaries of callees.
class SummarySource {
public:
  virtual ~SummarySource() = default;
  /// The summary of \p F, or null: no body in sight, or a recursive call.
  virtual const FunctionSummary *summary(const FunctionDecl &F) = 0;
  /// True if the bodies of all methods of \p R that its author wrote are in
  /// sight, so that its name says nothing that they do not.
  virtual bool isWhollyVisible(const Decl &R) = 0;
  /// True if some text in the unit is a statement of SQL.
  virtual bool namesSql() const { return false; }
  /// The text that a table of statements holds under the key \p Key, or null.
  virtual const Expr *tabulated(const EnumConstantDecl &Key) const {
    (void)Key;
    return nullptr;
  }
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_OUTCOME_H
