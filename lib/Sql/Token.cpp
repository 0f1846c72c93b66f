//===- Token.cpp - SQL text as tokens -------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Token.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::toctou {

namespace {

bool isWordStart(char C) {
  return isAlpha(C) || C == '_' || C == HoleMark || (C & 0x80);
}
bool isWordPart(char C) { return isWordStart(C) || isDigit(C) || C == '$'; }

class Tokenizer {
public:
  explicit Tokenizer(const SqlSource &Source)
      : Source(Source), Text(Source.Text) {}

  std::optional<std::vector<SqlToken>> run() {
    while (skipBlanks() && At < Text.size())
      if (!next())
        return std::nullopt;
    if (Broken)
      return std::nullopt;
    return std::move(Tokens);
  }

private:
  char peek(size_t Ahead = 0) const {
    return At + Ahead < Text.size() ? Text[At + Ahead] : '\0';
  }

  /// Skips blanks and comments; false if a comment is not closed.
  bool skipBlanks() {
    while (At < Text.size()) {
      StringRef Rest = Text.drop_front(At);
      if (isSpace(Rest[0]))
        ++At;
      else if (Rest.starts_with("--") || isHashComment())
        skipComment(std::min(Text.find('\n', At), Text.size()));
      else if (Rest.starts_with("/*")) {
        size_t Close = Text.find("*/", At + 2);
        Broken |= Close == StringRef::npos;
        if (Broken)
          return false;
        skipComment(Close + 2);
      } else
        break;
    }
    return true;
  }

  /// `#` begins a comment in MySQL, an operator (`#>`) in PostgreSQL.
  bool isHashComment() const {
    return peek() == '#' && peek(1) != '>' && peek(1) != '-' && peek(1) != '=';
  }

  void skipComment(size_t End) {
    NextHole += Text.slice(At, End).count(HoleMark);
    At = End;
  }

  SqlToken &add(SqlTokenKind Kind, size_t Begin, size_t End, StringRef Held) {
    SqlToken T{Kind, Held.str(), Begin, End, {}, 0};
    for (size_t I = Text.slice(Begin, End).count(HoleMark); I; --I)
      if (NextHole < Source.Holes.size())
        T.Holes.push_back(Source.Holes[NextHole++]);
    At = End;
    return Tokens.emplace_back(std::move(T));
  }

  /// Reads to the closing \p Close; a doubled one stands for itself.
  bool quoted(SqlTokenKind Kind, size_t Begin, char Close, bool Escapes) {
    char Open = Text[At];
    std::string Held;
    for (size_t I = At + 1; I < Text.size(); ++I) {
      char C = Text[I];
      // MySQL's escape; elsewhere a quote after `\` ends the string.
      if (Escapes && C == '\\' && I + 1 < Text.size() &&
          Text.find(Close, I + 2) != StringRef::npos) {
        Held += Text[++I];
        continue;
      }
      if (C != Close) {
        Held += C;
        continue;
      }
      if (I + 1 < Text.size() && Text[I + 1] == Close && Close != ']') {
        Held += Text[++I];
        continue;
      }
      add(Kind, Begin, I + 1, Held).Quote = Open;
      return true;
    }
    return false;
  }

  /// `$tag$ ... $tag$`.
  bool dollarQuoted() {
    size_t Tag = Text.find('$', At + 1);
    if (Tag == StringRef::npos)
      return false;
    StringRef Mark = Text.slice(At, Tag + 1);
    if (!all_of(Mark.drop_front().drop_back(),
                [](char C) { return isWordPart(C) && C != '$'; }) ||
        isDigit(peek(1)))
      return false;
    size_t Close = Text.find(Mark, Tag + 1);
    if (Close == StringRef::npos)
      return false;
    add(SqlTokenKind::String, At, Close + Mark.size(),
        Text.slice(Tag + 1, Close))
        .Quote = '\'';
    return true;
  }

