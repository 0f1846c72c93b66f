//===- SqlHint.cpp - Whether a text may be SQL ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Support/SqlHint.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::toctou {

bool looksLikeSql(StringRef Text) {
  Text = Text.ltrim(" \t\r\n(");
  while (Text.starts_with("--") || Text.starts_with("/*")) {
    bool IsLine = Text.starts_with("--");
    size_t End = Text.find(IsLine ? "\n" : "*/");
    if (End == StringRef::npos)
      return false;
    Text = Text.drop_front(End + (IsLine ? 1 : 2)).ltrim();
  }
  StringRef Word = Text.take_while([](char C) { return isAlpha(C); });
  StringRef Rest = Text.drop_front(Word.size());
  if (!Rest.empty() && !isSpace(Rest[0]))
    return false;
  static constexpr StringRef Verbs[] = {"select", "update", "delete"};
  for (StringRef Verb : Verbs)
    if (Word.equals_insensitive(Verb))
      return !Rest.empty();
  return Word.equals_insensitive("with") && Rest.contains_insensitive(" as ") &&
         Rest.contains_insensitive("select");
}

} // namespace clang::toctou
