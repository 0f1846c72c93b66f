//===- AcquisitionLookup.h - Rows of what it takes to get a lock ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Resolves a declaration to its rows about acquisitions that can fail. They
/// stand apart from what `CallModel` says: that a call reports a failure, or
/// stands beside the work, does not say what it does.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_ACQUISITIONLOOKUP_H
#define TOCTOU_MODELS_ACQUISITIONLOOKUP_H

#include "Models/AcquisitionApi.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <string>

namespace clang {
class FunctionDecl;
class RecordDecl;
} // namespace clang

namespace clang::toctou {

class ModelFile;

/// All that these rows say of one function.
struct AcquisitionModel {
  const LockCommandApi *Command = nullptr;
  const LockFileApi *File = nullptr;
  /// Tells whether a guard holds its lock.
  bool TellsOwnership = false;
  /// Reports that the work is done without the lock.
  bool Reports = false;
  bool IsAside = false;
  bool IsDeed = false;
  /// A function of the standard library: rows say all that it means.
  bool IsStandard = false;
  /// The name of the call that waits for the same lock; empty: none is known.
  llvm::StringRef Twin;
};

/// The rows of the built-in tables and of the user's model file. Not
/// thread-safe: one a unit.
class AcquisitionLookup {
public:
  explicit AcquisitionLookup(const ModelFile *User);
  ~AcquisitionLookup();

  /// What the rows say of a call to \p F.
  const AcquisitionModel &call(const FunctionDecl &F);

  /// The function named \p Qualified reports fail-open paths (an option of the
  /// user's).
  void addReporter(llvm::StringRef Qualified);

  /// True if the name of the guard class \p R says that it only tries.
  bool triesOnly(const RecordDecl &R) const;

  /// True if \p Text (a file's name, the name of a variable) speaks of a lock.
  bool speaksOfLock(llvm::StringRef Text);

private:
  struct Index;
  const Index &builtIn();
  std::unique_ptr<Index> Own;
  std::string Reporter;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<AcquisitionModel>> Calls;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_ACQUISITIONLOOKUP_H
