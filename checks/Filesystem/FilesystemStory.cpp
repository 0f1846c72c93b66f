//===- FilesystemStory.cpp - A race of names, told ------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/FilesystemStory.h"
#include "Events/CallView.h"
#include "Filesystem/FilesystemFix.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

namespace clang::toctou {

static std::string nameOf(const FunctionDecl &F) {
  if (const auto *C = llvm::dyn_cast<CXXConstructorDecl>(&F))
    return "`" + C->getParent()->getNameAsString() + "`";
  return "`" + F.getNameAsString() + "`";
}

std::string calledName(const Event &E) {
  auto View = CallView::of(E.Site);
  if (View && View->Callee)
    return nameOf(*View->Callee);
  View = CallView::of(E.Inner);
  return View && View->Callee ? nameOf(*View->Callee) : "the call";
}

/// How the program writes the name.
static std::string nameText(const PathRace &Race, ASTContext &Context) {
  auto View = CallView::of(Race.Pair.Second->Inner);
  Slot S = Race.Pair.Second->Path->Path;
  const Expr *E = nullptr;
  if (View && S == Receiver)
    E = View->Receiver;
  else if (View && S >= 0 && size_t(S) < View->Arguments.size())
    E = View->Arguments[S];
  if (!E || E->getBeginLoc().isMacroID())
    return "the file";
  std::string Text = textOf(*E, Context, 61);
  if (Text.empty() || Text.size() > 60 || Text.find('\n') != std::string::npos)
    return "the file";
  llvm::StringRef Short = Text;
  for (llvm::StringRef Conversion : {".c_str()", ".string()", ".native()"})
    Short.consume_back(Conversion);
  return "`" + Short.str() + "`";
}

static std::string learned(const Event &Check) {
  switch (Check.Path->Deed) {
  case PathDeed::Exists:
    return "looks whether the file is there";
  case PathDeed::Type:
    return "looks at the type of the file";
  case PathDeed::Access:
    return "asks for the rights to the file";
  case PathDeed::Status:
    return "reads the attributes of the file";
  case PathDeed::Property:
    return "reads an attribute of the file";
  case PathDeed::Link:
    return "looks whether the file is a link, and where to";
  case PathDeed::PickName:
    return "picks a name that no file has yet";
  case PathDeed::Open:
    return "opens the file";
  case PathDeed::Make:
    return "makes the file";
  case PathDeed::Replace:
    return "puts the file there";
  default:
    return "looks the name up";
  }
}

static std::string done(const Event &Act) {
  switch (Act.Path->Deed) {
  case PathDeed::Open:
    return "opens";
  case PathDeed::Make:
    return "makes";
  case PathDeed::Replace:
    return "replaces";
  case PathDeed::Remove:
    return "removes";
  case PathDeed::MoveAway:
    return "renames";
  case PathDeed::Modify:
    return "changes";
  case PathDeed::Load:
    return "reads";
  default:
    return "uses";
  }
}

static std::string message(const PathRace &Race, const std::string &Name) {
  std::string Check = calledName(*Race.Pair.First);
  std::string Use = calledName(*Race.Pair.Second);
  std::string Deed = done(*Race.Pair.Second);
  switch (Race.Kind) {
  case PathRaceKind::Attribute:
    return Use + " " + Deed + " " + Name + " by name after " + Check +
           " judged it by name; it can be another file by then (security)";
  case PathRaceKind::Absence:
    return Race.Pair.Second->Path->Deed == PathDeed::Make
               ? Use + " fails if " + Name + " is made after " + Check +
                     " did not find it (correctness)"
               : Use + " spoils " + Name + " if it is made after " + Check +
                     " did not find it (security)";
  case PathRaceKind::Presence:
    return Race.IsRedundant
               ? Check + " before " + Use + " of " + Name +
                     " is redundant, and true only until it returns "
                     "(correctness)"
               : Use + " trusts that " + Name + " is still what " + Check +
                     " found (correctness)";
  case PathRaceKind::Picked:
    return Use + " makes " + Name + ", a name from " + Check +
           " that anyone can have taken by now (security)";
  case PathRaceKind::Reopened:
    return Use + " looks " + Name + " up again after " + Check +
           "; it can be another file by then (security)";
  }
  return {};
}

static std::string rival(const PathRace &Race, const std::string &Name) {
  switch (Race.Kind) {
  case PathRaceKind::Attribute:
    return "another process can put another file or a link at " + Name +
           " before the name is looked up again";
  case PathRaceKind::Absence:
    return "another process can make " + Name + " before this one does";
  case PathRaceKind::Presence:
    return "another process can remove or replace " + Name +
           " before the name is looked up again";
  case PathRaceKind::Picked:
    return "another process can make a file or a link of that name first";
  case PathRaceKind::Reopened:
    return "another process can put another file or a link at " + Name +
           " while this one still means the first";
  }
  return {};
}

static Step tell(Step::Role Role, const Stmt &At, std::string Text,
                 ASTContext &Context) {
  Step S;
  S.Plays = Role;
  S.At = placeOf(At, Context);
  S.Text = std::move(Text);
  return S;
}

std::vector<RaceWindow> findFilesystemRaces(TranslationUnit &Unit,
                                            const FilesystemOptions &Options) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const PathRace &Race : pathRaces(Unit, Options)) {
    const Event &First = *Race.Pair.First, &Second = *Race.Pair.Second;
    std::string Name = nameText(Race, Context);
    RaceWindow Told;
    Told.Check = "toctou-filesystem";
    Told.Function = Race.Function->getQualifiedNameAsString();
    Told.Message = message(Race, Name);
    Told.Steps.push_back(
        tell(Step::Role::Check, *First.Site,
             calledName(First) + " " + learned(First) + " here", Context));
    if (First.isSpliced())
      Told.Steps.push_back(tell(Step::Role::Detail, *First.Inner,
                                "the callee does it here", Context));
    Told.Steps.push_back(tell(Step::Role::Window, *First.Site,
                              "what it found is true only until it returns",
                              Context));
    if (Race.Evidence.Allocated)
      Told.Steps.push_back(
          tell(Step::Role::Detail, *Race.Evidence.Allocated->Site,
               "as much memory as it said is allocated here", Context));
    Told.Steps.push_back(tell(Step::Role::Use, *Second.Site,
                              calledName(Second) + " looks the name up again",
                              Context));
    if (Second.isSpliced())
      Told.Steps.push_back(tell(Step::Role::Detail, *Second.Inner,
                                "the callee does it here", Context));
    Told.Rival = rival(Race, Name);
    Told.Remedies = filesystemRemedies(Race, Unit);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
