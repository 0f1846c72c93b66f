//===- AcquisitionLookup.cpp - Rows of what it takes to get a lock --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/AcquisitionLookup.h"
#include "Models/ApiLookup.h"
#include "Models/ModelFile.h"
#include "Models/RowName.h"
#include "Models/Signature.h"
#include "Models/Tables/Tables.h"
#include "Models/TellingName.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace clang::toctou {

namespace {

/// The rows of one type, by the name that they speak of.
template <typename Row> class RowsByName {
public:
  void add(ArrayRef<Row> Rows) {
    for (const Row &R : Rows) {
      StringRef Name = R.Callee;
      Name.consume_front("::");
      if (isTellingName(Name)) {
        Patterns.add(Name, Telling.size());
        Telling.push_back(&R);
      } else {
        Exact[Name] = &R;
      }
    }
  }
  void finish() { Patterns.finish(); }

  const Row *find(ArrayRef<std::string> Names, bool MayTell) const {
    for (const std::string &Name : Names)
      if (auto It = Exact.find(Name); It != Exact.end())
        return It->second;
    if (MayTell)
      for (const std::string &Name : Names)
        for (unsigned Id : Patterns.lookup(Name))
          return Telling[Id];
    return nullptr;
  }

private:
  StringMap<const Row *> Exact;
  TellingIndex Patterns;
  std::vector<const Row *> Telling;
};

} // namespace

struct AcquisitionLookup::Index {
  RowsByName<LockCommandApi> Commands;
  RowsByName<LockFileApi> Files;
  RowsByName<OwnershipApi> Ownership;
  RowsByName<FailOpenReportApi> Reports;
  RowsByName<AsideApi> Asides;
  RowsByName<DeedApi> Deeds;
  RowsByName<BlockingTwinApi> Twins;
  StringSet<> LockWords;

  void add(const Table &T) {
    Commands.add(T.LockCommands);
    Files.add(T.LockFiles);
    Ownership.add(T.Ownerships);
    Reports.add(T.FailOpenReports);
    Asides.add(T.Asides);
    Deeds.add(T.Deeds);
    Twins.add(T.BlockingTwins);
    for (const LockNameApi &R : T.LockNames)
      LockWords.insert(R.Word);
  }

  void finish() {
    Commands.finish();
    Files.finish();
    Ownership.finish();
    Reports.finish();
    Asides.finish();
    Deeds.finish();
    Twins.finish();
  }
};

AcquisitionLookup::AcquisitionLookup(const ModelFile *User)
    : Own(std::make_unique<Index>()) {
  if (User)
    Own->add(User->table());
  Own->finish();
}

AcquisitionLookup::~AcquisitionLookup() = default;

/// The rows of the built-in tables, indexed once a process.
const AcquisitionLookup::Index &AcquisitionLookup::builtIn() {
  static const Index *const Made = [] {
    auto *I = new Index;
    for (const Table *T : tables())
      I->add(*T);
    I->finish();
    return I;
  }();
  return *Made;
}

void AcquisitionLookup::addReporter(StringRef Qualified) {
  Qualified.consume_front("::");
  Reporter = Qualified.str();
  Calls.clear(); // Some were looked up without it.
}

const AcquisitionModel &AcquisitionLookup::call(const FunctionDecl &F) {
  const FunctionDecl *Key = F.getCanonicalDecl();
  if (auto It = Calls.find(Key); It != Calls.end())
    return *It->second;
  auto Made = std::make_unique<AcquisitionModel>();
  SmallVector<std::string, 4> Names = namesOf(F);
  Made->IsStandard = StringRef(Names.front()).starts_with("std::") ||
                     StringRef(Names.front()).starts_with("__gnu_cxx::");
  bool IsSpecial = isa<CXXConstructorDecl, CXXDestructorDecl>(F);
  for (const Index *I : {static_cast<const Index *>(Own.get()), &builtIn()}) {
    bool MayTell = !IsSpecial && !Made->IsStandard;
    if (!Made->Command)
      Made->Command = I->Commands.find(Names, MayTell);
    if (!Made->File)
      Made->File = I->Files.find(Names, MayTell);
    Made->TellsOwnership |= I->Ownership.find(Names, MayTell) != nullptr;
    Made->Reports |= I->Reports.find(Names, MayTell) != nullptr;
    Made->IsAside |= I->Asides.find(Names, MayTell) != nullptr;
    Made->IsDeed |= I->Deeds.find(Names, false) != nullptr;
    if (const BlockingTwinApi *Twin = I->Twins.find(Names, MayTell);
        Twin && Made->Twin.empty())
      Made->Twin = Twin->Twin;
  }
  if (!Reporter.empty())
    Made->Reports |= F.getQualifiedNameAsString() == Reporter ||
                     is_contained(Names, Reporter);
  if (Made->Command &&
      !(hasSlot(F, Made->Command->Lock) && hasSlot(F, Made->Command->Command)))
    Made->Command = nullptr;
  if (Made->File && !hasSlot(F, Made->File->Path))
    Made->File = nullptr;
  return *(Calls[Key] = std::move(Made));
}

bool AcquisitionLookup::triesOnly(const RecordDecl &R) const {
  return R.getIdentifier() && is_contained(words(R.getName()), "try");
}

bool AcquisitionLookup::speaksOfLock(StringRef Text) {
  while (!Text.empty()) {
    StringRef Part =
        Text.take_while([](char C) { return isAlnum(C) || C == '_'; });
    Text = Text.drop_front(std::max<size_t>(Part.size(), 1));
    for (const std::string &Word : words(Part))
      if (builtIn().LockWords.contains(Word) || Own->LockWords.contains(Word))
        return true;
  }
  return false;
}

} // namespace clang::toctou