  /// T-SQL's `[name]`, not an array's subscript.
  bool isBracketName() const {
    size_t Close = Text.find(']', At);
    if (Close == StringRef::npos || !(isWordStart(peek(1))))
      return false;
    if (Tokens.empty())
      return true;
    const SqlToken &Last = Tokens.back();
    bool Touches = Last.End == At;
    return !Last.isWord("array") &&
           !(Touches && (Last.Kind == SqlTokenKind::Word ||
                         Last.Kind == SqlTokenKind::Name ||
                         Last.isSymbol(")") || Last.isSymbol("]")));
  }

  bool next() {
    char C = peek(), D = peek(1);
    size_t Begin = At;
    // Prefixes of strings: E'..', N'..', x'..', _utf8'..'.
    if (D == '\'' && StringRef("eEnNxXbB").contains(C)) {
      ++At;
      return quoted(SqlTokenKind::String, Begin, '\'', true);
    }
    if (C == '\'')
      return quoted(SqlTokenKind::String, Begin, '\'', true);
    if (C == '"')
      return quoted(SqlTokenKind::Name, Begin, '"', false);
    if (C == '`')
      return quoted(SqlTokenKind::Name, Begin, '`', false);
    if (C == '[' && isBracketName())
      return quoted(SqlTokenKind::Name, Begin, ']', false);
    if (C == '$' && dollarQuoted())
      return true;
    if (isDigit(C) || (C == '.' && isDigit(D)))
      return number();
    if (C == '?' || (C == '$' && isWordPart(D)) ||
        (C == ':' && (isAlnum(D) || D == '_')) ||
        (C == '@' && (isWordStart(D) || D == '@'))) {
      if (C != '?' || isDigit(D) || !isOperatorQuestion())
        return param();
    }
    if (isWordStart(C)) {
      size_t End = At;
      while (End < Text.size() && isWordPart(Text[End]))
        ++End;
      StringRef Held = Text.slice(At, End);
      bool IsHole = Held.find_first_not_of(HoleMark) == StringRef::npos;
      add(IsHole ? SqlTokenKind::Hole : SqlTokenKind::Word, Begin, End,
          Held.lower());
      return true;
    }
    return symbol();
  }

  /// PostgreSQL's JSON operators `?|` and `?&`.
  bool isOperatorQuestion() const { return peek(1) == '|' || peek(1) == '&'; }

  bool number() {
    size_t End = At;
    while (End < Text.size() &&
           (isAlnum(Text[End]) || Text[End] == '.' || Text[End] == HoleMark ||
            ((Text[End] == '+' || Text[End] == '-') &&
             (Text[End - 1] == 'e' || Text[End - 1] == 'E') &&
             !Text.drop_front(At).starts_with_insensitive("0x"))))
      ++End;
    add(SqlTokenKind::Number, At, End, Text.slice(At, End));
    return true;
  }

  bool param() {
    size_t End = At + 1;
    while (End < Text.size() && (isWordPart(Text[End]) || Text[End] == '@') &&
           Text[End] != '$')
      ++End;
    add(SqlTokenKind::Param, At, End, Text.slice(At, End));
    return true;
  }

  bool symbol() {
    static constexpr StringRef Known[] = {
        "<=>", "->>", "#>>", "<=", ">=", "<>", "!=", "==", "||", "&&", "::",
        ":=",  "=>",  "->",  "#>", "<<", ">>", "!~", "@>", "<@", "?|", "?&"};
    size_t Length = 1;
    for (StringRef S : Known)
      if (Text.drop_front(At).starts_with(S)) {
        Length = S.size();
        break;
      }
    add(SqlTokenKind::Symbol, At, At + Length, Text.substr(At, Length));
    return true;
  }

  const SqlSource &Source;
  StringRef Text;
  size_t At = 0, NextHole = 0;
  bool Broken = false;
  std::vector<SqlToken> Tokens;
};

} // namespace

std::optional<std::vector<SqlToken>> tokenize(const SqlSource &Source) {
  return Tokenizer(Source).run();
}

} // namespace clang::toctou
