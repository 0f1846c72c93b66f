//===- FindingLog.h - The findings of a run, as plain data ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy keeps text, not findings. A host that wants the findings opens a
/// log on its `ClangTidyContext`; the checks write into it beside their
/// diagnostics, and what clang-tidy's filters (NOLINT, line and header filter)
/// let through is matched to it by check and place.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_TIDY_FINDINGLOG_H
#define TOCTOU_TIDY_FINDINGLOG_H

#include "Report/RaceWindow.h"
#include "Summaries/TranslationUnit.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace clang::tidy {
class ClangTidyContext;
struct ClangTidyError;
} // namespace clang::tidy

namespace clang::toctou {

/// The findings that the checks of one context reported while it lives.
class FindingLog {
public:
  explicit FindingLog(const tidy::ClangTidyContext &Context);
  ~FindingLog();
  FindingLog(const FindingLog &) = delete;
  FindingLog &operator=(const FindingLog &) = delete;

  /// Writes \p Finding into the log that is open on \p Context, if one is.
  static void record(const tidy::ClangTidyContext &Context,
                     const RaceWindow &Finding);

  /// Adds what the analysis of a unit cost, likewise.
  static void record(const tidy::ClangTidyContext &Context,
                     const UnitStats &Stats);

  llvm::ArrayRef<RaceWindow> findings() const { return Findings; }
  const UnitStats &stats() const { return Stats; }

private:
  const tidy::ClangTidyContext &Context;
  std::vector<RaceWindow> Findings;
  UnitStats Stats;
};

/// Adds \p More to \p Sum.
void add(UnitStats &Sum, const UnitStats &More);

/// Those of \p Findings whose warning is among \p Shown, in its order.
std::vector<RaceWindow> shownAmong(llvm::ArrayRef<RaceWindow> Findings,
                                   llvm::ArrayRef<tidy::ClangTidyError> Shown);

} // namespace clang::toctou

#endif // TOCTOU_TIDY_FINDINGLOG_H
