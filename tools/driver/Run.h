//===- Run.h - A run over all files ---------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_RUN_H
#define TOCTOU_DRIVER_RUN_H

#include "driver/Options.h"

namespace clang::toctou {

/// How a run ends.
namespace exit_code {
inline constexpr int Clean = 0;
inline constexpr int NotDone = 2; ///< Some of the work could not be done.
} // namespace exit_code

/// Analyses the paths of \p Opts and returns the exit code.
int run(const Options &Opts);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_RUN_H
