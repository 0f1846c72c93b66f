//===- EditList.cpp - Edits of one file that belong together --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes/EditList.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

EditList::EditList(const ASTContext &Context, SourceLocation Anchor)
    : Context(Context) {
  const SourceManager &Sources = Context.getSourceManager();
  if (Anchor.isInvalid() || Anchor.isMacroID() ||
      Sources.isInSystemHeader(Anchor)) {
    Refused = true;
    return;
  }
  File = Sources.getFileID(Anchor);
  bool Invalid = false;
  Buffer = Sources.getBufferData(File, &Invalid);
  Refused = Invalid;
}

bool EditList::offsetOf(SourceLocation Location, unsigned &Offset) {
  const SourceManager &Sources = Context.getSourceManager();
  if (Refused || Location.isInvalid() || Location.isMacroID() ||
      Sources.getFileID(Location) != File) {
    Refused = true;
    return false;
  }
  Offset = Sources.getFileOffset(Location);
  return true;
}

bool EditList::tokens(SourceRange Range, Extent &Out) {
  unsigned Last = 0;
  if (!offsetOf(Range.getBegin(), Out.Begin) || !offsetOf(Range.getEnd(), Last))
    return false;
  Out.End = Last + Lexer::MeasureTokenLength(Range.getEnd(),
                                             Context.getSourceManager(),
                                             Context.getLangOpts());
  return Out.End >= Out.Begin && Out.End <= Buffer.size();
}

bool EditList::statement(SourceRange Range, Extent &Out) {
  if (!tokens(Range, Out))
    return false;
  if (Buffer[Out.End - 1] == ';')
    return true;
  size_t Next = Buffer.find_first_not_of(" \t\r\n", Out.End);
  if (Next != llvm::StringRef::npos && Buffer[Next] == ';') {
    Out.End = Next + 1;
    return true;
  }
  Refused |= Buffer[Out.End - 1] != '}';
  return !Refused;
}

bool EditList::lines(const Stmt &S, Extent &Out) {
  return lines(S.getSourceRange(), Out);
}

bool EditList::lines(SourceRange Range, Extent &Out) {
  if (!statement(Range, Out))
    return false;
  size_t Start = Buffer.rfind('\n', Out.Begin);
  size_t End = Buffer.find('\n', Out.End);
  if (Start == llvm::StringRef::npos || End == llvm::StringRef::npos)
    return false;
  llvm::StringRef Rest = Buffer.slice(Out.End, End).trim();
  if (!Buffer.slice(Start, Out.Begin).trim().empty() ||
      !(Rest.empty() || Rest.starts_with("//")))
    return false;
  Out = {unsigned(Start), unsigned(End)};
  return true;
}

llvm::StringRef EditList::indentation(Extent Lines) const {
  return Buffer.substr(Lines.Begin + 1).take_while([](char C) {
    return C == ' ' || C == '\t';
  });
}

std::string EditList::reindented(Extent Lines, llvm::StringRef Indent) const {
  llvm::StringRef Own = indentation(Lines);
  llvm::StringRef Text = Buffer.slice(Lines.Begin + 1, Lines.End);
  std::string Result;
  do {
    auto [Line, Rest] = Text.split('\n');
    Result += '\n';
    if (Line.consume_front(Own))
      Result += Indent;
    Result += Line;
    Text = Rest;
  } while (!Text.empty());
  return Result;
}

void EditList::add(unsigned Offset, unsigned Length, std::string Text) {
  const SourceManager &Sources = Context.getSourceManager();
  Edits.push_back(
      {Sources.getFilename(Sources.getLocForStartOfFile(File)).str(), Offset,
       Length, std::move(Text)});
}

void EditList::replace(SourceRange Range, llvm::StringRef Text) {
  Extent At;
  if (tokens(Range, At))
    add(At.Begin, At.End - At.Begin, Text.str());
}

void EditList::insertBefore(SourceLocation At, llvm::StringRef Text) {
  unsigned Offset = 0;
  if (offsetOf(At, Offset))
    add(Offset, 0, Text.str());
}

void EditList::insertAfter(SourceLocation At, llvm::StringRef Text) {
  Extent Token;
  if (tokens(At, Token))
    add(Token.End, 0, Text.str());
}

void EditList::removeBetween(SourceLocation Begin, SourceLocation End) {
  unsigned From = 0, To = 0;
  if (!offsetOf(Begin, From) || !offsetOf(End, To))
    return;
  if (To < From)
    return refuse();
  add(From, To - From, "");
}

void EditList::addLineBefore(const Stmt &S, llvm::StringRef Line) {
  Extent At;
  if (!lines(S, At))
    return refuse();
  add(At.Begin, 0, ("\n" + indentation(At) + Line).str());
}

void EditList::addLineAfter(const Stmt &S, llvm::StringRef Line) {
  Extent At;
  if (!lines(S, At))
    return refuse();
  add(At.End, 0, ("\n" + indentation(At) + Line).str());
}

void EditList::addTextAfterLine(const Stmt &S, llvm::StringRef Text) {
  Extent At;
  if (!lines(S, At))
    return refuse();
  add(At.End, 0, ("\n" + Text).str());
}

