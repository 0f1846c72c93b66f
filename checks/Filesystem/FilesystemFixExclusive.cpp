//===- FilesystemFixExclusive.cpp - Let the act refuse what is there ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/FilesystemFixSite.h"
#include "Fixes/EditList.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

/// The mode with the letter that refuses, or an empty text.
static std::string exclusiveMode(const StringLiteral &Mode) {
  if (Mode.getCharByteWidth() != 1 || Mode.getNumConcatenated() != 1)
    return {};
  auto [Letters, Rest] = Mode.getString().split(',');
  // Appending to a file that must be new is another intention.
  if (!Letters.starts_with("w") || Letters.contains('x'))
    return {};
  std::string Text = "\"" + Letters.str() + "x";
  if (!Rest.empty())
    Text += "," + Rest.str();
  return Text + "\"";
}

Remedy excludeExisting(const PathFixSite &Site) {
  const PathRace &Race = Site.Race;
  const PathApi &Row = *Race.Pair.Second->Path;
  // Without the check's own test the failure would come as a surprise.
  if (Race.Kind != PathRaceKind::Absence || !Race.Evidence.IfAbsent ||
      !Race.Evidence.SecondTested || Row.Deed != PathDeed::Open ||
      Row.Mode < 0 || size_t(Row.Mode) >= Site.Second.Arguments.size())
    return {};
  ASTContext &Context = Site.Unit.context();
  const SourceManager &Sources = Context.getSourceManager();
  const Expr *Given = Site.Second.Arguments[Row.Mode];
  if (llvm::isa<CXXDefaultArgExpr>(Given))
    return {};
  const Expr *Mode = Given->IgnoreParenImpCasts();
  EditList Edits(Context, Site.Second.Site->getBeginLoc());
  if (Row.ModeKind == PathMode::ModeText) {
    const auto *Text = llvm::dyn_cast<StringLiteral>(Mode);
    std::string New = Text ? exclusiveMode(*Text) : std::string();
    if (New.empty())
      return {};
    Edits.replace(Text->getSourceRange(), New);
    Remedy Found{"let the call refuse a file that is there: mode \"x\"",
                 Edits.take(), true};
    return Found.Edits.empty() ? Remedy() : Found;
  }
  llvm::StringRef Added;
  if (Row.ModeKind == PathMode::OpenFlags)
    Added = "O_EXCL";
  else if (Row.ModeKind == PathMode::QtOpen)
    Added = "QIODevice::NewOnly";
  else
    return {};
  const auto *Flags = llvm::dyn_cast<BinaryOperator>(Mode);
  bool IsJoined = Flags && Flags->getOpcode() == BO_Or;
  if (Flags ? !IsJoined : Row.ModeKind != PathMode::QtOpen)
    return {};
  if (llvm::isa<AbstractConditionalOperator>(Mode))
    return {};
  // A flag that is a macro ends where its use ends.
  SourceLocation End = Sources.getExpansionRange(Mode->getEndLoc()).getEnd();
  Edits.insertAfter(End, (" | " + Added).str());
  Remedy Found{
      ("let the call refuse a file that is there: `" + Added + "`").str(),
      Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
