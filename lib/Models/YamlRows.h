//===- YamlRows.h - Sections of rows in a YAML file -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads a mapping from section names to lists of mappings. The first error
/// ends the reading; it names the place and what would be right.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_YAMLROWS_H
#define TOCTOU_MODELS_YAMLROWS_H

#include "Models/Api.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/SMLoc.h"
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace clang::toctou {

/// Owns the strings that rows point to.
class StringTable {
public:
  llvm::StringRef keep(llvm::StringRef Text) {
    return Strings.emplace_back(Text.str());
  }

private:
  std::deque<std::string> Strings;
};

/// A word of the format and the value that it stands for.
template <typename Enum> struct Choice {
  llvm::StringRef Word;
  Enum Value;
};

/// One entry of a row: `key: value`.
struct RowEntry {
  std::string Key, Value;
  llvm::SMLoc KeyAt, ValueAt;
  bool IsAsked = false;
};

/// A message and where it belongs.
struct RowError {
  llvm::SMLoc At;
  std::string Message;
};

/// The entries of one row. Each method reads a key; a wrong value or a missing
/// key is remembered, and something harmless returned.
class RowReader {
public:
  RowReader(llvm::SMLoc At, llvm::MutableArrayRef<RowEntry> Entries,
            StringTable &Strings)
      : At(At), Entries(Entries), Strings(Strings) {}

  /// A name that the row must give.
  llvm::StringRef name(llvm::StringRef Key);

  /// A text that the row may give.
  llvm::StringRef text(llvm::StringRef Key);

  /// True or false; false if not given.
  bool flag(llvm::StringRef Key);

  /// An argument's number, `receiver`, `result` or `any`.
  Slot slot(llvm::StringRef Key, Slot Default);

  /// One of some words. Without a \p Default the row must give it.
  template <typename Enum>
  Enum choice(llvm::StringRef Key, llvm::ArrayRef<Choice<Enum>> Choices,
              std::optional<Enum> Default = std::nullopt) {
    llvm::SmallVector<llvm::StringRef, 8> Words;
    for (const Choice<Enum> &C : Choices)
      Words.push_back(C.Word);
    std::optional<size_t> I = wordIndex(Key, Words, /*IsNeeded=*/!Default);
    return I ? Choices[*I].Value : Default.value_or(Choices.front().Value);
  }

  /// The first error, after all keys were asked for.
  std::optional<RowError> finish();

private:
  RowEntry *find(llvm::StringRef Key);
  RowEntry *need(llvm::StringRef Key);
  std::optional<size_t> wordIndex(llvm::StringRef Key,
                                  llvm::ArrayRef<llvm::StringRef> Words,
                                  bool IsNeeded);
  void fail(llvm::SMLoc Where, const llvm::Twine &Message);

  llvm::SMLoc At;
  llvm::MutableArrayRef<RowEntry> Entries;
  StringTable &Strings;
  llvm::SmallVector<llvm::StringRef, 8> Asked;
  std::optional<RowError> First;
};

/// The sections of a file.
class YamlRows {
public:
  explicit YamlRows(StringTable &Strings) : Strings(Strings) {}

  /// A section \p Name whose rows \p Read makes, appended to \p Rows.
  template <typename Row, typename Reader>
  void section(llvm::StringRef Name, std::vector<Row> &Rows, Reader Read) {
    Sections.push_back(
        {Name, [&Rows, Read](RowReader &R) { Rows.push_back(Read(R)); }});
  }

  /// Reads \p Yaml. An error is one line, `NAME:LINE:COLUMN: message`.
  llvm::Error read(llvm::StringRef Yaml, llvm::StringRef Name);

private:
  struct Section {
    llvm::StringRef Name;
    std::function<void(RowReader &)> Add;
  };
  StringTable &Strings;
  std::vector<Section> Sections;
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_YAMLROWS_H
