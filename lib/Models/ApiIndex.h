//===- ApiIndex.h - The rows that a lookup asks ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_APIINDEX_H
#define TOCTOU_MODELS_APIINDEX_H

#include "Models/Annotations.h"
#include "Models/ApiLookup.h"
#include "Models/ModelFile.h"
#include "Models/RowIndex.h"
#include "Models/RowJudge.h"
#include "llvm/ADT/StringMap.h"
#include <array>

namespace clang::toctou {

/// All rows in force, and what was asked of them before.
struct ApiLookup::Index {
  explicit Index(const ModelFile *User) {
    if (User)
      Own.add(User->table());
    Own.finish();
  }

  /// The user's rows, then the built-in ones.
  TableIndex Own;
  const TableIndex &BuiltIn = TableIndex::builtIn();
  RowJudge Judge;
  Annotations Annotated;
  llvm::StringMap<bool> Concerns, Begins;

  std::array<const TableIndex *, 2> both() const { return {&Own, &BuiltIn}; }
  /// True if no telling name counts for this one.
  bool contradicts(llvm::StringRef Name) const;
  bool contradicts(const FunctionDecl &F) const;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_APIINDEX_H
