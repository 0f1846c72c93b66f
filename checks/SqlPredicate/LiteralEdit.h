//===- LiteralEdit.h - Edits inside string literals -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From a place in a statement's text back to the literal that holds it:
/// through adjacent literals, raw literals, escapes and formats.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_SQLPREDICATE_LITERALEDIT_H
#define TOCTOU_CHECKS_SQLPREDICATE_LITERALEDIT_H

#include "SqlPredicate/StatementText.h"
#include "clang/Basic/SourceLocation.h"
#include <optional>

namespace clang::toctou {

/// A place inside a literal, and how a text is to be written there.
struct LiteralPlace {
  SourceLocation At;
  bool IsRaw = false;
  bool IsFormat = false;

  /// \p Text as it is spelled there; nothing if a raw literal would end.
  std::optional<std::string> spelled(llvm::StringRef Text) const;
};

/// The place right after the character at \p Offset of \p Text; nothing if that
/// is no literal's, or if a macro holds it.
std::optional<LiteralPlace> placeAfter(const StatementText &Text, size_t Offset,
                                       ASTContext &Context);

/// Where the token of a literal begins that holds the character at \p Offset.
SourceLocation tokenAt(const StatementText &Text, size_t Offset,
                       ASTContext &Context);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_SQLPREDICATE_LITERALEDIT_H
