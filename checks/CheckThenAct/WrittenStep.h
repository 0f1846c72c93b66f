//===- WrittenStep.h - How a step of an atomic is written -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A load or a store of an atomic is spelled in many ways: a method, an
/// operator, a builtin, a C11 function. A fix keeps the spelling.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_WRITTENSTEP_H
#define TOCTOU_CHECKS_CHECKTHENACT_WRITTENSTEP_H

#include "clang/AST/Type.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class Expr;
class Stmt;
} // namespace clang

namespace clang::toctou {

/// How an atomic's steps are spelled.
enum class Spelling { Method, QtMethod, C11, Builtin, Plain };

/// One step as it is written.
struct WrittenStep {
  Spelling How = Spelling::Method;
  std::string Object;       ///< The object, or the pointer to it.
  const char *Access = "."; ///< Method: `.` or `->`.
  std::string Value;        ///< A store's value.
  const Expr *ValueExpr = nullptr;
  SourceRange Range;      ///< What to replace; in a file.
  QualType Type;          ///< Of the value.
  bool IsOrdered = false; ///< It names a memory order.
};

/// The text of \p E; of a macro's argument, as it is written there.
std::string written(const Expr &E, const ASTContext &Context);

/// The load or the store at \p Site, as it is written.
std::optional<WrittenStep> writtenStep(const Stmt &Site, bool IsStore,
                                       const ASTContext &Context);

/// A read-modify-write in the spelling of \p Step; empty if it has none.
std::string oneStep(const WrittenStep &Step, llvm::StringRef Operation,
                    llvm::StringRef Value, bool Orders, bool BothRelaxed);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_WRITTENSTEP_H
