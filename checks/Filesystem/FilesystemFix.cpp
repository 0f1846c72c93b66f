//===- FilesystemFix.cpp - From a race of names to its remedies -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Filesystem/FilesystemFix.h"
#include "Filesystem/FilesystemFixSite.h"
#include "clang/AST/Decl.h"

namespace clang::toctou {

/// What to do, in words.
static std::string advice(const PathRace &Race) {
  switch (Race.Kind) {
  case PathRaceKind::Attribute:
    switch (Race.Pair.Second->Path->Deed) {
    case PathDeed::Open:
    case PathDeed::Load:
      return "open the file first and ask the open file for its attributes "
             "(`fstat`)";
    case PathDeed::Modify:
      return "open the file without following links, and check and change the "
             "open file (`fstat`, `fchmod`, `fchown`)";
    case PathDeed::Remove:
      return "hold a lock on the file, and compare the open file with the name "
             "by device and inode before it is removed";
    default:
      return "check and use one open file, not its name";
    }
  case PathRaceKind::Absence:
    return Race.Pair.Second->Path->Deed == PathDeed::Make
               ? "make it first; if it is there already, look whether it is "
                 "what is wanted"
               : "let the call itself refuse a file that is there "
                 "(`O_CREAT | O_EXCL`, mode \"x\", `link`)";
  case PathRaceKind::Presence:
    return "act at once, and take \"no such file\" for what the check would "
           "have said";
  case PathRaceKind::Picked:
    return "make the file and pick its name in one step (`mkstemp`)";
  case PathRaceKind::Reopened:
    return "use the open file itself (`fstat`, `fchmod`, `fchown`)";
  }
  return {};
}

std::vector<Remedy> filesystemRemedies(const PathRace &Race,
                                       TranslationUnit &Unit) {
  std::vector<Remedy> All;
  const Event &First = *Race.Pair.First, &Second = *Race.Pair.Second;
  auto Check = CallView::of(First.Site), Use = CallView::of(Second.Site);
  // The check may stand in a helper: then the act alone can be edited.
  if (!Second.isSpliced() && Check && Use && isEditable(*Race.Function)) {
    PathFixSite Site{Race, Unit, BodyIndex(*Race.Function), *Check, *Use};
    Remedy Found = excludeExisting(Site);
    if (Found.Text.empty() && !First.isSpliced())
      Found = useHandle(Site);
    if (!Found.Text.empty())
      All.push_back(std::move(Found));
  }
  if (All.empty())
    All.push_back({advice(Race), {}, false});
  return All;
}

} // namespace clang::toctou
