//===- CheckNames.h - Our checks by name ----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_CHECKNAMES_H
#define TOCTOU_DRIVER_CHECKNAMES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace clang::toctou {

/// The names of all checks, sorted.
llvm::ArrayRef<llvm::StringLiteral> checkNames();

/// False if \p Glob can meet neither a check of ours nor one of clang-tidy's,
/// which projects name in the same lists.
bool isKnownGlob(llvm::StringRef Glob);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_CHECKNAMES_H