void EditList::insertAfterStatement(const Stmt &S, llvm::StringRef Text) {
  Extent At, Own;
  if (!statement(S.getSourceRange(), At) || !tokens(S.getSourceRange(), Own))
    return refuse();
  add(Own.End, At.End - Own.End, Text.str());
}

void EditList::addInclude(llvm::StringRef Header) {
  if (Refused)
    return;
  // After the last one that no condition surrounds.
  size_t Last = llvm::StringRef::npos, Offset = 0;
  int Depth = 0;
  std::pair<llvm::StringRef, llvm::StringRef> Split("", Buffer);
  while (!Split.second.empty()) {
    Split = Split.second.split('\n');
    llvm::StringRef Line = Split.first.trim();
    Offset += Split.first.size() + 1;
    if (!Line.consume_front("#"))
      continue;
    Line = Line.ltrim();
    if (Line.starts_with("if"))
      ++Depth;
    else if (Line.starts_with("endif"))
      --Depth;
    else if (Line.consume_front("include")) {
      if (Line.trim().starts_with(Header))
        return;
      if (Depth == 0)
        Last = Offset - 1;
    }
  }
  if (Last == llvm::StringRef::npos || Last > Buffer.size())
    return add(0, 0, ("#include " + Header + "\n").str());
  add(Last, 0, ("\n#include " + Header).str());
}

bool EditList::addDeclarationBefore(const Decl &D, llvm::StringRef Text) {
  unsigned Offset = 0;
  if (!offsetOf(D.getBeginLoc(), Offset))
    return false;
  size_t Line = Buffer.rfind('\n', Offset);
  Line = Line == llvm::StringRef::npos ? 0 : Line + 1;
  if (!Buffer.slice(Line, Offset).trim().empty())
    return false;
  // Up over comments and `template <...>`.
  while (Line > 0) {
    size_t Above = Buffer.take_front(Line - 1).rfind('\n');
    Above = Above == llvm::StringRef::npos ? 0 : Above + 1;
    llvm::StringRef Words = Buffer.slice(Above, Line).trim();
    if (!Words.starts_with("//") && !Words.starts_with("template") &&
        !Words.starts_with("*") && !Words.starts_with("/*"))
      break;
    Line = Above;
  }
  add(Line, 0, (Text + "\n\n").str());
  return true;
}

void EditList::removeStatement(const Stmt &S) {
  removeDeclaration(S.getSourceRange());
}

void EditList::removeAfter(SourceLocation Before, SourceLocation Last) {
  Extent From, To;
  if (!tokens(Before, From) || !tokens(Last, To))
    return;
  if (To.End < From.End)
    return refuse();
  add(From.End, To.End - From.End, "");
}

void EditList::removeDeclaration(SourceRange Range) {
  Extent At;
  if (!statement(Range, At))
    return;
  Extent Whole;
  if (lines(Range, Whole))
    At = Whole;
  if (!Refused)
    add(At.Begin, At.End - At.Begin, "");
}

void EditList::moveBefore(const Stmt &Moved, const Stmt &Where) {
  Extent From, To;
  if (!lines(Moved, From) || !lines(Where, To))
    return refuse();
  add(To.Begin, 0, reindented(From, indentation(To)));
  add(From.Begin, From.End - From.Begin, "");
}

void EditList::copyBefore(const Stmt &Copied, const Stmt &Where) {
  Extent From, To;
  if (!lines(Copied, From) || !lines(Where, To))
    return refuse();
  add(To.Begin, 0, reindented(From, indentation(To)));
}

void EditList::copyAfter(const Stmt &After, const Stmt &Last,
                         const Stmt &Where) {
  Extent From, Until, To;
  if (!lines(After, From) || !lines(Last, Until) || !lines(Where, To) ||
      Until.End <= From.End)
    return refuse();
  add(To.End, 0, reindented({From.End, Until.End}, indentation(To)));
}

void EditList::removeStatements(const Stmt &First, const Stmt &Last) {
  Extent From, Until;
  if (!lines(First, From) || !lines(Last, Until))
    return refuse();
  unsigned End = Until.End;
  if (Buffer.take_front(From.Begin).ends_with("\n") &&
      Buffer.substr(End).starts_with("\n\n"))
    ++End;
  add(From.Begin, End - From.Begin, "");
}

std::vector<TextEdit> EditList::take() {
  if (Refused)
    return {};
  llvm::stable_sort(Edits, [](const TextEdit &A, const TextEdit &B) {
    return A.Offset < B.Offset;
  });
  std::vector<TextEdit> Joined;
  for (TextEdit &E : Edits) {
    if (Joined.empty() ||
        Joined.back().Offset + Joined.back().Length < E.Offset) {
      Joined.push_back(std::move(E));
      continue;
    }
    TextEdit &Last = Joined.back();
    if (Last.Offset + Last.Length > E.Offset)
      return {};
    Last.Length += E.Length;
    Last.NewText += E.NewText;
  }
  return Joined;
}

std::string EditList::textOf(SourceRange Range) const {
  const SourceManager &Sources = Context.getSourceManager();
  if (Range.isInvalid() || Range.getBegin().isMacroID() ||
      Range.getEnd().isMacroID())
    return {};
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range), Sources,
                              Context.getLangOpts())
      .str();
}

} // namespace clang::toctou
