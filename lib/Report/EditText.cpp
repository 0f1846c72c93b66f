//===- EditText.cpp - An edit told in words -------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/EditText.h"

namespace clang::toctou {

/// On one line, and no longer than a reader takes in at a glance.
static std::string condensed(llvm::StringRef Text) {
  constexpr size_t Longest = 120;
  std::string Line;
  for (char C : Text.trim()) {
    const bool Blank = C == ' ' || C == '\t' || C == '\n' || C == '\r';
    if (!Blank)
      Line += C;
    else if (Line.back() != ' ')
      Line += ' ';
  }
  if (Line.size() > Longest)
    Line = Line.substr(0, Longest) + " ...";
  return Line;
}

static std::string inWords(const TextEdit &E, FileText TextOf) {
  llvm::StringRef Text = TextOf(E.File);
  if (E.Offset + E.Length > Text.size())
    return {};
  const std::string Old = condensed(Text.substr(E.Offset, E.Length));
  const std::string New = condensed(E.NewText);
  const std::string Line =
      "line " + std::to_string(Text.take_front(E.Offset).count('\n') + 1);
  if (Old.empty() && New.empty())
    return {};
  if (New.empty())
    return Line + ": remove '" + Old + "'";
  if (Old.empty())
    return Line + ": insert '" + New + "'";
  return Line + ": write '" + New + "' in place of '" + Old + "'";
}

std::string inWords(const Remedy &R, FileText TextOf) {
  std::string Result = R.Text;
  llvm::StringRef Separator = ": ";
  for (const TextEdit &E : R.Edits) {
    const std::string Words = inWords(E, TextOf);
    if (Words.empty())
      continue;
    Result += Separator;
    Result += Words;
    Separator = "; ";
  }
  return Result;
}

} // namespace clang::toctou
