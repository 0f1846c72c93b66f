//===- Annotations.h - Rows that stand on a declaration -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads `[[clang::annotate("toctou::...")]]` on the user's own functions,
/// parameters and classes as rows. What an annotation says is all that is said:
/// no other row, no telling name and no visible body counts beside it. A word
/// that is unknown says nothing.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_ANNOTATIONS_H
#define TOCTOU_MODELS_ANNOTATIONS_H

#include "Models/Api.h"
#include <deque>

namespace clang {
class FunctionDecl;
class RecordDecl;
} // namespace clang

namespace clang::toctou {

struct CallModel;
struct ClassModel;

/// Owns the rows that annotations stand for.
class Annotations {
public:
  /// Fills \p Model from the annotations of \p F, of any redeclaration, or else
  /// of a method that it overrides. False if there are none.
  bool read(const FunctionDecl &F, CallModel &Model);

  /// Fills \p Model from the annotations of \p R or else of a base. False if
  /// there are none.
  bool read(const RecordDecl &R, ClassModel &Model);

private:
  std::deque<LockApi> Locks;
  std::deque<NetApi> Nets;
  std::deque<HandOverApi> HandOvers;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_ANNOTATIONS_H
