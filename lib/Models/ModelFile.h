//===- ModelFile.h - Rows of the user's own -------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads rows of the same shape as the built-in tables from a YAML file (the
/// option `toctou.ModelFile`). See docs/models.md for the format.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_MODELFILE_H
#define TOCTOU_MODELS_MODELFILE_H

#include "Models/Tables/Tables.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace clang::toctou {

/// The rows of one model file; owns the strings that they point to.
class ModelFile {
public:
  /// Parses \p Yaml. An error reads `NAME:LINE:COLUMN: what is wrong and what
  /// would be right` and is one line.
  static llvm::Expected<std::unique_ptr<ModelFile>> parse(llvm::StringRef Yaml,
                                                          llvm::StringRef Name);

  /// Finds and reads the file. A relative \p Path is looked up from the folder
  /// \p From upward. A file that is not there is an error that names \p Path.
  static llvm::Expected<std::unique_ptr<ModelFile>> load(llvm::StringRef Path,
                                                         llvm::StringRef From);

  ~ModelFile();

  /// The rows, as a table of the same type as the built-in ones.
  const Table &table() const;

private:
  ModelFile();
  struct Storage;
  std::unique_ptr<Storage> Rows;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_MODELFILE_H
