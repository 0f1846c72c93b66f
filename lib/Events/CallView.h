//===- CallView.h - One view of every form of call ------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Calls of functions, methods, operators and constructors, seen alike: a
/// callee, a receiver, arguments.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_EVENTS_CALLVIEW_H
#define TOCTOU_EVENTS_CALLVIEW_H

#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace clang::toctou {

/// A call expression or a construction.
struct CallView {
  const Expr *Site = nullptr;
  /// Null for a call through a pointer or in a dependent context.
  const FunctionDecl *Callee = nullptr;
  /// The object expression of a method call; null for constructors.
  const Expr *Receiver = nullptr;
  /// The receiver is a pointer to the object (`p->f()`).
  bool ReceiverIsPointer = false;
  bool IsConstructor = false;
  /// Written as an operator (`a + b`, `s << x`).
  bool IsOperator = false;
  llvm::SmallVector<const Expr *, 4> Arguments;

  /// The view of \p S, or nothing if it is no call.
  static std::optional<CallView> of(const Stmt *S);
};

} // namespace clang::toctou

#endif // TOCTOU_EVENTS_CALLVIEW_H
