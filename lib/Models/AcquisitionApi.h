//===- AcquisitionApi.h - What it takes to get a lock ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rows about acquisitions that can fail: locks on files, lock files, guards
/// that tell whether they hold, and about what stands beside the work that a
/// lock protects. None of these rows hides the body of the function that it
/// meets.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_ACQUISITIONAPI_H
#define TOCTOU_MODELS_ACQUISITIONAPI_H

#include "Models/Api.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang::toctou {

/// What a call about a file's lock does, by the command that it is given.
enum class FileLockEffect : uint8_t {
  None,    ///< Nothing that concerns the lock.
  Try,     ///< Fails at once if somebody holds it.
  Wait,    ///< Waits until it is held; fails only for other reasons.
  Release, ///< Gives it back.
};

/// A command of such a call: the bits \p Mask of the number are \p Number.
struct LockCommand {
  int64_t Mask;
  int64_t Number;
  FileLockEffect Effect;
};

/// A call that locks an open file, as its command says: the first that fits.
struct LockCommandApi {
  llvm::StringRef Callee;
  Slot Lock = 0; ///< The descriptor.
  Slot Command = 1;
  llvm::ArrayRef<LockCommand> Commands;
  /// The record that says more, its field, and the field's number for "give it
  /// back".
  Slot Record = NoSlot;
  llvm::StringRef Field = "";
  int64_t ReleaseNumber = 0;
  Success Held = Success::ZeroElseNegative;
};

/// A call by which a file's name becomes a lock: it creates the file if there
/// is none, or it takes the file away. It counts where the name speaks of a
/// lock (see `LockNameApi`).
struct LockFileApi {
  llvm::StringRef Callee;
  FileLockEffect Effect = FileLockEffect::Try;
  Slot Path = 0;
  /// The flags, and the bits among them that make the creation exclusive.
  Slot Flags = NoSlot;
  int64_t Bits = 0;
  /// The mode, a text with an `x` in it.
  Slot Mode = NoSlot;
  Success Held = Success::NonNegative;
};

/// A word in a file's or a variable's name that says that it is a lock.
struct LockNameApi {
  llvm::StringRef Word; ///< In lower case.
};

/// A method of a guard that tells whether it holds its lock.
struct OwnershipApi {
  llvm::StringRef Callee;
};

/// A call that reports that a lock was not got and the work is done all the
/// same: the documented remedy of a fail-open path.
struct FailOpenReportApi {
  llvm::StringRef Callee;
};

/// A call that is not the work that a lock protects: it waits, cleans up, asks
/// the time, or computes something from its arguments.
struct AsideApi {
  llvm::StringRef Callee;
};

/// A function of the standard library that is work nevertheless: it changes
/// files or starts something.
struct DeedApi {
  llvm::StringRef Callee;
};

/// The call that takes the same lock and waits for it.
struct BlockingTwinApi {
  llvm::StringRef Callee;
  llvm::StringRef Twin; ///< The twin's own name.
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_ACQUISITIONAPI_H
