//===- FunctionName.h - A function's name, the same on every LLVM ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUPPORT_FUNCTIONNAME_H
#define TOCTOU_SUPPORT_FUNCTIONNAME_H

#include <string>

namespace clang {
class FunctionDecl;

namespace toctou {

/// The qualified name of \p F. How Clang prints a lambda changed between the
/// versions that we support; here it is its function's name and `::lambda`.
/// Fingerprints are made of it.
std::string functionName(const FunctionDecl &F);

} // namespace toctou
} // namespace clang

#endif // TOCTOU_SUPPORT_FUNCTIONNAME_H
