//===- ApiNames.cpp - What rows say of names of data ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/ApiIndex.h"
#include "Models/RowName.h"
#include "Models/Signature.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace clang::toctou {

/// True if a row of \p Rows speaks of \p Name.
static bool isNamed(const RowIndex &Rows, StringRef Name) {
  return !Rows.exact(Name).empty() || !Rows.telling(Name).empty();
}

static StringRef lastComponent(StringRef Name) {
  size_t Colons = Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.drop_front(Colons + 2);
}

bool ApiLookup::isPortField(const FieldDecl &F) {
  std::string Name = rowName(F);
  return isNamed(Rows->Own.PortFields, Name) ||
         isNamed(Rows->BuiltIn.PortFields, Name);
}

std::optional<AttributeKind> ApiLookup::attribute(const FieldDecl &F) {
  std::string Name = rowName(F);
  for (const TableIndex *T : Rows->both())
    for (const RowRef &Row : T->Attributes.exact(Name))
      return Row.as<AttributeApi>().Kind;
  return std::nullopt;
}

bool ApiLookup::isPortGetter(const FunctionDecl &F) {
  if (F.getReturnType()->isVoidType())
    return false;
  return any_of(namesOf(F), [&](const std::string &Name) {
    return isNamed(Rows->Own.PortFields, Name) ||
           isNamed(Rows->BuiltIn.PortFields, Name);
  });
}

bool ApiLookup::tellsFailure(StringRef Name) {
  return any_of(words(Name), [&](StringRef Word) {
    return !Rows->Own.FailureNames.exact(Word).empty() ||
           !Rows->BuiltIn.FailureNames.exact(Word).empty();
  });
}

bool ApiLookup::isStatusName(StringRef Name) {
  SmallVector<std::string, 4> Words = words(lastComponent(Name));
  while (!Words.empty() && (Words.back() == "flag" || Words.back() == "locked"))
    Words.pop_back();
  if (Words.empty())
    return false;
  auto IsStatus = [&](StringRef Text) {
    return !Rows->Own.StatusNames.exact(Text).empty() ||
           !Rows->BuiltIn.StatusNames.exact(Text).empty();
  };
  size_t Used = 1;
  if (!IsStatus(Words.back())) {
    if (Words.size() < 2 || !IsStatus(Words[Words.size() - 2] + Words.back()))
      return false;
    Used = 2;
  }
  // `bytesDone` and `num_active` count things.
  return none_of(ArrayRef(Words).drop_back(Used), [](StringRef Word) {
    bool IsPlural = Word.size() > 3 && Word.ends_with("s") &&
                    !Word.ends_with("ss") && Word != "status" && Word != "this";
    return IsPlural || is_contained({"num", "count", "number", "total", "nr",
                                     "n", "size", "time", "max", "min"},
                                    Word);
  });
}

bool ApiLookup::isStateColumn(StringRef Name) {
  SmallVector<std::string, 4> Words = words(Name);
  if (Words.empty())
    return false;
  auto IsState = [&](StringRef Text) {
    return !Rows->Own.StateColumns.exact(Text).empty() ||
           !Rows->BuiltIn.StateColumns.exact(Text).empty();
  };
  size_t N = Words.size();
  return IsState(Words.back()) || IsState(Words.front()) ||
         (N > 1 && IsState(Words[N - 2] + Words[N - 1]));
}

bool ApiLookup::isLogObject(StringRef Name) {
  StringRef Last = lastComponent(Name);
  for (const TableIndex *T : Rows->both())
    if (isNamed(T->LogObjects, Name) || !T->LogObjects.exact(Last).empty())
      return true;
  return false;
}

bool ApiLookup::mayConcern(StringRef Name) {
  auto [It, IsNew] = Rows->Concerns.try_emplace(Name, false);
  if (IsNew)
    It->second =
        Rows->Own.Concern.passes(Name) || Rows->BuiltIn.Concern.passes(Name);
  return It->second;
}

bool ApiLookup::mayBegin(StringRef Name) {
  auto [It, IsNew] = Rows->Begins.try_emplace(Name, false);
  if (IsNew)
    It->second =
        Rows->Own.Begin.passes(Name) || Rows->BuiltIn.Begin.passes(Name);
  return It->second;
}

} // namespace clang::toctou
