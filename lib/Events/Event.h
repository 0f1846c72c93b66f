//===- Event.h - What a function does to state that others share ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Events are facts, never opinions: "the lock L is taken", "the number of
/// socket S is read into V". They name places and values by the numbers that
/// lib/Flow gives them; automata see nothing else of a program.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_EVENTS_EVENT_H
#define TOCTOU_EVENTS_EVENT_H

#include "Models/Api.h"
#include "Models/SqlApi.h"
#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class FunctionDecl;
class Stmt;
} // namespace clang

namespace clang::toctou {

/// A place in memory (see `Places`). 0 is no place.
enum class PlaceId : unsigned { None = 0 };
/// A value number (see `Values`). 0 is no value.
enum class ValueId : unsigned { None = 0 };

/// What an event states. Automata list every kind, without a default, so that
/// a new kind asks each of them what it means there.
enum class EventKind : uint8_t {
  Acquire,    ///< The lock `Subject` is held from here on.
  TryAcquire, ///< The lock `Subject` is held if `Result` says so.
  Release,    ///< The lock `Subject` is given back.
  Wait,       ///< The lock `Subject` is given back and retaken inside.
  Read,       ///< `Operands[0]` was read from the place `Subject`.
  Write,      ///< `Operands[0]` was written to the place `Subject`.
  Use,        ///< The values `Operands` are used together (see `UseKind`).
  Bind,       ///< Socket `Subject` is bound to the number `Operands[0]`.
  LearnPort,  ///< `Operands[0]` is the number that socket `Subject` holds.
  PickPort,   ///< `Operands[0]` is a free number that no socket holds.
  Close,      ///< The socket `Subject` gives its number back.
  HandOver,   ///< `Operands` go to someone who will bind the number.
  Sql,        ///< The statement `Operands[0]` is run (see `SqlEffect`).
  Append,     ///< `Operands[0]` was put into the list of texts `Subject`.
  Call,       ///< A callee in sight, with the outcomes of `CallIndex`.
  Return,     ///< The function returns `Operands[0]`, if any.
  Unknown,    ///< A call that nobody can summarise.
};

/// The name of a kind, as dumps print it.
llvm::StringRef name(EventKind Kind);

/// How values that are used together are used.
enum class UseKind : uint8_t {
  Expression, ///< An operator joins them.
  Condition,  ///< `&&`, `||` joins them.
  Call,       ///< Arguments (and the receiver) of one call.
  Aggregate,  ///< Parts of one object.
  Index,      ///< An array and its index.
  Result,     ///< The returned value.
};

/// One fact about one step of a function.
struct Event {
  EventKind Kind = EventKind::Unknown;
  /// The statement of the analysed function at which it happens: the call, if
  /// a callee does it. Null for what holds on entry.
  const Stmt *Site = nullptr;
  /// The innermost statement that does it, and the function it stands in.
  const Stmt *Inner = nullptr;
  const FunctionDecl *InnerFunction = nullptr;

  PlaceId Subject = PlaceId::None;
  /// The value of the subject at that time: a descriptor's number.
  ValueId SubjectValue = ValueId::None;
  llvm::SmallVector<ValueId, 2> Operands;

  /// The value that tells whether the step succeeded, and how.
  ValueId Result = ValueId::None;
  Success Ok = Success::Always;

  UseKind Use = UseKind::Expression;
  HandOverKind HandOver = HandOverKind::Server;
  SqlEffect Sql = SqlEffect::Run;
  SqlEngine Engine = SqlEngine::Unknown;
  /// Acquire: a reader's lock. Read: of an atomic.
  bool Shared = false;
  /// Acquire: the class may be a guard; nothing in sight says so.
  bool Maybe = false;
  /// The step is done by a destructor, at the end of a scope.
  bool AtScopeEnd = false;
  /// Write: the callee may have written anything.
  bool Opaque = false;
  /// The step is decided by a telling name alone.
  bool ByName = false;
  /// Call: index into the function's calls.
  unsigned CallIndex = 0;

  /// True if a callee does it rather than a statement of the function itself.
  bool isSpliced() const { return Inner != Site; }
};

} // namespace clang::toctou

namespace llvm {
template <> struct DenseMapInfo<clang::toctou::PlaceId> {
  using Id = clang::toctou::PlaceId;
  static Id getEmptyKey() { return Id(~0U); }
  static Id getTombstoneKey() { return Id(~0U - 1); }
  static unsigned getHashValue(Id V) { return unsigned(V) * 37U; }
  static bool isEqual(Id A, Id B) { return A == B; }
};
template <> struct DenseMapInfo<clang::toctou::ValueId> {
  using Id = clang::toctou::ValueId;
  static Id getEmptyKey() { return Id(~0U); }
  static Id getTombstoneKey() { return Id(~0U - 1); }
  static unsigned getHashValue(Id V) { return unsigned(V) * 37U; }
  static bool isEqual(Id A, Id B) { return A == B; }
};
} // namespace llvm

#endif // TOCTOU_EVENTS_EVENT_H
