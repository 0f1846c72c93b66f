//===- TableText.cpp - A page's tables as timelines -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/TableText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Format.h"
#include <algorithm>
#include <string>
#include <vector>

namespace clang::toctou {

using Row = std::vector<std::string>;

/// The cells of the table line \p Line; `\|` is a bar inside one.
static Row cellsOf(llvm::StringRef Line) {
  Row Cells;
  Line = Line.trim();
  Line.consume_front("|");
  std::string Cell;
  auto End = [&] {
    Cells.push_back(llvm::StringRef(Cell).trim().str());
    Cell.clear();
  };
  for (size_t I = 0; I < Line.size(); ++I)
    if (Line[I] == '\\' && I + 1 < Line.size() && Line[I + 1] == '|')
      Cell += Line[++I];
    else if (Line[I] == '|')
      End();
    else
      Cell += Line[I];
  if (!llvm::StringRef(Cell).trim().empty())
    End();
  return Cells;
}

static bool isRuler(const Row &Cells) {
  return llvm::all_of(Cells, [](const std::string &Cell) {
    return !Cell.empty() && llvm::StringRef(Cell).find_first_not_of("-:") ==
                                llvm::StringRef::npos;
  });
}

/// \p Text in lines of at most \p Width columns; a longer word stands alone.
static std::vector<std::string> wrap(llvm::StringRef Text, unsigned Width) {
  std::vector<std::string> Lines;
  llvm::SmallVector<llvm::StringRef, 32> Words;
  Text.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Word : Words) {
    if (Lines.empty() || Lines.back().size() + 1 + Word.size() > Width)
      Lines.emplace_back();
    if (!Lines.back().empty())
      Lines.back() += ' ';
    Lines.back() += Word;
  }
  return Lines;
}

static void printTable(const std::vector<Row> &Rows, llvm::raw_ostream &OS,
                       unsigned Width) {
  static constexpr unsigned Indent = 4, Gap = 3;
  size_t Columns = 1;
  for (const Row &R : Rows)
    Columns = std::max(Columns, R.size());
  const unsigned Each =
      std::max<unsigned>((Width - Indent) / Columns, Gap + 10) - Gap;
  unsigned Number = 0;
  for (const Row &R : Rows) {
    std::vector<std::vector<std::string>> Cells;
    size_t Height = 0;
    for (const std::string &Cell : R) {
      Cells.push_back(wrap(Cell, Each));
      Height = std::max(Height, Cells.back().size());
    }
    for (size_t Line = 0; Line < Height; ++Line) {
      std::string Text = Line == 0 && Number ? std::to_string(Number) : "";
      Text.resize(Indent, ' ');
      for (const auto &Cell : Cells) {
        const size_t Begin = Text.size();
        if (Line < Cell.size())
          Text += Cell[Line];
        Text.resize(std::max<size_t>(Begin + Each + Gap, Text.size() + 1), ' ');
      }
      OS << llvm::StringRef(Text).rtrim() << '\n';
    }
    if (Number++ == 0) {
      std::string Ruler(Indent, ' ');
      for (size_t I = 0; I < Columns; ++I)
        Ruler += std::string(Each, '-') + std::string(Gap, ' ');
      OS << llvm::StringRef(Ruler).rtrim() << '\n';
    }
  }
}

void printWithTables(llvm::StringRef Page, llvm::raw_ostream &OS,
                     unsigned Width) {
  std::vector<Row> Rows;
  bool InCode = false;
  auto Flush = [&] {
    if (!Rows.empty())
      printTable(Rows, OS, Width);
    Rows.clear();
  };
  while (!Page.empty()) {
    auto [Line, Rest] = Page.split('\n');
    Page = Rest;
    InCode ^= Line.starts_with("```");
    if (InCode || !Line.starts_with("|")) {
      Flush();
      OS << Line << '\n';
      continue;
    }
    if (Row Cells = cellsOf(Line); !isRuler(Cells))
      Rows.push_back(std::move(Cells));
  }
  Flush();
}

} // namespace clang::toctou
