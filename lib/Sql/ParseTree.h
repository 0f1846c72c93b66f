//===- ParseTree.h - PostgreSQL's parse tree of a statement ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The tree that libpg_query makes, as flat nodes: reading it needs no stack,
/// however deep it is. This is the only file that knows libpg_query.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_PARSETREE_H
#define TOCTOU_SQL_PARSETREE_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::toctou {

/// A node: a member of an object, an element of a list, or a value.
class ParseTree {
public:
  using Node = unsigned;
  static constexpr Node None = ~0U;

  /// Parses \p Normal; nothing if it has a syntax error or is not exactly one
  /// statement.
  static std::optional<ParseTree> parse(const std::string &Normal);

  /// The statement: an object with one member, which names its type.
  Node statement() const { return Statement; }

  /// The member \p Key of the object \p N.
  Node member(Node N, llvm::StringRef Key) const;
  /// The first child, and the next beside it.
  Node first(Node N) const { return N == None ? None : Nodes[N].First; }
  Node next(Node N) const { return N == None ? None : Nodes[N].Next; }
  /// The name of the member that \p N is.
  llvm::StringRef key(Node N) const;
  /// The text of a scalar.
  llvm::StringRef text(Node N) const;
  /// The `location` of the object \p N, or -1.
  int location(Node N) const;
  unsigned count(Node N) const;

private:
  struct Item {
    std::string Key, Text;
    Node First = ~0U, Last = ~0U, Next = ~0U;
  };
  bool read(llvm::StringRef Json);

  std::vector<Item> Nodes;
  Node Statement = None;
};

} // namespace clang::toctou

#endif // TOCTOU_SQL_PARSETREE_H
