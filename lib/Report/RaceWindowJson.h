//===- RaceWindowJson.h - A finding as JSON -------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one form in which findings travel: from a worker process to the run that
/// started it, and into files.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_REPORT_RACEWINDOWJSON_H
#define TOCTOU_REPORT_RACEWINDOWJSON_H

#include "Report/RaceWindow.h"
#include "llvm/Support/JSON.h"

namespace clang::toctou {

llvm::json::Value toJSON(const Place &At);
llvm::json::Value toJSON(const Step &S);
llvm::json::Value toJSON(const TextEdit &E);
llvm::json::Value toJSON(const Remedy &R);
llvm::json::Value toJSON(const RaceWindow &Finding);

/// Reads the number of bytes, lines or columns \p Key, which JSON.h has no
/// reader for.
bool mapCount(llvm::json::ObjectMapper &O, llvm::StringLiteral Key,
              unsigned &Count);

bool fromJSON(const llvm::json::Value &V, Place &At, llvm::json::Path P);
bool fromJSON(const llvm::json::Value &V, Step &S, llvm::json::Path P);
bool fromJSON(const llvm::json::Value &V, TextEdit &E, llvm::json::Path P);
bool fromJSON(const llvm::json::Value &V, Remedy &R, llvm::json::Path P);
bool fromJSON(const llvm::json::Value &V, RaceWindow &Finding,
              llvm::json::Path P);

} // namespace clang::toctou

#endif // TOCTOU_REPORT_RACEWINDOWJSON_H
