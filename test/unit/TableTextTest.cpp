//===- TableTextTest.cpp - A page's tables as timelines -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/TableText.h"
#include "gtest/gtest.h"
#include <string>

namespace clang::toctou {
namespace {

std::string printed(llvm::StringRef Page, unsigned Width) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printWithTables(Page, OS, Width);
  return Text;
}

TEST(TableTextTest, StepsStandInTheirPartysColumn) {
  EXPECT_EQ(printed("Before\n"
                    "| reader | writer |\n"
                    "|---|---|\n"
                    "| reads the size | |\n"
                    "| | removes an item and goes on |\n"
                    "after\n",
                    44),
            "Before\n"
            "    reader              writer\n"
            "    -----------------   -----------------\n"
            "1   reads the size\n"
            "2                       removes an item\n"
            "                        and goes on\n"
            "after\n");
}

TEST(TableTextTest, AnEscapedBarIsPartOfItsCell) {
  EXPECT_EQ(printed("| a |\n|---|\n| x \\| y |\n", 24),
            "    a\n    -----------------\n1   x | y\n");
}

TEST(TableTextTest, CodeIsLeftAlone) {
  EXPECT_EQ(printed("```\n| no | table |\n```\n", 40),
            "```\n| no | table |\n```\n");
}

TEST(TableTextTest, ALongWordMakesItsLineLonger) {
  EXPECT_EQ(printed("| a | b |\n|--|--|\n| aaaaaaaaaaaaaaaaaaaaaa | b |\n", 30),
            "    a            b\n"
            "    ----------   ----------\n"
            "1   aaaaaaaaaaaaaaaaaaaaaa b\n");
}

} // namespace
} // namespace clang::toctou
