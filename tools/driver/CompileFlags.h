//===- CompileFlags.h - From a compile command to an analysis -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A project's compile command may be GCC's, and may turn warnings into errors.
/// Neither stands in the way of an analysis.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_COMPILEFLAGS_H
#define TOCTOU_DRIVER_COMPILEFLAGS_H

#include <set>
#include <string>
#include <vector>

namespace clang::toctou {

/// The command \p Args without flags that Clang does not know (their names go
/// to \p Dropped), with Clang's own warnings off (so that `-Werror` and
/// `-pedantic-errors` have nothing to turn into errors; what Clang itself calls
/// an error stays one), and with the folder of Clang's own headers.
std::vector<std::string> analysisFlags(std::vector<std::string> Args,
                                       std::set<std::string> &Dropped);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_COMPILEFLAGS_H
