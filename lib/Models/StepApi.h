//===- StepApi.h - Single steps on state that threads share ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rows for steps that are whole by themselves: of an atomic, of a container
/// that locks itself, of a plain container under its owner's lock. Two such
/// steps in a row are not one.
///
/// Most rows are of a *vocabulary*: a method's bare name (`load`, `empty`),
/// which counts on the classes that another row names. A function or a method
/// of its own kind is named in full.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_STEPAPI_H
#define TOCTOU_MODELS_STEPAPI_H

#include "Models/Api.h"

namespace clang::toctou {

enum class AtomicEffect : uint8_t {
  None,
  Load,   ///< Reads the atomic.
  Store,  ///< Writes it, whatever it holds.
  Update, ///< Reads and writes it in one step; the result tells what it held.
  Once,   ///< Runs its callable if nobody did before.
};

/// A step of an atomic.
struct AtomicApi {
  llvm::StringRef Callee;
  AtomicEffect Effect;
  Slot Object = Receiver;
  Slot Value = NoSlot;  ///< Store: what is written. NoSlot: 0.
  bool Relaxed = false; ///< Its name says that it orders nothing.
};

/// A class whose objects are atomics: the vocabulary of atomics counts on it.
struct AtomicClassApi {
  llvm::StringRef Class;
};

enum class StepEffect : uint8_t {
  None,
  IsEmpty,   ///< Tells by true that there is no element (or no object left).
  Count,     ///< Tells how many elements there are.
  Holds,     ///< Tells whether there is an element for `Key`.
  Find,      ///< Gives the element for `Key`, or what says that there is none.
  Upgrade,   ///< Gives a pointer to the object, or null if it is gone.
  Access,    ///< Needs an element (for `Key`).
  Remove,    ///< Takes an element, which must be there.
  Insert,    ///< Adds an element, or overwrites what is there.
  TryInsert, ///< Adds one if there is none; the result tells.
  TryRemove, ///< Takes one if there is one; the result tells.
  Drop,      ///< Takes what there is, be it nothing.
};

/// A step on a container.
struct StepApi {
  llvm::StringRef Callee;
  StepEffect Effect;
  Slot Object = Receiver;
  Slot Key = NoSlot;
  /// Its object locks itself (a row of its own, without a class row).
  bool SelfLocking = false;
};

/// A class whose objects are containers: their vocabulary counts on it.
struct ContainerClassApi {
  llvm::StringRef Class;
  /// Each step is safe by itself, from any thread.
  bool SelfLocking = false;
  /// An object stands for another, which others share although this one be
  /// nobody else's (`std::weak_ptr`).
  bool IsHandle = false;
  /// A class of this bare name among the template's arguments: it locks nothing
  /// (`phmap::NullMutex`).
  llvm::StringRef UnlessArgument = "";
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_STEPAPI_H
