//===- EditList.h - Edits of one file that belong together ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Collects the edits of one remedy. All of them lie in one file and none in a
/// macro; a single step that cannot be written refuses the whole list.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FIXES_EDITLIST_H
#define TOCTOU_FIXES_EDITLIST_H

#include "Report/RaceWindow.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Decl;
class Stmt;
} // namespace clang

namespace clang::toctou {

/// The edits of one remedy, all in the file of \p Anchor.
class EditList {
public:
  EditList(const ASTContext &Context, SourceLocation Anchor);

  /// Puts \p Text in place of the tokens of \p Range.
  void replace(SourceRange Range, llvm::StringRef Text);
  /// Puts \p Text before the token at \p At.
  void insertBefore(SourceLocation At, llvm::StringRef Text);
  /// Puts \p Text after the token at \p At.
  void insertAfter(SourceLocation At, llvm::StringRef Text);
  /// Takes the characters from \p Begin up to \p End (not included) out.
  void removeBetween(SourceLocation Begin, SourceLocation End);

  /// Takes what follows the token at \p Before out, the token at \p Last
  /// included.
  void removeAfter(SourceLocation Before, SourceLocation Last);
  /// Takes the declaration of \p Range out, with its semicolon and lines.
  void removeDeclaration(SourceRange Range);

  /// Adds the line \p Line before the statement \p S, indented as \p S is.
  void addLineBefore(const Stmt &S, llvm::StringRef Line);
  /// Adds the line \p Line after the statement \p S, indented as \p S is.
  void addLineAfter(const Stmt &S, llvm::StringRef Line);
  /// Adds \p Text, as it stands, as the next line after the statement \p S.
  void addTextAfterLine(const Stmt &S, llvm::StringRef Text);
  /// Puts \p Text in the place of the semicolon of the statement \p S.
  void insertAfterStatement(const Stmt &S, llvm::StringRef Text);
  /// Adds `#include` of \p Header (with its quotes or brackets), unless the
  /// file has it.
  void addInclude(llvm::StringRef Header);
  /// Adds \p Text and a blank line before the declaration \p D and the comment
  /// that stands directly above it. False if that is no place.
  bool addDeclarationBefore(const Decl &D, llvm::StringRef Text);
  /// Takes the statement \p S out, with its lines if it is alone on them.
  void removeStatement(const Stmt &S);
  /// Moves the whole lines of \p Moved before those of \p Where.
  void moveBefore(const Stmt &Moved, const Stmt &Where);
  /// Repeats the whole lines of \p Copied before those of \p Where.
  void copyBefore(const Stmt &Copied, const Stmt &Where);
  /// Repeats the lines that follow \p After, up to those of \p Last, after the
  /// lines of \p Where.
  void copyAfter(const Stmt &After, const Stmt &Last, const Stmt &Where);
  /// Takes the lines from \p First to \p Last out, and one of two blank lines
  /// that would meet.
  void removeStatements(const Stmt &First, const Stmt &Last);

  /// Refuses the list: it is not to be applied.
  void refuse() { Refused = true; }

  /// The edits in order of place, those that touch joined; empty if the list
  /// was refused or two edits overlap.
  std::vector<TextEdit> take();

  /// The text of the tokens of \p Range; empty inside a macro.
  std::string textOf(SourceRange Range) const;

private:
  /// Offsets into the file: [Begin, End).
  struct Extent {
    unsigned Begin = 0;
    unsigned End = 0;
  };
  bool offsetOf(SourceLocation Location, unsigned &Offset);
  bool tokens(SourceRange Range, Extent &Out);
  /// The statement with its semicolon.
  bool statement(SourceRange Range, Extent &Out);
  /// The whole lines of a statement that is alone on them, from the end of the
  /// line before: clang-tidy's clean-up trims what follows a removed line end.
  bool lines(SourceRange Range, Extent &Out);
  bool lines(const Stmt &S, Extent &Out);
  llvm::StringRef indentation(Extent Lines) const;
  std::string reindented(Extent Lines, llvm::StringRef Indent) const;
  void add(unsigned Offset, unsigned Length, std::string Text);

  const ASTContext &Context;
  FileID File;
  llvm::StringRef Buffer;
  std::vector<TextEdit> Edits;
  bool Refused = false;
};

} // namespace clang::toctou

#endif // TOCTOU_FIXES_EDITLIST_H
