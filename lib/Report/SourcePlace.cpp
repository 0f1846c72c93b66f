//===- SourcePlace.cpp - From the AST to plain places ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Report/SourcePlace.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

namespace clang::toctou {

Place placeOf(SourceLocation Location, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  Place At;
  SourceLocation File = Sources.getFileLoc(Location);
  if (File.isInvalid())
    return At;
  auto [Id, Offset] = Sources.getDecomposedLoc(File);
  At.File = Sources.getFilename(File).str();
  At.Offset = Offset;
  At.Line = Sources.getLineNumber(Id, Offset);
  At.Column = Sources.getColumnNumber(Id, Offset);
  bool Invalid = false;
  llvm::StringRef Text = Sources.getBufferData(Id, &Invalid);
  if (!Invalid) {
    size_t Start = Offset - (At.Column - 1);
    At.Source = Text.substr(Start)
                    .take_until([](char C) { return C == '\n' || C == '\r'; })
                    .str();
  }
  return At;
}

Place placeOf(const Stmt &S, const ASTContext &Context) {
  SourceLocation At = S.getBeginLoc();
  if (const auto *Member = llvm::dyn_cast<CXXMemberCallExpr>(&S))
    At = Member->getExprLoc();
  else if (const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(&S))
    At = Operator->getOperatorLoc();
  else if (const auto *Block = llvm::dyn_cast<CompoundStmt>(&S))
    At = Block->getRBracLoc();
  else if (const auto *Cast = llvm::dyn_cast<ImplicitCastExpr>(&S))
    At = Cast->getExprLoc();
  return placeOf(At, Context);
}

std::string textOf(const Stmt &S, const ASTContext &Context, unsigned Limit) {
  const SourceManager &Sources = Context.getSourceManager();
  CharSourceRange Range = CharSourceRange::getTokenRange(S.getSourceRange());
  Range = Lexer::makeFileCharRange(Range, Sources, Context.getLangOpts());
  llvm::StringRef Text =
      Lexer::getSourceText(Range, Sources, Context.getLangOpts());
  std::string Line;
  for (char C : Text) {
    bool Space = C == '\n' || C == '\t' || C == ' ' || C == '\r';
    if (Space && (Line.empty() || Line.back() == ' '))
      continue;
    Line += Space ? ' ' : C;
  }
  if (Line.size() > Limit)
    Line = Line.substr(0, Limit - 3) + "...";
  return Line;
}

std::string fingerprint(const RaceWindow &Finding, unsigned Ordinal) {
  std::string Text = Finding.Check + "|" + Finding.Function + "|";
  for (const Step &S : Finding.Steps) {
    if (S.Plays == Step::Role::Detail)
      continue;
    for (char C : S.At.Source)
      if (!llvm::isSpace(C))
        Text += C;
    Text += "|";
  }
  Text += std::to_string(Ordinal);
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true, 16);
}

} // namespace clang::toctou
