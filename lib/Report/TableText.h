//===- TableText.h - A page's tables as timelines -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The pages of the checks tell an interleaving as a table with a column for
/// each party, a row a step. In a terminal that becomes numbered steps in two
/// columns of wrapped text.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_REPORT_TABLETEXT_H
#define TOCTOU_REPORT_TABLETEXT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::toctou {

/// Prints the Markdown text \p Page to \p OS in lines of at most \p Width
/// columns where it holds tables; all other lines as they are.
void printWithTables(llvm::StringRef Page, llvm::raw_ostream &OS,
                     unsigned Width = 80);

} // namespace clang::toctou

#endif // TOCTOU_REPORT_TABLETEXT_H
