//===- RaceWindow.h - One finding of any check, as plain data -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The check, the window and the use of one race, with what a rival could do
/// in between and the edits that close it. Plain data from the moment it is
/// reported: no pointer into an AST, so that worker processes, baselines and
/// every way to show a finding carry the same record.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_REPORT_RACEWINDOW_H
#define TOCTOU_REPORT_RACEWINDOW_H

#include <string>
#include <vector>

namespace clang::toctou {

/// A place in a source file.
struct Place {
  std::string File;    ///< As the compiler names it.
  unsigned Offset = 0; ///< Bytes from the file's start.
  unsigned Line = 0;   ///< From 1.
  unsigned Column = 0; ///< From 1, in bytes.
  std::string Source;  ///< The whole source line, without its end.
};

/// One of the three roles, or a step that explains one.
struct Step {
  enum class Role { Check, Window, Use, Detail };
  Role Plays = Role::Detail;
  Place At;
  std::string Text; ///< What happens there, in the message's own words.
};

/// One replacement of text.
struct TextEdit {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string NewText;
};

/// A remedy: edits that belong together.
struct Remedy {
  /// What the edit does, as an instruction (`bind port 0 and read it back`).
  std::string Text;
  /// Empty: the remedy can only be told in words.
  std::vector<TextEdit> Edits;
  /// The edit keeps behaviour, so it stands on the warning itself. Otherwise
  /// it needs a decision and stands on a note.
  bool KeepsBehaviour = false;
};

/// One race.
struct RaceWindow {
  std::string Check;       ///< `toctou-port-probe`.
  std::string Message;     ///< The warning's text, at the use.
  std::string Function;    ///< Qualified name of the function of the use.
  std::vector<Step> Steps; ///< In time order; the use is among them.
  std::string Rival;       ///< What another thread or process could do there.
  std::vector<Remedy> Remedies; ///< The safest first.
  std::string Fingerprint;      ///< Stable over edits elsewhere in the file.

  const Step *find(Step::Role R) const {
    for (const Step &S : Steps)
      if (S.Plays == R)
        return &S;
    return nullptr;
  }
};

} // namespace clang::toctou

#endif // TOCTOU_REPORT_RACEWINDOW_H
