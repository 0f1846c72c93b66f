//===- Explain.cpp - What a check finds, from its page --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Explain.h"
#include "Report/TableText.h"
#include "driver/CheckNames.h"
#include "toctou/Config.h"
#include "llvm/ADT/STLExtras.h"
#include <string>
#include <utility>

namespace clang::toctou {

/// The pages as they stood when this was built: name and text.
static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> Pages[] = {
#include "toctou/Pages.inc"
    {"", ""}};

static llvm::StringRef pageOf(llvm::StringRef Check) {
  for (const auto &[Name, Text] : Pages)
    if (Name == Check)
      return Text;
  return {};
}

/// What stands before the first `## ` heading, without the title.
static llvm::StringRef summaryOf(llvm::StringRef Page) {
  llvm::StringRef Head = Page.substr(0, Page.find("\n## "));
  if (Head.starts_with("# "))
    Head = Head.substr(Head.find('\n'));
  return Head.trim();
}

/// The text under the heading `## Title`.
static llvm::StringRef section(llvm::StringRef Page, llvm::StringRef Title) {
  const std::string Heading = "\n## " + Title.str() + "\n";
  size_t Begin = Page.find(Heading);
  if (Begin == llvm::StringRef::npos)
    return {};
  llvm::StringRef Rest = Page.substr(Begin + Heading.size());
  return Rest.substr(0, Rest.find("\n## ")).trim();
}

bool explain(llvm::StringRef Check, llvm::raw_ostream &OS) {
  std::string Name = Check.str();
  if (!Check.starts_with("toctou-"))
    Name = "toctou-" + Name;
  if (!llvm::is_contained(checkNames(), Name))
    return false;
  llvm::StringRef Page = pageOf(Name);
  OS << Name << "\n\n" << summaryOf(Page) << '\n';
  for (llvm::StringRef Title : {"What can go wrong", "Fix"})
    if (llvm::StringRef Text = section(Page, Title); !Text.empty()) {
      OS << '\n' << Title << "\n\n";
      printWithTables(Text, OS);
    }
  OS << "\nThe whole page: " TOCTOU_DOCS_URL << Name << ".md\n";
  return true;
}

} // namespace clang::toctou
