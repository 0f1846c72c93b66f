//===- DelayApi.h - What takes time, and what acts on its target ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rows of two capabilities: a call that can take so long that others change
/// what was known before it, and a call that acts on what one of its arguments
/// stands for. Many calls do both: `send` blocks, and what it acts on is its
/// descriptor.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_DELAYAPI_H
#define TOCTOU_MODELS_DELAYAPI_H

#include "Models/Api.h"

namespace clang::toctou {

/// What a call waits for.
enum class DelayKind : uint8_t {
  Sleep,   ///< Time.
  Io,      ///< A file, a pipe, a device.
  Network, ///< A peer: connect, accept, send, receive.
  Poll,    ///< Any of several descriptors, or an event loop.
  Join,    ///< The end of a thread or a process.
  Future,  ///< A result that another thread makes.
  Signal,  ///< A semaphore, an event, a condition, a barrier.
  Rpc,     ///< The answer of a server.
  Suspend, ///< A coroutine gives its thread away.
};

/// A call that can take long.
struct DelayApi {
  llvm::StringRef Callee;
  DelayKind Kind;
  /// The descriptor or connection that it works on: a session goes on, so
  /// that this handle itself is no older afterwards.
  Slot Session = NoSlot;
  /// How long it waits at most; it is no delay if that is the constant 0.
  Slot Timeout = NoSlot;
};

/// How a call acts on its target.
enum class ActKind : uint8_t {
  Send,    ///< Sends to it or through it.
  Connect, ///< Connects to it.
  Close,   ///< Gives the descriptor back.
  Destroy, ///< Ends the object.
  Remove,  ///< Takes the element out of its container.
  Signal,  ///< Signals the process or thread.
  Access,  ///< Reads or writes through it: a descriptor, an iterator.
  Index,   ///< Uses it as the position of an element of the receiver.
  Deref,   ///< Follows it. No row: the analysis sees it.
  Compare, ///< Compares it with the current value first: no stale value acts.
};

/// A call that acts on what its argument stands for.
struct ActApi {
  llvm::StringRef Callee;
  ActKind Kind;
  Slot Target = 0;
  /// The target is a descriptor or a pointer, whose number or address may have
  /// been given to another object meanwhile.
  bool IsHandle = false;
};

/// A call whose result is one past the last element: comparing with it tells
/// nothing of what a position stands for by now.
struct SentinelApi {
  llvm::StringRef Callee;
};

/// A smart pointer that shares its object with others: a copy keeps the object
/// alive, and is meant to be a snapshot.
struct SharedOwnerApi {
  llvm::StringRef Class;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_DELAYAPI_H
