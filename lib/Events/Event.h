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

#include "Models/AcquisitionApi.h"
#include "Models/Api.h"
#include "Models/DelayApi.h"
#include "Models/PathApi.h"
#include "Models/SqlApi.h"
#include "Models/StepApi.h"
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
  Acquire,     ///< The lock `Subject` is held from here on.
  TryAcquire,  ///< The lock `Subject` is held if `Result` says so.
  Release,     ///< The lock `Subject` is given back.
  Wait,        ///< The lock `Subject` is given back and retaken inside.
  Read,        ///< `Operands[0]` was read from the place `Subject`.
  Write,       ///< `Operands[0]` was written to the place `Subject`.
  Use,         ///< The values `Operands` are used together (see `UseKind`).
  Bind,        ///< Socket `Subject` is bound to the number `Operands[0]`.
  LearnPort,   ///< `Operands[0]` is the number that socket `Subject` holds.
  PickPort,    ///< `Operands[0]` is a free number that no socket holds.
  Close,       ///< The socket `Subject` gives its number back.
  HandOver,    ///< `Operands` go to someone who will bind the number.
  Query,       ///< `Operands[0]` tells what the container `Subject` holds.
  Operate,     ///< A step on the container `Subject` that needs it so.
  LockFile,    ///< The lock `Subject` of a file is held if `Result` says so.
  UnlockFile,  ///< The lock `Subject` of a file is given back.
  Invoke,      ///< Work is done by a call; `Operands` are its arguments.
  Report,      ///< A call reports that a lock was not got.
  Sql,         ///< The statement `Operands[0]` is run (see `SqlEffect`).
  Append,      ///< `Operands[0]` was put into the list of texts `Subject`.
  Delay,       ///< Time passes; the handles `Operands` are worked on.
  Act,         ///< What `Operands` stand for is acted on (see `ActKind`).
  CheckPath,   ///< Something of the name `Operands[0]` is learned (see `Path`).
  ActOnPath,   ///< Something is done to what has the name `Operands[0]`.
  ActOnHandle, ///< The same for the descriptor or stream `Operands[0]`.
  Allocate,    ///< As much memory as `Operands[0]` says is allocated.
  Tell,        ///< People are told something: a log line, a message.
  Call,        ///< A callee in sight, with the outcomes of `CallIndex`.
  Return,      ///< The function returns `Operands[0]`, if any.
  Unknown,     ///< A call that nobody can summarise.
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

  /// The row of a path's or handle's event. `Operands` are the name or handle,
  /// then what it gives (attributes, a handle), then its mode;
  /// `SubjectValue` is the directory it is relative to.
  const PathApi *Path = nullptr;

  UseKind Use = UseKind::Expression;
  HandOverKind HandOver = HandOverKind::Server;
  /// Read, Write: a step of an atomic, and whether it orders nothing.
  AtomicEffect Atomic = AtomicEffect::None;
  bool Relaxed = false;
  /// Query, Operate, and Write of a container: by which step. A query for a key
  /// has it as second operand; a step has what was found as the first (or none)
  /// and its key as the second.
  StepEffect Step = StepEffect::None;
  /// Query, Operate: the container locks itself.
  bool LocksItself = false;
  /// Read, Query: a branch of the function in which it stands depends on it.
  bool Decides = false;
  /// Acquire: a reader's lock.
  DelayKind Delay = DelayKind::Sleep;
  ActKind Act = ActKind::Access;
  /// Act: a descriptor or pointer, which may name another object by now.
  bool IsHandle = false;
  SqlEffect Sql = SqlEffect::Run;
  SqlEngine Engine = SqlEngine::Unknown;
  /// Acquire: a reader's lock. Read: of an atomic.
  bool Shared = false;
  /// Read: what was read is a smart pointer that keeps its object alive.
  bool Owning = false;
  /// Acquire: the class may be a guard; nothing in sight says so.
  bool Maybe = false;
  /// The step is done by a destructor, at the end of a scope.
  bool AtScopeEnd = false;
  /// LockFile: it waits, so that it fails for other reasons only.
  bool MayWait = false;
  /// Of a lock: it may be a signal as well; it is a semaphore.
  bool MaySignal = false;
  bool IsSemaphore = false;
  /// It only serves a log line.
  bool ForLog = false;
  /// LockFile, UnlockFile: the commands that decide; the operands are the
  /// command and what the record says.
  const LockCommandApi *Commands = nullptr;
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
