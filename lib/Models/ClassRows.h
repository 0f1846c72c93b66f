//===- ClassRows.h - What a row says of a class -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_CLASSROWS_H
#define TOCTOU_MODELS_CLASSROWS_H

#include "Models/ApiLookup.h"
#include "Models/RowIndex.h"

namespace clang::toctou {

/// Adds to \p Model what the row \p R says of \p Class, if its declaration has
/// what the row needs.
/// \param Telling the row met the name by a telling name only.
void addRow(ClassModel &Model, const RowRef &R, bool Telling, ApiLookup &Lookup,
            const RecordDecl &Class);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_CLASSROWS_H
