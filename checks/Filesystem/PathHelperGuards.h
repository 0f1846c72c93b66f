//===- PathHelperGuards.h - Helpers that come back only if all is well ----===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FILESYSTEM_PATHHELPERGUARDS_H
#define TOCTOU_CHECKS_FILESYSTEM_PATHHELPERGUARDS_H

#include "Filesystem/PathTrial.h"

namespace clang::toctou {

/// A helper that throws or ends the program when the file is not what it should
/// be guards all that its caller does afterwards. Adds these conditions of the
/// first event of \p Pair to \p Evidence.
void addGuardsInside(const PathPair &Pair, TranslationUnit &Unit,
                     PathEvidence &Evidence);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FILESYSTEM_PATHHELPERGUARDS_H
