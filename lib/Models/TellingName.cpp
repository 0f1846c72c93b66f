//===- TellingName.cpp ----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/TellingName.h"
#include "Models/ApiLookup.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::toctou {

std::string tellingForm(StringRef Name) {
  std::string Form;
  Form.reserve(Name.size());
  for (char C : Name)
    if (C != '_')
      Form.push_back(toLower(C));
  return Form;
}

bool matchesGlob(StringRef Glob, StringRef Text) {
  // On a mismatch, the last `*` takes one more character.
  size_t G = 0, T = 0, Star = StringRef::npos, Resume = 0;
  while (T < Text.size()) {
    if (G < Glob.size() && Glob[G] == '*') {
      Star = G++;
      Resume = T;
    } else if (G < Glob.size() && Glob[G] == Text[T]) {
      ++G;
      ++T;
    } else if (Star != StringRef::npos) {
      G = Star + 1;
      T = ++Resume;
    } else {
      return false;
    }
  }
  return Glob.drop_front(G).find_first_not_of('*') == StringRef::npos;
}

bool isTellingName(StringRef Name) {
  return Name.contains('*') && !Name.contains("operator");
}

SmallVector<std::string, 4> words(StringRef Identifier) {
  SmallVector<std::string, 4> Words;
  std::string Word;
  auto End = [&] {
    if (!Word.empty())
      Words.push_back(std::move(Word));
    Word.clear();
  };
  for (size_t I = 0; I < Identifier.size(); ++I) {
    char C = Identifier[I];
    if (!isAlnum(C)) {
      End();
      continue;
    }
    if (isUpper(C) && I != 0) {
      bool AfterLower =
          isLower(Identifier[I - 1]) || isDigit(Identifier[I - 1]);
      bool BeforeLower =
          I + 1 < Identifier.size() && isLower(Identifier[I + 1]);
      // The `s` of `getIPs` and `URLs` does not begin a word with its capital.
      if (AfterLower || (BeforeLower && isUpper(Identifier[I - 1])))
        End();
    }
    Word.push_back(toLower(C));
  }
  End();
  return Words;
}

std::string wordForm(StringRef Identifier) {
  return "_" + join(words(Identifier), "_") + "_";
}

TellingName::TellingName(StringRef Qualified) {
  SmallVector<StringRef, 4> Parts;
  Qualified.split(Parts, "::");
  for (StringRef Part : Parts)
    Components.push_back({tellingForm(Part), wordForm(Part)});
}

bool TellingName::meets(StringRef Pattern) const {
  size_t Left = Components.size();
  for (;;) {
    auto [Before, Glob] = Pattern.rsplit("::");
    if (Glob.empty() && !Pattern.ends_with("::")) {
      Glob = Before;
      Before = {};
    }
    if (Left == 0)
      return false;
    const Component &C = Components[--Left];
    if (!matchesGlob(Glob, Glob.contains('_') ? C.Words : C.Letters))
      return false;
    if (Before.empty())
      return true;
    Pattern = Before;
  }
}

/// The last component of \p Pattern.
static StringRef lastGlob(StringRef Pattern) {
  size_t Colons = Pattern.rfind("::");
  return Colons == StringRef::npos ? Pattern : Pattern.drop_front(Colons + 2);
}

/// How many letters a pattern fixes.
static size_t specificity(StringRef Pattern) {
  return Pattern.size() - Pattern.count('*') - Pattern.count('_');
}

void TellingIndex::add(StringRef Pattern, unsigned Id) {
  Entries.push_back({Pattern, Id});
}

void TellingIndex::finish() {
  stable_sort(Entries, [](const Entry &A, const Entry &B) {
    return specificity(A.Pattern) > specificity(B.Pattern);
  });
  // Short runs first: they become the stems that the longer ones share.
  std::vector<std::pair<std::string, unsigned>> Runs;
  for (auto [I, E] : enumerate(Entries)) {
    StringRef Glob = lastGlob(E.Pattern);
    if (Glob.find_first_of("*_") == StringRef::npos) {
      Literal[Glob].push_back(I);
      continue;
    }
    SmallVector<StringRef, 4> Parts;
    SplitString(Glob, Parts, "*_");
    StringRef Longest;
    for (StringRef Part : Parts)
      if (Part.size() > Longest.size())
        Longest = Part;
    Runs.emplace_back(Longest.str(), I);
  }
  stable_sort(Runs, [](const auto &A, const auto &B) {
    return A.first.size() < B.first.size();
  });
  for (auto &[Run, I] : Runs) {
    auto Known = find_if(Stems, [&, R = StringRef(Run)](const auto &Stem) {
      return R.contains(Stem.first) && (!Stem.first.empty() || R.empty());
    });
    if (Known != Stems.end())
      Known->second.push_back(I);
    else
      Stems.push_back({Run, {I}});
  }
}

SmallVector<unsigned, 4> TellingIndex::lookup(const TellingName &Name) const {
  SmallVector<unsigned, 4> Found;
  auto Add = [&](ArrayRef<unsigned> Candidates) {
    for (unsigned I : Candidates)
      if (Name.meets(Entries[I].Pattern))
        Found.push_back(I);
  };
  if (auto It = Literal.find(Name.last()); It != Literal.end())
    Add(It->second);
  for (const auto &[Stem, Candidates] : Stems)
    if (Name.last().contains(Stem))
      Add(Candidates);
  sort(Found);
  for (unsigned &I : Found)
    I = Entries[I].Id;
  return Found;
}

bool TellingIndex::mayEndIn(StringRef Letters) const {
  return Literal.contains(Letters) || any_of(Stems, [&](const auto &Stem) {
           return Letters.contains(Stem.first);
         });
}

} // namespace clang::toctou
