//===- CheckSelection.cpp - Which of our checks a glob list asks for ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tidy/CheckSelection.h"

namespace clang::toctou {

llvm::SmallVector<llvm::StringRef> globsOf(llvm::StringRef List) {
  llvm::SmallVector<llvm::StringRef> Globs;
  while (!List.empty()) {
    const size_t End = List.find_first_of(",\n");
    llvm::StringRef Glob = List.substr(0, End).trim();
    if (!Glob.empty())
      Globs.push_back(Glob);
    List =
        End == llvm::StringRef::npos ? llvm::StringRef() : List.substr(End + 1);
  }
  return Globs;
}

std::string toctouGlobs(llvm::StringRef List) {
  std::string Result;
  bool AllOff = false;
  auto Append = [&](llvm::StringRef Glob) {
    if (!Result.empty())
      Result += ',';
    Result += Glob;
  };
  for (llvm::StringRef Glob : globsOf(List)) {
    if (Glob == "-*") {
      AllOff = true;
      continue;
    }
    if (!Glob.contains("toctou"))
      continue;
    if (AllOff && !Glob.starts_with("-")) {
      Result.clear();
      Append("-toctou-*");
      AllOff = false;
    }
    Append(Glob);
  }
  return Result;
}

} // namespace clang::toctou
