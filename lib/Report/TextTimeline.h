//===- TextTimeline.h - A finding told as a timeline ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The check, the window, the use and the remedy of one finding, one a line,
/// with what a rival does in between in its own column's place.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_REPORT_TEXTTIMELINE_H
#define TOCTOU_REPORT_TEXTTIMELINE_H

#include "Report/RaceWindow.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::toctou {

/// Prints \p Finding to \p OS, a heading and a line a step.
void printTimeline(const RaceWindow &Finding, llvm::raw_ostream &OS);

} // namespace clang::toctou

#endif // TOCTOU_REPORT_TEXTTIMELINE_H
