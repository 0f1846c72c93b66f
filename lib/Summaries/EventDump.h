//===- EventDump.h - Events as text ---------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints the events of every selected function, one a line, for tests and for
/// whoever wonders why a check says what it says.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUMMARIES_EVENTDUMP_H
#define TOCTOU_SUMMARIES_EVENTDUMP_H

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace clang::toctou {

class TranslationUnit;

/// Prints `L12 Acquire this.mu_` and so on to \p Out.
void dumpEvents(TranslationUnit &Unit, llvm::raw_ostream &Out);

} // namespace clang::toctou

#endif // TOCTOU_SUMMARIES_EVENTDUMP_H
