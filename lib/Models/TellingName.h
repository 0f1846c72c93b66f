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
/// letters (`getfreeport`).
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_TELLINGNAME_H
#define TOCTOU_MODELS_TELLINGNAME_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
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

  /// True if \p Pattern meets the last components of the name.
  bool meets(llvm::StringRef Pattern) const;

  /// True if \p Globs, one a component, meet the last components of the name.
  bool meets(llvm::ArrayRef<llvm::StringRef> Globs) const;

private:
  struct Component {
    std::string Letters;
    std::string Words;
  };
  llvm::SmallVector<Component, 4> Components;
};

/// Many patterns, asked at once. Each is kept under its last component, or
/// under three successive letters of that, so that a name costs a few look-ups
/// of its own letters.
class TellingIndex {
public:
  /// Adds a pattern; its text must outlive the index.
  void add(llvm::StringRef Pattern, unsigned Id);

  /// Call once after the last `add`.
  void finish();

  /// The ids of all patterns that meet \p Qualified, the most specific first.
  llvm::SmallVector<unsigned, 4> lookup(llvm::StringRef Qualified) const;

  /// True if the last component of some pattern meets \p Identifier.
  bool mayEndIn(llvm::StringRef Identifier) const;

private:
  struct Entry {
    llvm::SmallVector<llvm::StringRef, 2> Globs;
    unsigned Id;
    unsigned Specificity;
  };
  /// Positions in `Entries` of the patterns that may end in \p Letters.
  llvm::SmallVector<unsigned, 16> candidates(llvm::StringRef Letters) const;

  std::vector<Entry> Entries;
  llvm::StringMap<std::vector<unsigned>> Literal;
  llvm::DenseMap<uint32_t, std::vector<unsigned>> ByLetters;
  /// Positions of the patterns without three letters in a row.
  std::vector<unsigned> Short;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_TELLINGNAME_H
