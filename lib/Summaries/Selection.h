//===- Selection.h - Which functions are worth an analysis ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before any control-flow graph is built: the functions whose bodies name a
/// lock, a socket or a hand-over, and those that call them.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUMMARIES_SELECTION_H
#define TOCTOU_SUMMARIES_SELECTION_H

#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace clang {
class ASTContext;
class EnumConstantDecl;
class Expr;
class FunctionDecl;
} // namespace clang

namespace clang::toctou {

class ApiLookup;

/// The selected functions and how many bodies were looked at.
struct Selection {
  std::vector<const FunctionDecl *> Functions;
  unsigned Definitions = 0;
  /// Some text is a statement of SQL.
  bool NamesSql = false;
  /// Texts of statements that tables hold, by their keys.
  llvm::DenseMap<const EnumConstantDecl *, const Expr *> Tabulated;
};

/// Selects in the traversal scope of \p Context, outside system headers.
Selection selectFunctions(ASTContext &Context, ApiLookup &Lookup);

} // namespace clang::toctou

#endif // TOCTOU_SUMMARIES_SELECTION_H
