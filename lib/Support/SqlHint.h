//===- SqlHint.h - Whether a text may be SQL ------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUPPORT_SQLHINT_H
#define TOCTOU_SUPPORT_SQLHINT_H

#include "llvm/ADT/StringRef.h"

namespace clang::toctou {

/// True if \p Text begins like a statement that reads or changes rows: a cheap
/// look before any parser is asked.
bool looksLikeSql(llvm::StringRef Text);

} // namespace clang::toctou

#endif // TOCTOU_SUPPORT_SQLHINT_H
