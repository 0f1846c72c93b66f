//===- ParseTree.cpp - PostgreSQL's parse tree of a statement -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/ParseTree.h"
#include "llvm/ADT/StringExtras.h"

#include <pg_query.h>

using namespace llvm;

namespace clang::toctou {

std::optional<ParseTree> ParseTree::parse(const std::string &Normal) {
  PgQueryParseResult Result = pg_query_parse(Normal.c_str());
  std::optional<ParseTree> Tree;
  if (!Result.error && Result.parse_tree) {
    Tree.emplace();
    if (!Tree->read(Result.parse_tree))
      Tree.reset();
  }
  pg_query_free_parse_result(Result);
  return Tree;
}

/// Reads a string that begins after its quote; \p At is moved past its end.
static std::string readString(StringRef Json, size_t &At) {
  std::string Text;
  for (; At < Json.size() && Json[At] != '"'; ++At) {
    if (Json[At] != '\\') {
      Text += Json[At];
      continue;
    }
    ++At;
    switch (Json[At]) {
    case 'n':
      Text += '\n';
      break;
    case 't':
      Text += '\t';
      break;
    case 'u': {
      unsigned Code = 0;
      Json.substr(At + 1, 4).getAsInteger(16, Code);
      Text += Code < 128 ? char(Code) : '?';
      At += 4;
      break;
    }
    default:
      Text += Json[At];
    }
  }
  ++At;
  return Text;
}

bool ParseTree::read(StringRef Json) {
  std::vector<Node> Open;
  std::string Key;
  auto Add = [&](std::string Text) {
    Node Made = Nodes.size();
    Nodes.push_back({std::move(Key), std::move(Text)});
    Key.clear();
    if (!Open.empty()) {
      Item &Parent = Nodes[Open.back()];
      if (Parent.First == None)
        Parent.First = Made;
      else
        Nodes[Parent.Last].Next = Made;
      Parent.Last = Made;
    }
    return Made;
  };
  for (size_t At = 0; At < Json.size();) {
    char C = Json[At];
    if (C == '{' || C == '[') {
      Open.push_back(Add(""));
      ++At;
    } else if (C == '}' || C == ']') {
      if (Open.empty())
        return false;
      Open.pop_back();
      ++At;
    } else if (C == '"') {
      std::string Text = readString(Json, ++At);
      if (At < Json.size() && Json[At] == ':') {
        Key = std::move(Text);
        ++At;
      } else
        Add(std::move(Text));
    } else if (C == ',' || isSpace(C)) {
      ++At;
    } else {
      size_t End = Json.find_first_of(",}]", At);
      Add(Json.slice(At, End).str());
      At = End;
    }
  }
  Node List = Nodes.empty() ? None : member(0, "stmts");
  if (count(List) != 1)
    return false;
  Statement = member(first(List), "stmt");
  return Statement != None && first(Statement) != None;
}

ParseTree::Node ParseTree::member(Node N, StringRef Key) const {
  for (Node Child = first(N); Child != None; Child = next(Child))
    if (Nodes[Child].Key == Key)
      return Child;
  return None;
}

StringRef ParseTree::key(Node N) const {
  return N == None ? StringRef() : StringRef(Nodes[N].Key);
}

StringRef ParseTree::text(Node N) const {
  return N == None ? StringRef() : StringRef(Nodes[N].Text);
}

int ParseTree::location(Node N) const {
  int At = -1;
  Node Known = member(N, "location");
  if (Known == None)
    return 0; // Zero is not written out.
  return text(Known).getAsInteger(10, At) ? -1 : At;
}

unsigned ParseTree::count(Node N) const {
  unsigned Count = 0;
  for (Node Child = first(N); Child != None; Child = next(Child))
    ++Count;
  return Count;
}

} // namespace clang::toctou
