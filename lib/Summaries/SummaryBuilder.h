//===- SummaryBuilder.h - From a function's flow to its outcomes ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs the property simulation with a machine that collects the effects a
/// caller can see; what is collected at each return is an outcome.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUMMARIES_SUMMARYBUILDER_H
#define TOCTOU_SUMMARIES_SUMMARYBUILDER_H

#include "Flow/FunctionFlow.h"

namespace clang::toctou {

/// The outcomes of \p Flow, at most eight; more are cut and marked so.
FunctionSummary summarize(const FunctionFlow &Flow, Values &Table);

} // namespace clang::toctou

#endif // TOCTOU_SUMMARIES_SUMMARYBUILDER_H
