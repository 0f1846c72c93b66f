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
#include <algorithm>

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

/// The last component of \p Name.
static StringRef lastComponent(StringRef Name) {
  size_t Colons = Name.rfind(':');
  return Colons == StringRef::npos ? Name : Name.drop_front(Colons + 1);
}

bool isTellingName(StringRef Name) {
  if (Name.contains("operator"))
    return false;
  StringRef Last = lastComponent(Name);
  return Name.contains('*') ||
         (Last.size() > 2 && Last.starts_with("_") && Last.ends_with("_"));
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

bool TellingName::meets(ArrayRef<StringRef> Globs) const {
  if (Globs.size() > Components.size())
    return false;
  for (auto [Glob, C] : zip(reverse(Globs), reverse(Components)))
    if (!matchesGlob(Glob, Glob.contains('_') ? C.Words : C.Letters))
      return false;
  return true;
}

bool TellingName::meets(StringRef Pattern) const {
  SmallVector<StringRef, 4> Globs;
  Pattern.split(Globs, "::");
  return meets(Globs);
}

static uint32_t threeLetters(StringRef Letters, size_t At) {
  return uint32_t(uint8_t(Letters[At])) << 16 |
         uint32_t(uint8_t(Letters[At + 1])) << 8 | uint8_t(Letters[At + 2]);
}

void TellingIndex::add(StringRef Pattern, unsigned Id) {
  Entry E{{}, Id, 0};
  Pattern.split(E.Globs, "::");
  E.Specificity = Pattern.size() - Pattern.count('*') - Pattern.count('_');
  Entries.push_back(std::move(E));
}

void TellingIndex::finish() {
  stable_sort(Entries, [](const Entry &A, const Entry &B) {
    return A.Specificity > B.Specificity;
  });
  for (auto [I, E] : enumerate(Entries)) {
    StringRef Last = E.Globs.back();
    if (Last.find_first_of("*_") == StringRef::npos) {
      Literal[Last].push_back(I);
      continue;
    }
    // Of all letters that a name must have, those that fewest patterns share.
    std::vector<unsigned> *Best = nullptr;
    SmallVector<StringRef, 4> Runs;
    SplitString(Last, Runs, "*_");
    for (StringRef Run : Runs)
      for (size_t At = 0; At + 3 <= Run.size(); ++At) {
        auto Known = ByLetters.find(threeLetters(Run, At));
        if (Known == ByLetters.end()) {
          if (!Best || !Best->empty())
            Best = &ByLetters[threeLetters(Run, At)];
        } else if (!Best || Known->second.size() < Best->size()) {
          Best = &Known->second;
        }
      }
    (Best ? *Best : Short).push_back(I);
  }
}

SmallVector<unsigned, 16> TellingIndex::candidates(StringRef Letters) const {
  SmallVector<unsigned, 16> Found(Short.begin(), Short.end());
  if (auto It = Literal.find(Letters); It != Literal.end())
    append_range(Found, It->second);
  for (size_t At = 0; At + 3 <= Letters.size(); ++At)
    if (auto It = ByLetters.find(threeLetters(Letters, At));
        It != ByLetters.end())
      append_range(Found, It->second);
  std::sort(Found.begin(), Found.end());
  Found.erase(std::unique(Found.begin(), Found.end()), Found.end());
  return Found;
}

SmallVector<unsigned, 4> TellingIndex::lookup(StringRef Qualified) const {
  SmallVector<unsigned, 4> Ids;
  SmallVector<unsigned, 16> Found =
      candidates(tellingForm(lastComponent(Qualified)));
  if (Found.empty())
    return Ids;
  TellingName Name(Qualified);
  for (unsigned I : Found)
    if (Name.meets(Entries[I].Globs))
      Ids.push_back(Entries[I].Id);
  return Ids;
}

bool TellingIndex::mayEndIn(StringRef Identifier) const {
  std::string Letters = tellingForm(Identifier);
  if (Literal.contains(Letters))
    return true;
  SmallVector<unsigned, 16> Found = candidates(Letters);
  if (Found.empty())
    return false;
  TellingName Name(Identifier);
  return any_of(Found, [&](unsigned I) {
    return Name.meets(ArrayRef(Entries[I].Globs).take_back());
  });
}

} // namespace clang::toctou
