//===- RowName.h - The names under which rows speak -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The names of a function and of a class's bases, as rows spell them.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_ROWNAME_H
#define TOCTOU_MODELS_ROWNAME_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class FunctionDecl;
class RecordDecl;
} // namespace clang

namespace clang::toctou {

/// The function that glibc's variants (`__snprintf_chk`, `open64`) and the
/// compiler's builtins stand for; \p Name itself for any other.
llvm::StringRef plainName(llvm::StringRef Name);

/// The names under which rows may speak of \p F, its own first, then those of
/// the methods it overrides, then its name in the bases of its class.
llvm::SmallVector<std::string, 4> namesOf(const FunctionDecl &F);

/// The names under which rows may speak of \p R: its own, then its bases'.
llvm::SmallVector<std::string, 4> namesOf(const RecordDecl &R);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_ROWNAME_H
