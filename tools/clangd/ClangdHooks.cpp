//===- ClangdHooks.cpp - What clangd would keep our checks from -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Two things would keep our checks silent in clangd, without a message. By
/// default it runs only checks that its own timing table lists as fast. And
/// without a `.clang-tidy` that names them, or with one that starts with `-*`,
/// they are not on. The linker (`--wrap`) puts these functions in the place of
/// clangd's. A third one keeps gRPC out: the client of a remote index is what
/// LLVM's own builds without one have.
///
//===----------------------------------------------------------------------===//
#include "Tidy/CheckSelection.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>
#include <string>

namespace {
using clang::tidy::ClangTidyOptions;
/// clangd's `TidyProviderRef`, whose header is not installed.
using TidyProvider =
    llvm::unique_function<void(ClangTidyOptions &, llvm::StringRef) const>;
} // namespace

#define REAL(NAME) __real_##NAME
#define WRAP(NAME) __wrap_##NAME
#define IS_FAST_TIDY_CHECK _ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE
#define DISABLE_UNUSABLE_CHECKS                                                \
  _ZN5clang6clangd21disableUnusableChecksEN4llvm8ArrayRefINSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEEEE
#define EXPANDED(MACRO, NAME) MACRO(NAME)

extern "C" {

std::optional<bool> EXPANDED(REAL, IS_FAST_TIDY_CHECK)(llvm::StringRef Check);

std::optional<bool> EXPANDED(WRAP, IS_FAST_TIDY_CHECK)(llvm::StringRef Check) {
  if (Check.starts_with("toctou-"))
    return true;
  return EXPANDED(REAL, IS_FAST_TIDY_CHECK)(Check);
}

TidyProvider
    EXPANDED(REAL, DISABLE_UNUSABLE_CHECKS)(llvm::ArrayRef<std::string> Extra);

TidyProvider
EXPANDED(WRAP, DISABLE_UNUSABLE_CHECKS)(llvm::ArrayRef<std::string> Extra) {
  TidyProvider Unusable = EXPANDED(REAL, DISABLE_UNUSABLE_CHECKS)(Extra);
  return [Unusable = std::move(Unusable)](ClangTidyOptions &Options,
                                          llvm::StringRef File) {
    const std::string Given = Options.Checks.value_or("");
    std::string Checks = Given.empty() ? "toctou-*" : Given + ",toctou-*";
    if (std::string Own = clang::toctou::toctouGlobs(Given); !Own.empty())
      Checks += "," + Own;
    Options.Checks = std::move(Checks);
    // An editor offers each edit by itself: those that need a decision too.
    if (!Options.CheckOptions.count("toctou.NoteEdits"))
      Options.CheckOptions["toctou.NoteEdits"] = "true";
    Unusable(Options, File);
  };
}

} // extern "C"

namespace clang::clangd {

/// Only its destructor is asked for here; clangd's own class has the same name.
class SymbolIndex;

namespace remote {
/// A pointer with the layout of `std::unique_ptr<SymbolIndex>` that is null.
struct NoIndex {
  SymbolIndex *Null = nullptr;
  NoIndex() = default;
  NoIndex(const NoIndex &) {} // not trivial: returned as a unique_ptr is
  ~NoIndex() {}
};

NoIndex getClient(llvm::StringRef, llvm::StringRef) { return {}; }
} // namespace remote

} // namespace clang::clangd
