//===- CheckSelection.h - Which of our checks a glob list asks for --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `clang-toctou` and `clangd-toctou` start from all of our checks. Of the
/// lists that a project wrote for clang-tidy only the globs that name `toctou`
/// count:
/// `-*,bugprone-*` does not switch us off, `-toctou-split-lock` does, and
/// `-*,toctou-port-probe` asks for that one check.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_TIDY_CHECKSELECTION_H
#define TOCTOU_TIDY_CHECKSELECTION_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang::toctou {

/// The globs of a list, without blanks and empty ones.
llvm::SmallVector<llvm::StringRef> globsOf(llvm::StringRef List);

/// The part of \p List that speaks of our checks, as a list. Empty: none does.
/// A `-*` before a glob that switches one of ours on becomes `-toctou-*`.
std::string toctouGlobs(llvm::StringRef List);

} // namespace clang::toctou

#endif // TOCTOU_TIDY_CHECKSELECTION_H
