//===- Token.h - SQL text as tokens ---------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Cuts SQL of any dialect into tokens. A text that a program puts together has
/// *holes*: values that are known only when it runs. In the text a hole is one
/// `HoleMark`; `SqlSource::Holes` names them in order.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_TOKEN_H
#define TOCTOU_SQL_TOKEN_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::toctou {

/// Stands for a hole in the text of a statement.
inline constexpr char HoleMark = '\x01';

/// A statement as a program writes it.
struct SqlSource {
  std::string Text;
  /// What fills each `HoleMark`, in order: equal names, equal values. The name
  /// is of letters and digits only, since it may become part of a table's.
  std::vector<std::string> Holes;
};

enum class SqlTokenKind : uint8_t {
  Word,   ///< An identifier or keyword; `Text` in lower case.
  Name,   ///< A quoted identifier; `Text` is what the quotes hold.
  String, ///< A string constant; `Text` is what the quotes hold.
  Number, ///< A numeric constant.
  Param,  ///< A placeholder; `Text` as written: `?`, `?1`, `:id`, `$2`.
  Hole,   ///< A value that the program puts in, and nothing else.
  Symbol, ///< An operator or punctuation.
};

/// A token and where it stands in the source text.
struct SqlToken {
  SqlTokenKind Kind;
  std::string Text;
  size_t Begin = 0, End = 0;
  /// Names of the holes in it, in order.
  std::vector<std::string> Holes;
  char Quote = 0; ///< Name, String: the quote that opened it.

  bool isWord(llvm::StringRef W) const {
    return Kind == SqlTokenKind::Word && Text == W;
  }
  bool isSymbol(llvm::StringRef S) const {
    return Kind == SqlTokenKind::Symbol && Text == S;
  }
};

/// The tokens of \p Source; nothing if a quote or comment is not closed.
std::optional<std::vector<SqlToken>> tokenize(const SqlSource &Source);

} // namespace clang::toctou

#endif // TOCTOU_SQL_TOKEN_H
