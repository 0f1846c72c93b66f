//===- FixPlan.cpp - Which fixes go together, and their applying ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/FixPlan.h"
#include "driver/Paths.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::toctou {

using tooling::Replacement;
using tooling::Replacements;

const llvm::StringMap<Replacements> *chosenFix(const tidy::ClangTidyError &D,
                                               bool FromNotes) {
  if (!D.Message.Fix.empty())
    return &D.Message.Fix;
  if (FromNotes)
    for (const tooling::DiagnosticMessage &Note : D.Notes)
      if (!Note.Fix.empty())
        return &Note.Fix;
  return nullptr;
}

bool FixPlan::add(const tidy::ClangTidyError &D,
                  const llvm::StringMap<Replacements> &Fix) {
  std::map<std::string, Replacements> Planned;
  for (const auto &File : Fix) {
    const std::string Path = absoluteIn(D.BuildDirectory, File.getKey());
    Replacements &Edits = Planned.try_emplace(Path, ByFile[Path]).first->second;
    for (const Replacement &R : File.getValue()) {
      const Replacement Edit(Path, R.getOffset(), R.getLength(),
                             R.getReplacementText());
      if (llvm::is_contained(Edits, Edit))
        continue;
      if (llvm::Error Overlap = Edits.add(Edit)) {
        llvm::consumeError(std::move(Overlap));
        return false;
      }
    }
  }
  for (auto &[Path, Edits] : Planned)
    ByFile[Path] = std::move(Edits);
  ++Fixes;
  return true;
}

static llvm::Expected<std::string> fixed(llvm::StringRef Path,
                                         llvm::StringRef Code,
                                         const Replacements &Edits,
                                         llvm::StringRef StyleName) {
  if (StyleName == "none")
    return tooling::applyAllReplacements(Code, Edits);
  auto Style = format::getStyle(StyleName, Path, "none", Code);
  if (!Style)
    return Style.takeError();
  auto Formatted = format::formatReplacements(Code, Edits, *Style);
  if (!Formatted)
    return Formatted.takeError();
  return tooling::applyAllReplacements(Code, *Formatted);
}

std::vector<std::string> FixPlan::apply(llvm::StringRef Style) const {
  std::vector<std::string> Problems;
  auto Refuse = [&](const std::string &Path, const std::string &Why) {
    Problems.push_back("cannot fix '" + Path + "': " + Why);
  };
  for (const auto &[Path, Edits] : ByFile) {
    if (Edits.empty())
      continue;
    auto Code = llvm::MemoryBuffer::getFile(Path);
    if (!Code) {
      Refuse(Path, Code.getError().message());
      continue;
    }
    auto NewCode = fixed(Path, (*Code)->getBuffer(), Edits, Style);
    if (!NewCode) {
      Refuse(Path, llvm::toString(NewCode.takeError()));
      continue;
    }
    Code->reset();
    std::error_code Error;
    llvm::raw_fd_ostream Out(Path, Error);
    if (!Error) {
      Out << *NewCode;
      Out.close();
      Error = Out.error();
      Out.clear_error();
    }
    if (Error)
      Refuse(Path, Error.message());
  }
  return Problems;
}

} // namespace clang::toctou
