//===- DelayLookup.cpp - Rows of what blocks and what acts ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/DelayLookup.h"
#include "Models/ApiLookup.h"
#include "Models/ModelFile.h"
#include "Models/RowIndex.h"
#include "Models/RowName.h"
#include "Models/Signature.h"
#include "Models/StepApi.h"
#include "Models/Tables/Tables.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace clang::toctou {

struct DelayLookup::Index {
  RowIndex Functions, Classes;

  void add(const Table &T) {
    for (const DelayApi &R : T.Delays)
      Functions.add({Capability::Delay, &R, R.Callee});
    for (const ActApi &R : T.Acts)
      Functions.add({Capability::Act, &R, R.Callee});
    for (const SentinelApi &R : T.Sentinels)
      Functions.add({Capability::Sentinel, &R, R.Callee});
    for (const AtomicClassApi &R : T.AtomicClasses)
      Classes.add({Capability::AtomicClass, &R, R.Class});
    for (const SharedOwnerApi &R : T.SharedOwners)
      Classes.add({Capability::SharedOwner, &R, R.Class});
  }

  void finish() {
    Functions.finish();
    Classes.finish();
  }

  /// The rows of the built-in tables, indexed once a process.
  static const Index &builtIn() {
    static const Index *const Made = [] {
      auto *I = new Index;
      for (const Table *T : tables())
        I->add(*T);
      I->finish();
      return I;
    }();
    return *Made;
  }
};

DelayLookup::DelayLookup(const ModelFile *User)
    : Own(std::make_unique<Index>()) {
  if (User)
    Own->add(User->table());
  Own->finish();
}

DelayLookup::~DelayLookup() = default;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// True if the name says that the call comes back at once.
static bool returnsAtOnce(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return false;
  static constexpr StringRef Words[] = {
      "async", "asynchronous", "begin",  "callback", "deferred", "enqueue",
      "event", "interval",     "later",  "next",     "nonblock", "nonblocking",
      "post",  "queue",        "queued", "schedule", "start",    "try"};
  return any_of(words(F.getName()),
                [](StringRef Word) { return is_contained(Words, Word); });
}

/// True if a telling name means \p R for \p F: what is sent is no target, and
/// a truth value or a text names none.
static bool meetsByName(const ActApi &R, const FunctionDecl &F) {
  if (R.Target < 0 || R.Kind == ActKind::Connect || R.Kind == ActKind::Compare)
    return F.getNumParams() > 0;
  if (!hasSlot(F, R.Target))
    return false;
  // What alone is sent is the message.
  if (R.Kind == ActKind::Send && F.getNumParams() < 2)
    return false;
  QualType T = F.getParamDecl(R.Target)->getType().getNonReferenceType();
  if (T->isPointerType() && T->getPointeeType()->isAnyCharacterType())
    return false;
  return !T->isBooleanType();
}

static bool isAnnotated(const FunctionDecl &F, StringRef Word) {
  for (const FunctionDecl *D : F.redecls())
    for (const auto *A : D->specific_attrs<AnnotateAttr>())
      if (A->getAnnotation() == Word)
        return true;
  return false;
}

const DelayModel &DelayLookup::call(const FunctionDecl &F) {
  const FunctionDecl *Key = F.getCanonicalDecl();
  if (auto It = Calls.find(Key); It != Calls.end())
    return *It->second;
  auto Model = std::make_unique<DelayModel>();
  static const DelayApi Annotated{"", DelayKind::Signal};
  if (isAnnotated(F, "toctou::delays"))
    Model->Delay = &Annotated;
  bool IsSpecial = isa<CXXConstructorDecl, CXXDestructorDecl>(F);
  auto Add = [&](ArrayRef<RowRef> Rows, bool Telling, const DelayModel Before) {
    for (const RowRef &R : Rows) {
      if (Telling && IsSpecial)
        continue;
      if (R.Kind == Capability::Delay) {
        const auto &Row = R.as<DelayApi>();
        if (Before.Delay || Model->Delay || !hasSlot(F, Row.Session) ||
            (Telling && returnsAtOnce(F)))
          continue;
        Model->Delay = &Row;
        Model->DelaysByName = Telling;
        continue;
      }
      if (R.Kind == Capability::Sentinel) {
        Model->IsSentinel = true;
        continue;
      }
      const auto &Row = R.as<ActApi>();
      if (!Before.Acts.empty() || !hasSlot(F, Row.Target) ||
          (Telling && (!Model->Acts.empty() || !meetsByName(Row, F))))
        continue;
      Model->Acts.push_back(&Row);
      Model->ActsByName = Telling;
    }
  };
  SmallVector<std::string, 4> Names = namesOf(F);
  bool IsStandard = StringRef(Names.front()).starts_with("std::");
  for (const Index *I :
       {static_cast<const Index *>(Own.get()), &Index::builtIn()}) {
    // A list of its own for each tier: what an earlier one said stands.
    for (const std::string &Name : Names)
      Add(I->Functions.exact(Name), /*Telling=*/false, *Model);
    if (IsStandard)
      continue;
    for (const std::string &Name : Names)
      Add(I->Functions.telling(Name), /*Telling=*/true, *Model);
  }
  return *(Calls[Key] = std::move(Model));
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

bool DelayLookup::isNamed(const RecordDecl &R, int Kind) {
  const auto *Key = cast<RecordDecl>(R.getCanonicalDecl());
  auto [It, New] = Classes.try_emplace({Key, Kind}, false);
  if (!New)
    return It->second;
  auto IsWanted = [&](const RowRef &Row) { return int(Row.Kind) == Kind; };
  bool Found = any_of(namesOf(R), [&](const std::string &Name) {
    for (const Index *I :
         {static_cast<const Index *>(Own.get()), &Index::builtIn()})
      if (any_of(I->Classes.exact(Name), IsWanted) ||
          any_of(I->Classes.telling(Name), IsWanted))
        return true;
    return false;
  });
  return Classes[{Key, Kind}] = Found;
}

bool DelayLookup::isAtomic(QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  if (T->isAtomicType())
    return true;
  const RecordDecl *R = T->getAsRecordDecl();
  return R && isNamed(*R, int(Capability::AtomicClass));
}

bool DelayLookup::sharesOwnership(QualType T) {
  const RecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsRecordDecl();
  return R && isNamed(*R, int(Capability::SharedOwner));
}

} // namespace clang::toctou
