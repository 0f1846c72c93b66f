//===- Api.h - What library calls mean, one record type a capability ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The rows that carry all knowledge of libraries. A row names a callee or a
/// class by its qualified name and says which argument plays which role. The
/// analysis itself names no library function: it asks `ApiLookup`.
///
/// A name is written without inline namespaces (`std::mutex::lock`) and, for a
/// C function, without a prefix (`bind`). A name with a `*` is a *telling name*
/// (a glob over the name in lower case with underscores removed, so that
/// `*freeport*` meets `get_free_port` and `GetFreePort`): it is evidence only
/// where no body of the callee is in sight. It is matched component by
/// component from the end (`*server::listen` meets `ix::HttpServer::listen`). A
/// `_` in it is a border of words: `*_log_*` meets `writeLog` and not
/// `catalog`. What such a row cannot know (how the result tells success, which
/// argument receives the number) is judged by the signature of the function
/// that it meets.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_API_H
#define TOCTOU_MODELS_API_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace clang::toctou {

/// A position in a call: an argument (0, 1, ...) or one of the places below.
using Slot = int8_t;
/// The role is not part of the call.
inline constexpr Slot NoSlot = -1;
/// The object that the method is called on, or that the constructor makes.
inline constexpr Slot Receiver = -2;
/// The value that the call returns.
inline constexpr Slot Result = -3;
/// Every argument of the call.
inline constexpr Slot AnyArgument = -4;

/// How the result of a call tells that it did what it was asked.
enum class Success : uint8_t {
  Always,           ///< No result tells: it succeeds, throws or aborts.
  Zero,             ///< 0, false, null, `std::error_code` without an error.
  NonZero,          ///< true, a non-null pointer.
  NonNegative,      ///< A descriptor or a count; negative on failure.
  Negative,         ///< -1; what it is otherwise says what failed.
  ZeroElseNegative, ///< 0; -1 on failure.
};

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

enum class LockEffect : uint8_t {
  Acquire,    ///< Blocks until the lock is held.
  TryAcquire, ///< Holds the lock only if `Held` says so.
  Release,    ///< Gives the lock back.
  Wait,       ///< A condition wait: releases and retakes the lock inside.
};

/// A call that takes or gives back a lock.
struct LockApi {
  llvm::StringRef Callee;
  LockEffect Effect;
  Slot Lock = Receiver; ///< The lock, or the guard that holds it.
  Success Held = Success::Always;
  bool Shared = false; ///< A reader's lock.
  /// The name is too weak by itself: the class must lock and unlock.
  bool NeedsPair = false;
  /// How long it waits at most: a negative number or one whose bits are all set
  /// is for ever.
  Slot Timeout = NoSlot;
  /// It may be a signal as well: a lock only where its taker gives it back.
  bool MaySignal = false;
  /// It counts: what is done meanwhile is no section of a mutex.
  bool IsSemaphore = false;
};

enum class GuardKind : uint8_t {
  Scoped,   ///< Acquires in the constructor, releases in the destructor.
  Unlocks,  ///< The reverse: releases for its lifetime.
  Accessor, ///< Made by a method of a synchronised object that it locks.
};

/// A class whose objects hold a lock for their lifetime. Constructor arguments
/// of lock type are acquired; the tags `std::defer_lock`, `adopt_lock` and
/// `try_to_lock` (of any namespace) are understood by their type's name.
struct GuardApi {
  llvm::StringRef Class;
  GuardKind Kind = GuardKind::Scoped;
  bool Shared = false;
  /// The name is too weak by itself: a constructor must take a lock.
  bool NeedsLock = false;
};

/// A class whose objects are locks, so that a guard of unknown make that is
/// constructed from one may hold it.
struct LockClassApi {
  llvm::StringRef Class;
  /// The name is too weak by itself: the class must lock and unlock.
  bool NeedsPair = false;
};

/// A method that runs a callable while a lock is held
/// (`folly::Synchronized::withLock`).
struct LockedCallApi {
  llvm::StringRef Callee;
  Slot Lock = Receiver;
  bool Shared = false;
};

//===----------------------------------------------------------------------===//
// Ports
//===----------------------------------------------------------------------===//

enum class NetEffect : uint8_t {
  Open,      ///< `Socket` is a new socket.
  Bind,      ///< Binds `Socket` to the number in `Port`.
  LearnPort, ///< Stores the number that `Socket` is bound to in `Port`.
  Close,     ///< `Socket` gives its number back.
  PickPort,  ///< `Port` is a free number, found by a probe that is over.
  Connect,   ///< Uses `Port` to reach a peer: no act.
};

