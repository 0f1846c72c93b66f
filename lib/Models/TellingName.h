//===- TellingName.h - Names that say what a function does ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Matching of telling names. A pattern has one glob a component and meets the
/// last components of a qualified name; a glob with a `_` is matched against
/// the words of the component (`_get_free_port_`), any other against its
/// letters (`getfreeport`). Patterns are kept by a literal part of their last
/// component, so that most names cost a few substring searches.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_TELLINGNAME_H
#define TOCTOU_MODELS_TELLINGNAME_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <utility>
#include <vector>

namespace clang::toctou {

/// True if \p Name, from a row, is a telling name and not an exact one.
bool isTellingName(llvm::StringRef Name);

/// The words of one identifier, in lower case: `getHTTPPort_2` is get, http,
/// port, 2.
llvm::SmallVector<std::string, 4> words(llvm::StringRef Identifier);

/// The words of one identifier between underscores: `_get_http_port_2_`.
std::string wordForm(llvm::StringRef Identifier);

/// A qualified name, prepared for matching.
class TellingName {
public:
  explicit TellingName(llvm::StringRef Qualified);

  /// The letters of the last component.
  llvm::StringRef last() const { return Components.back().Letters; }

  /// True if \p Pattern meets the last components of the name.
  bool meets(llvm::StringRef Pattern) const;

private:
  struct Component {
    std::string Letters;
    std::string Words;
  };
  llvm::SmallVector<Component, 4> Components;
};

/// Many patterns, asked at once.
class TellingIndex {
public:
  /// Adds a pattern; its text must outlive the index.
  void add(llvm::StringRef Pattern, unsigned Id);

  /// Call once after the last `add`.
  void finish();

  /// The ids of all patterns that meet \p Name, the most specific first.
  llvm::SmallVector<unsigned, 4> lookup(const TellingName &Name) const;

  /// True if some pattern may end in an identifier with these \p Letters.
  bool mayEndIn(llvm::StringRef Letters) const;

private:
  struct Entry {
    llvm::StringRef Pattern;
    unsigned Id;
  };
  std::vector<Entry> Entries;
  /// Positions in `Entries`, by a last component without a glob.
  llvm::StringMap<std::vector<unsigned>> Literal;
  /// Positions in `Entries`, by letters that the last component must hold.
  std::vector<std::pair<std::string, std::vector<unsigned>>> Stems;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_TELLINGNAME_H
