//===- Explain.h - What a check finds, from its page ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_EXPLAIN_H
#define TOCTOU_DRIVER_EXPLAIN_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::toctou {

/// Prints the summary of \p Check, how its race comes about, and the fix, from
/// its page in docs/checks. False: there is no such check.
bool explain(llvm::StringRef Check, llvm::raw_ostream &OS);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_EXPLAIN_H