/// A call on a socket. `Port` is the number itself, a text that holds it, or a
/// socket address that bears it.
struct NetApi {
  llvm::StringRef Callee;
  NetEffect Effect;
  Slot Socket = NoSlot;
  Slot Port = NoSlot;
  Success Ok = Success::Always;
  /// LearnPort and PickPort: the value is a socket address; only its port
  /// field (see `PortFieldApi`) or a port getter yields the number.
  bool IsAddress = false;
  /// Only an overload whose `Port` parameter is of this kind: `number`, `text`,
  /// or a telling name of its class (`*endpoint*`). Empty: any.
  llvm::StringRef PortType = "";
};

/// A class whose objects own a bound socket and close it when they end.
struct SocketClassApi {
  llvm::StringRef Class;
};

/// A field or getter of a socket address that holds the port
/// (`sockaddr_in::sin_port`, `asio::ip::tcp::endpoint::port`).
struct PortFieldApi {
  llvm::StringRef Field;
};

enum class HandOverKind : uint8_t {
  Server,           ///< A server's constructor, setter, or listen call.
  ServerConfig,     ///< A field or setter of a server's configuration.
  ChildArgument,    ///< An argument of a child process.
  ChildEnvironment, ///< An environment variable that a child inherits.
  ShellText,        ///< A command line for a shell.
  ConfigFile,       ///< Text written to a file that is not a log.
  Client,           ///< A receiver that only connects: never an act.
};

/// A call that hands its arguments to someone who will bind the number.
struct HandOverApi {
  llvm::StringRef Callee;
  HandOverKind Kind;
  Slot Port = AnyArgument; ///< Which argument counts.
  Success Ok = Success::Always;
  /// ConfigFile: the stream or descriptor that is written to. NoSlot: the call
  /// names its file itself.
  Slot Target = NoSlot;
};

/// A class whose constructor (any argument) hands over, judged by its name.
struct HandOverClassApi {
  llvm::StringRef Class;
  HandOverKind Kind;
  /// Only if a constructor takes a port and a method starts what it is.
  bool NeedsStart = false;
};

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// A call whose `To` carries what `From` carries: a conversion, a formatter,
/// an append. Constructors, operators, casts and moves need no row.
struct FlowApi {
  llvm::StringRef Callee;
  Slot From = AnyArgument;
  Slot To = Result;
};

/// A class that holds a list of texts, so that filling it may be the filling
/// of an argument list (`QStringList`, a vector of strings needs no row).
struct ListClassApi {
  llvm::StringRef Class;
};

/// A call that only shows its arguments to people: a log line, a metric.
struct LogApi {
  llvm::StringRef Callee;
};

/// A stream or file object that is a log: writing to it is no act.
struct LogObjectApi {
  llvm::StringRef Name; ///< The variable's or class's name, or a telling name.
};

/// A call that runs its callable argument at once, on this thread.
struct InvokeApi {
  llvm::StringRef Callee;
};

/// A call (or constructor) that runs its callable argument at another time or
/// on another thread.
struct DeferApi {
  llvm::StringRef Callee;
};

/// A call that constructs an object of its first template argument from its
/// arguments and returns a pointer to it (`std::make_unique<T>`).
struct MakeApi {
  llvm::StringRef Callee;
};

/// A call that draws a number at random.
struct DrawApi {
  llvm::StringRef Callee;
};

/// A stream or file class whose objects write to a file that was opened by
/// name (`std::ofstream`).
struct FileClassApi {
  llvm::StringRef Class;
};

/// A class whose objects are texts: strings, views of them, streams that make
/// them.
struct TextClassApi {
  llvm::StringRef Class;
};

/// A smart pointer that alone owns its object: when it ends, the object does.
struct OwnerClassApi {
  llvm::StringRef Class;
};

/// A call that never returns.
struct NoReturnApi {
  llvm::StringRef Callee;
};

/// A field or getter whose name says that it is a status of other data
/// (`running`, `closed`, `state`): the last words of the name are these. A name
/// that counts things (`bytesDone`, `num_active`) is no status.
struct StatusNameApi {
  llvm::StringRef Name; ///< In lower case, words joined: `exitcode`.
};

/// The name of a truth value that is true when something failed
/// (`has_error()`): one of its words is this.
struct FailureNameApi {
  llvm::StringRef Name; ///< In lower case.
};

/// A name that a telling name would catch but that says something else
/// (`steady_clock` is no lock): no telling name counts for it.
struct NotTellingApi {
  llvm::StringRef Name;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_API_H
