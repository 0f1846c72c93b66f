//===- ToctouCheck.cpp - From findings to clang-tidy diagnostics ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tidy/ToctouCheck.h"
#include "Report/EditText.h"
#include "Tidy/FindingLog.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

bool ToctouCheck::isTrue(llvm::StringRef Text) {
  return Text == "true" || Text == "1";
}

ToctouCheck::ToctouCheck(llvm::StringRef Name, tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Context(Context),
      Cache(AnalysisCache::of(*Context)),
      Shared("toctou", Context->getOptions().CheckOptions, Context),
      ModelPath(Shared.get("ModelFile", "")),
      NoteEdits(isTrue(Shared.get("NoteEdits", "false"))) {}

void ToctouCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  Shared.store(Opts, "ModelFile", ModelPath);
  Shared.store(Opts, "NoteEdits", NoteEdits ? "true" : "false");
}

void ToctouCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

void ToctouCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  auto Unit = Cache->analysisOf(*Result.Context, ModelPath);
  if (!Unit) {
    configurationDiag("%0", DiagnosticIDs::Error)
        << llvm::toString(Unit.takeError());
    return;
  }
  if (!*Unit)
    return;
  for (RaceWindow &Finding : analyze(**Unit)) {
    Finding.Check = getID().str();
    report(Finding, *Result.SourceManager);
  }
}

static FileID fileOf(llvm::StringRef Name, const SourceManager &Sources) {
  OptionalFileEntryRef File = Sources.getFileManager().getOptionalFileRef(Name);
  return File ? Sources.translateFile(*File) : FileID();
}

/// Where \p Offset bytes into the file \p Name is; invalid if this unit has not
/// read that file.
static SourceLocation locate(llvm::StringRef Name, unsigned Offset,
                             const SourceManager &Sources) {
  FileID File = fileOf(Name, Sources);
  return File.isValid() ? Sources.getComposedLoc(File, Offset)
                        : SourceLocation();
}

static SourceLocation locate(const Place &At, const SourceManager &Sources) {
  return locate(At.File, At.Offset, Sources);
}

/// Edits stay in the file of the warning (an editor drops the others, and other
/// people's headers are not ours to edit).
static bool canApply(const Remedy &R, const Place &Use,
                     const SourceManager &Sources) {
  FileID Here = fileOf(Use.File, Sources);
  return !R.Edits.empty() && Here.isValid() &&
         llvm::all_of(R.Edits, [&](const TextEdit &E) {
           SourceLocation Loc = locate(E.File, E.Offset, Sources);
           return Loc.isValid() && Sources.getFileID(Loc) == Here &&
                  !Sources.isInSystemHeader(Loc);
         });
}

static void attach(const DiagnosticBuilder &Diag, const Remedy &R,
                   const SourceManager &Sources) {
  for (const TextEdit &E : R.Edits) {
    SourceLocation Begin = locate(E.File, E.Offset, Sources);
    Diag << FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(E.Length)),
        E.NewText);
  }
}

void ToctouCheck::report(const RaceWindow &Finding,
                         const SourceManager &Sources) {
  const Step *Use = Finding.find(Step::Role::Use);
  SourceLocation Loc = Use ? locate(Use->At, Sources) : SourceLocation();
  if (Loc.isInvalid())
    return;
  FindingLog::record(*Context, Finding);

  const Remedy *OnWarning = nullptr;
  for (const Remedy &R : Finding.Remedies)
    if (!OnWarning && R.KeepsBehaviour && canApply(R, Use->At, Sources))
      OnWarning = &R;
  {
    // The range keeps an editor from showing the whole of a fix in its place.
    auto Warning = diag(Loc, "%0") << Finding.Message << SourceRange(Loc, Loc);
    if (OnWarning)
      attach(Warning, *OnWarning, Sources);
  }

  const Step *Window = Finding.find(Step::Role::Window);
  for (const Step &S : Finding.Steps) {
    if (&S != Use)
      note(S.At, S.Text, Sources);
    if (&S == Window && !Finding.Rival.empty())
      note(S.At, Finding.Rival, Sources);
  }
  if (!Window && !Finding.Rival.empty())
    note(Use->At, Finding.Rival, Sources);
  reportRemedies(Finding, Use->At, OnWarning, Sources);
}

void ToctouCheck::note(const Place &At, llvm::StringRef Text,
                       const SourceManager &Sources) {
  SourceLocation Loc = locate(At, Sources);
  if (Loc.isValid())
    diag(Loc, "%0", DiagnosticIDs::Note) << Text;
}

void ToctouCheck::reportRemedies(const RaceWindow &Finding, const Place &Use,
                                 const Remedy *OnWarning,
                                 const SourceManager &Sources) {
  for (const Remedy &R : Finding.Remedies) {
    if (&R == OnWarning) {
      note(Use, R.Text, Sources);
      continue;
    }
    if (NoteEdits && canApply(R, Use, Sources)) {
      const TextEdit &First = R.Edits.front();
      auto Note = diag(locate(First.File, First.Offset, Sources), "%0",
                       DiagnosticIDs::Note)
                  << R.Text;
      attach(Note, R, Sources);
      continue;
    }
    note(Use,
         inWords(R,
                 [&](llvm::StringRef File) {
                   FileID Known = fileOf(File, Sources);
                   return Known.isValid() ? Sources.getBufferData(Known)
                                          : llvm::StringRef();
                 }),
         Sources);
  }
}

} // namespace clang::toctou
