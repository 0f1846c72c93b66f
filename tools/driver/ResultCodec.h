//===- ResultCodec.h - A file's result between processes ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_DRIVER_RESULTCODEC_H
#define TOCTOU_DRIVER_RESULTCODEC_H

#include "driver/Analysis.h"
#include <optional>

namespace clang::toctou {

/// \p Result as one JSON value.
std::string encode(const FileResult &Result);

/// The result that \p Text encodes; none if it is cut off or not ours.
std::optional<FileResult> decode(llvm::StringRef Text);

} // namespace clang::toctou

#endif // TOCTOU_DRIVER_RESULTCODEC_H
