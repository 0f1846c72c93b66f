//===- Workers.h - One process a file -------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Files are analysed in processes of their own, several at a time: a crash
/// costs one file, and memory goes back to the system with each.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_WORKERS_H
#define TOCTOU_DRIVER_WORKERS_H

#include "driver/Analysis.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::toctou {

/// Analyses all \p Files, at most \p Jobs at a time, and hands each result to
/// \p Take in the order of \p Files. \p Started is told how many files have
/// been begun, and the newest.
void analyzeFiles(llvm::ArrayRef<std::string> Files, unsigned Jobs,
                  llvm::function_ref<FileResult(const std::string &)> Analyze,
                  llvm::function_ref<void(size_t, const std::string &)> Started,
                  llvm::function_ref<void(FileResult)> Take);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_WORKERS_H
