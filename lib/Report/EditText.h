//===- EditText.h - An edit told in words ---------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where an edit is not offered as one (it needs a decision, or it would leave
/// the file of the warning), the note says what to write.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_REPORT_EDITTEXT_H
#define TOCTOU_REPORT_EDITTEXT_H

#include "Report/RaceWindow.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang::toctou {

/// The text of a file by its name; empty if it cannot be had.
using FileText = llvm::function_ref<llvm::StringRef(llvm::StringRef)>;

/// The remedy's instruction with its edits told in words
/// (`bind port 0: line 12: write '0' in place of 'port'`).
std::string inWords(const Remedy &R, FileText TextOf);

} // namespace clang::toctou

#endif // TOCTOU_REPORT_EDITTEXT_H
