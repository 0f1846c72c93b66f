//===- DelayLookup.h - Rows of what blocks and what acts ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Resolves a declaration to its rows about delays and acts. They stand apart
/// from what `CallModel` says: that a call blocks does not say what it does, so
/// that such a row hides no body.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_DELAYLOOKUP_H
#define TOCTOU_MODELS_DELAYLOOKUP_H

#include "Models/DelayApi.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace clang {
class FunctionDecl;
class QualType;
class RecordDecl;
} // namespace clang

namespace clang::toctou {

class ModelFile;

/// What the rows say of one function.
struct DelayModel {
  const DelayApi *Delay = nullptr;
  llvm::SmallVector<const ActApi *, 2> Acts;
  /// The result is one past the last element.
  bool IsSentinel = false;
  /// The row is a telling name: a visible body overrides it.
  bool DelaysByName = false, ActsByName = false;
};

/// The rows of one translation unit. Not thread-safe.
class DelayLookup {
public:
  /// \param User rows of the user's own, or null. Must outlive this object.
  explicit DelayLookup(const ModelFile *User);
  ~DelayLookup();

  /// What is said of a call to \p F; cached by canonical declaration.
  const DelayModel &call(const FunctionDecl &F);

  /// True if objects of type \p T are read and written in one step.
  bool isAtomic(QualType T);

  /// True if \p T is a smart pointer that keeps its object alive.
  bool sharesOwnership(QualType T);

private:
  struct Index;
  bool isNamed(const RecordDecl &R, int Kind);

  std::unique_ptr<Index> Own;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<DelayModel>> Calls;
  llvm::DenseMap<std::pair<const RecordDecl *, int>, bool> Classes;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_DELAYLOOKUP_H
