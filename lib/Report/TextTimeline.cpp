//===- TextTimeline.cpp - A finding told as a timeline --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/TextTimeline.h"
#include "llvm/Support/Format.h"

namespace clang::toctou {

static llvm::StringRef label(Step::Role R) {
  switch (R) {
  case Step::Role::Check:
    return "check";
  case Step::Role::Window:
    return "window";
  case Step::Role::Use:
    return "use";
  case Step::Role::Detail:
    return "";
  }
  return "";
}

static void row(llvm::raw_ostream &OS, llvm::StringRef Label,
                llvm::StringRef Where, llvm::StringRef Text) {
  OS << "  " << llvm::left_justify(Label, 8) << llvm::left_justify(Where, 6)
     << Text << '\n';
}

/// `12`, or `other.h:12` where it is not the file of the heading.
static std::string where(const Place &At, const std::string &Heading) {
  std::string Line = std::to_string(At.Line);
  return At.File == Heading ? Line : At.File + ":" + Line + " ";
}

void printTimeline(const RaceWindow &Finding, llvm::raw_ostream &OS) {
  const Step *Use = Finding.find(Step::Role::Use);
  const std::string File = Use ? Use->At.File : std::string();
  OS << Finding.Check << " in " << File;
  if (!Finding.Function.empty())
    OS << ", '" << Finding.Function << "'";
  OS << '\n';

  const Step *Window = Finding.find(Step::Role::Window);
  for (const Step &S : Finding.Steps) {
    row(OS, label(S.Plays), where(S.At, File),
        &S == Use ? Finding.Message : S.Text);
    if (&S == Window && !Finding.Rival.empty())
      row(OS, "rival", "", Finding.Rival);
  }
  if (!Window && !Finding.Rival.empty())
    row(OS, "rival", "", Finding.Rival);
  for (const Remedy &R : Finding.Remedies)
    row(OS, &R == &Finding.Remedies.front() ? "remedy" : "or", "", R.Text);
}

} // namespace clang::toctou
