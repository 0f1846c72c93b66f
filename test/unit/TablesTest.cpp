//===- TablesTest.cpp -----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"
#include "Models/TellingName.h"
#include "llvm/ADT/Twine.h"
#include "gtest/gtest.h"
#include <set>
#include <tuple>

using namespace llvm;
using namespace clang::toctou;

namespace {

/// Every part of a row that tells it from another.
auto parts(const LockApi &R) {
  return std::tuple(R.Callee, R.Effect, R.Lock, R.Held, R.Shared, R.NeedsPair);
}
auto parts(const NetApi &R) {
  return std::tuple(R.Callee, R.Effect, R.Socket, R.Port, R.Ok, R.IsAddress,
                    R.PortType);
}
auto parts(const HandOverApi &R) {
  return std::tuple(R.Callee, R.Kind, R.Port, R.Ok, R.Target);
}
auto parts(const FlowApi &R) { return std::tuple(R.Callee, R.From, R.To); }
auto parts(const LockedCallApi &R) { return std::tuple(R.Callee); }
auto parts(const LockClassApi &R) { return std::tuple(R.Class); }
auto parts(const GuardApi &R) { return std::tuple(R.Class); }
auto parts(const HandOverClassApi &R) { return std::tuple(R.Class); }
auto parts(const AtomicApi &R) {
  return std::tuple(R.Callee, R.Effect, R.Object);
}
auto parts(const StepApi &R) { return std::tuple(R.Callee, R.Effect, R.Key); }
auto parts(const ContainerClassApi &R) { return std::tuple(R.Class); }
template <typename Row> auto parts(const Row &R) {
  const auto &[Name] = R;
  return std::tuple(Name);
}

/// Checks one section: sorted by name, no row twice, names as rows spell them.
template <typename Row>
void checkSection(const Table &T, const char *Section, ArrayRef<Row> Rows) {
  std::set<decltype(parts(std::declval<const Row &>()))> Seen;
  StringRef Last;
  for (const Row &R : Rows) {
    StringRef Name = std::get<0>(parts(R));
    SCOPED_TRACE((Twine(T.Library) + " " + Section + " " + Name).str());
    EXPECT_LE(Last, Name);
    EXPECT_TRUE(Seen.insert(parts(R)).second) << "given twice";
    EXPECT_FALSE(Name.empty());
    EXPECT_TRUE(!Name.contains(' ') || Name.starts_with("operator "));
    EXPECT_FALSE(Name.starts_with("::"));
    if (isTellingName(Name)) {
      EXPECT_EQ(Name, Name.lower()) << "a telling name is in lower case";
    }
    Last = Name;
  }
}

TEST(Tables, AreSortedAndWithoutDuplicates) {
  for (const Table *T : tables()) {
    checkSection(*T, "Locks", T->Locks);
    checkSection(*T, "Guards", T->Guards);
    checkSection(*T, "LockClasses", T->LockClasses);
    checkSection(*T, "LockedCalls", T->LockedCalls);
    checkSection(*T, "Nets", T->Nets);
    checkSection(*T, "SocketClasses", T->SocketClasses);
    checkSection(*T, "PortFields", T->PortFields);
    checkSection(*T, "HandOvers", T->HandOvers);
    checkSection(*T, "HandOverClasses", T->HandOverClasses);
    checkSection(*T, "Flows", T->Flows);
    checkSection(*T, "ListClasses", T->ListClasses);
    checkSection(*T, "Logs", T->Logs);
    checkSection(*T, "LogObjects", T->LogObjects);
    checkSection(*T, "Invokes", T->Invokes);
    checkSection(*T, "Defers", T->Defers);
    checkSection(*T, "Draws", T->Draws);
    checkSection(*T, "Makes", T->Makes);
    checkSection(*T, "FileClasses", T->FileClasses);
    checkSection(*T, "TextClasses", T->TextClasses);
    checkSection(*T, "OwnerClasses", T->OwnerClasses);
    checkSection(*T, "Atomics", T->Atomics);
    checkSection(*T, "AtomicMethods", T->AtomicMethods);
    checkSection(*T, "AtomicClasses", T->AtomicClasses);
    checkSection(*T, "Steps", T->Steps);
    checkSection(*T, "StepMethods", T->StepMethods);
    checkSection(*T, "ContainerClasses", T->ContainerClasses);
    checkSection(*T, "NoReturns", T->NoReturns);
    checkSection(*T, "StatusNames", T->StatusNames);
    checkSection(*T, "FailureNames", T->FailureNames);
    checkSection(*T, "NotTelling", T->NotTelling);
  }
}

TEST(Tables, LibrariesSayWhatEffectNeeds) {
  for (const Table *T : tables())
    for (const NetApi &R : T->Nets) {
      SCOPED_TRACE(R.Callee.str());
      bool HasPort = R.Effect == NetEffect::Bind ||
                     R.Effect == NetEffect::LearnPort ||
                     R.Effect == NetEffect::PickPort;
      EXPECT_TRUE(!HasPort || R.Port != NoSlot);
      EXPECT_TRUE(R.Effect == NetEffect::PickPort || R.Socket != NoSlot);
    }
}

TEST(TellingName, WordsOfIdentifiers) {
  EXPECT_EQ(wordForm("getHTTPPort_2"), "_get_http_port_2_");
  EXPECT_EQ(wordForm("LOG_INFO"), "_log_info_");
  EXPECT_EQ(wordForm("m_rwLock"), "_m_rw_lock_");
  EXPECT_EQ(wordForm("operator<<"), "_operator_");
}

TEST(TellingName, MeetsComponentsFromTheEnd) {
  EXPECT_TRUE(TellingName("ix::HttpServer::listen").meets("*server::listen"));
  EXPECT_FALSE(TellingName("server::Http::listen").meets("*server::listen"));
  EXPECT_FALSE(TellingName("listen").meets("*server::listen"));
  EXPECT_TRUE(TellingName("a::write_log").meets("*_log_*"));
  EXPECT_FALSE(TellingName("a::catalog").meets("*_log_*"));
  EXPECT_FALSE(TellingName("log::write").meets("*_log_*"));
}

} // namespace
