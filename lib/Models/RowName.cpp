//===- RowName.cpp --------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/RowName.h"
#include "Models/ApiLookup.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace llvm;

namespace clang::toctou {

/// The name of \p R, also if it only has one through its typedef.
static StringRef recordName(const RecordDecl &R) {
  if (R.getIdentifier())
    return R.getName();
  if (const TypedefNameDecl *T = R.getTypedefNameForAnonDecl())
    return T->getName();
  return {};
}

static std::string ownName(const NamedDecl &D) {
  if (const auto *R = dyn_cast<RecordDecl>(&D))
    return recordName(*R).str();
  // Their declaration names would spell the template arguments of the class.
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&D))
    return recordName(*C->getParent()).str();
  if (const auto *C = dyn_cast<CXXDestructorDecl>(&D))
    return "~" + recordName(*C->getParent()).str();
  if (const IdentifierInfo *II = D.getIdentifier())
    return II->getName().str();
  return D.getNameAsString();
}

std::string rowName(const NamedDecl &D) {
  std::string Name = ownName(D);
  if (const auto *F = dyn_cast<FunctionDecl>(&D); F && F->isExternC())
    return Name;
  for (const DeclContext *DC = D.getDeclContext(); !DC->isTranslationUnit();
       DC = DC->getParent()) {
    StringRef Outer;
    if (const auto *N = dyn_cast<NamespaceDecl>(DC)) {
      if (!N->isInline() && !N->isAnonymousNamespace())
        Outer = N->getName();
    } else if (const auto *R = dyn_cast<RecordDecl>(DC)) {
      Outer = recordName(*R);
    }
    if (!Outer.empty())
      Name = (Outer + "::" + Name).str();
  }
  // One library under two names: the rows use the shorter.
  StringRef Tail = Name;
  if (Tail.consume_front("boost::asio::"))
    return ("asio::" + Tail).str();
  return Name;
}

StringRef plainName(StringRef Name) {
  StringRef Plain = Name;
  Plain.consume_front("__builtin_");
  if (Plain.ends_with("_chk")) {
    Plain = Plain.drop_back(4);
    Plain.consume_front("___");
    Plain.consume_front("__");
  }
  if (!Plain.consume_front("__isoc99_"))
    Plain.consume_front("__isoc23_");
  if (Plain.size() > 4)
    Plain.consume_back("64");
  return Plain;
}

/// Calls \p Visit for \p R and its bases, each once.
static void forEachBase(const RecordDecl &R,
                        function_ref<void(const RecordDecl &)> Visit,
                        SmallPtrSetImpl<const RecordDecl *> &Seen) {
  if (!Seen.insert(cast<RecordDecl>(R.getCanonicalDecl())).second)
    return;
  Visit(R);
  const auto *Class = dyn_cast<CXXRecordDecl>(&R);
  if (!Class || !Class->hasDefinition())
    return;
  for (const CXXBaseSpecifier &B : Class->getDefinition()->bases())
    if (const RecordDecl *Base = B.getType()->getAsRecordDecl())
      forEachBase(*Base, Visit, Seen);
}

static void addOverridden(const CXXMethodDecl &M,
                          SmallVectorImpl<std::string> &Names) {
  for (const CXXMethodDecl *O : M.overridden_methods()) {
    Names.push_back(rowName(*O));
    addOverridden(*O, Names);
  }
}

SmallVector<std::string, 4> namesOf(const FunctionDecl &F) {
  SmallVector<std::string, 4> Names{rowName(F)};
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (M && !isa<CXXConstructorDecl, CXXDestructorDecl>(M)) {
    addOverridden(*M, Names);
    SmallPtrSet<const RecordDecl *, 4> Seen;
    std::string Own = ownName(F);
    forEachBase(
        *M->getParent(),
        [&](const RecordDecl &R) { Names.push_back(rowName(R) + "::" + Own); },
        Seen);
  } else if (F.isExternC()) {
    StringRef Plain = plainName(Names.front());
    if (Plain != Names.front())
      Names.push_back(Plain.str());
  }
  return Names;
}

SmallVector<std::string, 4> namesOf(const RecordDecl &R) {
  SmallVector<std::string, 4> Names;
  SmallPtrSet<const RecordDecl *, 4> Seen;
  forEachBase(
      R, [&](const RecordDecl &B) { Names.push_back(rowName(B)); }, Seen);
  return Names;
}

} // namespace clang::toctou
