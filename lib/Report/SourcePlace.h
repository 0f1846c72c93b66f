//===- SourcePlace.h - From the AST to plain places -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns source locations into the plain places of a finding, and names what a
/// statement says in the program's own words.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_REPORT_SOURCEPLACE_H
#define TOCTOU_REPORT_SOURCEPLACE_H

#include "Report/RaceWindow.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace clang::toctou {

/// The place of \p Location; inside a macro, where the macro is used.
Place placeOf(SourceLocation Location, const ASTContext &Context);

/// The place where \p S is shown: the name that a call calls, the start of
/// everything else.
Place placeOf(const Stmt &S, const ASTContext &Context);

/// The source text of \p S on one line, at most \p Limit characters.
std::string textOf(const Stmt &S, const ASTContext &Context,
                   unsigned Limit = 40);

/// The fingerprint of \p Finding: check, function and normalised role texts,
/// and \p Ordinal among equals; no line numbers.
std::string fingerprint(const RaceWindow &Finding, unsigned Ordinal);

} // namespace clang::toctou

#endif // TOCTOU_REPORT_SOURCEPLACE_H
