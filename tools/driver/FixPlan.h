//===- FixPlan.h - Which fixes go together, and their applying ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The edits of one fix are applied together or not at all. A fix that overlaps
/// one that came earlier waits for the next run; an edit that two fixes share
/// (an added include) is made once.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_FIXPLAN_H
#define TOCTOU_DRIVER_FIXPLAN_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <string>
#include <vector>

namespace clang::toctou {

/// The fix that would be applied for \p D: the one on the warning, else, if
/// \p FromNotes, the first on a note, which is the safest. Null: none.
const llvm::StringMap<tooling::Replacements> *
chosenFix(const tidy::ClangTidyError &D, bool FromNotes);

/// The fixes of a run.
class FixPlan {
public:
  /// Takes the fix of \p D in. False: it overlaps one that was taken before.
  bool add(const tidy::ClangTidyError &D,
           const llvm::StringMap<tooling::Replacements> &Fix);

  /// Writes the changed files, formatted in \p Style if it is not `none`.
  /// Returns a line for each file that could not be written.
  std::vector<std::string> apply(llvm::StringRef Style) const;

  unsigned fixes() const { return Fixes; }
  size_t files() const { return ByFile.size(); }

private:
  std::map<std::string, tooling::Replacements> ByFile;
  unsigned Fixes = 0;
};

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_FIXPLAN_H
