//===- LiteralEdit.cpp - Edits inside string literals ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/LiteralEdit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

namespace clang::toctou {

std::optional<std::string> LiteralPlace::spelled(llvm::StringRef Text) const {
  std::string Out;
  for (char C : Text) {
    if (IsFormat && C == '%')
      Out += '%';
    if (!IsRaw && (C == '"' || C == '\\'))
      Out += '\\';
    if (!IsRaw && (C == '\n' || C == '\t')) {
      Out += C == '\n' ? "\\n" : "\\t";
      continue;
    }
    Out += C;
  }
  if (IsRaw && Text.contains(")\""))
    return std::nullopt;
  return Out;
}

/// The location of byte \p Byte, and the start of its token.
static SourceLocation locate(const StringLiteral &Literal, unsigned Byte,
                             ASTContext &Context, SourceLocation &Token) {
  // Each token's end needs a byte of its own to be asked for.
  unsigned Start = 0, StartByte = 0;
  SourceLocation At = Literal.getLocationOfByte(
      Byte, Context.getSourceManager(), Context.getLangOpts(),
      Context.getTargetInfo(), &Start, &StartByte);
  Token = Literal.getStrTokenLoc(Start);
  return At;
}

SourceLocation tokenAt(const StatementText &Text, size_t Offset,
                       ASTContext &Context) {
  const StatementText::Run *R = Text.runAt(Offset);
  if (!R || !R->Literal)
    return {};
  SourceLocation Token;
  locate(*R->Literal, R->Byte + unsigned(Offset - R->At), Context, Token);
  return Token;
}

std::optional<LiteralPlace> placeAfter(const StatementText &Text, size_t Offset,
                                       ASTContext &Context) {
  const StatementText::Run *R = Text.runAt(Offset);
  if (!R || !R->Literal)
    return std::nullopt;
  const SourceManager &Sources = Context.getSourceManager();
  const StringLiteral &Literal = *R->Literal;
  LiteralPlace Found;
  Found.IsFormat = R->IsFormat;
  bool IsHole = Text.Source.Text[Offset] == HoleMark;
  unsigned Byte = R->Byte + unsigned(Offset - R->At);
  llvm::StringRef Bytes = Literal.getBytes();
  if (IsHole ||
      (R->Length > 1 &&
       Bytes.substr(R->Byte, R->Length) !=
           llvm::StringRef(Text.Source.Text).substr(R->At, R->Length))) {
    // The place of a value in a format: after all of it.
    const StatementText::Run *Next = Text.runAt(R->At + R->Length);
    if (Next && Next->Literal == &Literal)
      Byte = Next->Byte - 1;
    else if (!Next || Next->Literal)
      Byte = Bytes.size() - 1;
    else
      return std::nullopt;
  }
  SourceLocation Token;
  SourceLocation At = locate(Literal, Byte, Context, Token);
  if (At.isInvalid() || At.isMacroID() || Token.isMacroID())
    return std::nullopt;
  bool Invalid = false;
  llvm::StringRef Spelling(Sources.getCharacterData(Token, &Invalid), 3);
  if (Invalid)
    return std::nullopt;
  Found.IsRaw =
      Spelling.take_until([](char C) { return C == '"'; }).contains('R');
  const char *Here = Sources.getCharacterData(At, &Invalid);
  if (Invalid)
    return std::nullopt;
  unsigned Width = 1;
  if (!Found.IsRaw && *Here == '\\') {
    if (llvm::StringRef("01234567xuUN").contains(Here[1]))
      return std::nullopt;
    Width = 2;
  }
  Found.At = At.getLocWithOffset(Width);
  return Found;
}

} // namespace clang::toctou
