//===- RowIndex.cpp -------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/RowIndex.h"
#include "Models/ApiLookup.h"
#include "Models/Tables/Tables.h"

using namespace llvm;

namespace clang::toctou {

void RowIndex::add(RowRef Row) {
  StringRef Name = Row.Name;
  Name.consume_front("::");
  if (!isTellingName(Name)) {
    Exact[Name].push_back(Row);
    return;
  }
  Patterns.add(Name, Telling.size());
  Telling.push_back(Row);
}

ArrayRef<RowRef> RowIndex::exact(StringRef Name) const {
  auto It = Exact.find(Name);
  return It == Exact.end() ? ArrayRef<RowRef>() : ArrayRef(It->second);
}

SmallVector<RowRef, 4> RowIndex::telling(StringRef Name) const {
  SmallVector<RowRef, 4> Rows;
  for (unsigned Id : Patterns.lookup(Name))
    Rows.push_back(Telling[Id]);
  return Rows;
}

void IdentifierGate::add(StringRef Name) {
  if (isTellingName(Name)) {
    Patterns.add(Name, 0);
    return;
  }
  size_t Colons = Name.rfind("::");
  Exact.insert(Colons == StringRef::npos ? Name : Name.drop_front(Colons + 2));
}

bool IdentifierGate::passes(StringRef Identifier) const {
  return Exact.contains(Identifier) || Patterns.mayEndIn(Identifier);
}

template <typename Row>
static void addRows(RowIndex &Index, ArrayRef<Row> Rows, StringRef Row::*Name,
                    Capability Kind) {
  for (const Row &R : Rows)
    Index.add({Kind, &R, R.*Name});
}

void TableIndex::add(const Table &T) {
  addToGates(T);
  addKnownClasses(T);
  addRows(Functions, T.Locks, &LockApi::Callee, Capability::Lock);
  addRows(Functions, T.LockedCalls, &LockedCallApi::Callee,
          Capability::LockedCall);
  addRows(Functions, T.Nets, &NetApi::Callee, Capability::Net);
  addRows(Functions, T.HandOvers, &HandOverApi::Callee, Capability::HandOver);
  addRows(Functions, T.Flows, &FlowApi::Callee, Capability::Flow);
  addRows(Functions, T.Logs, &LogApi::Callee, Capability::Log);
  addRows(Functions, T.Invokes, &InvokeApi::Callee, Capability::Invoke);
  addRows(Functions, T.Defers, &DeferApi::Callee, Capability::Defer);
  addRows(Functions, T.Draws, &DrawApi::Callee, Capability::Draw);
  addRows(Functions, T.NoReturns, &NoReturnApi::Callee, Capability::NoReturn);
  addRows(Classes, T.Guards, &GuardApi::Class, Capability::Guard);
  addRows(Classes, T.LockClasses, &LockClassApi::Class, Capability::LockClass);
  addRows(Classes, T.SocketClasses, &SocketClassApi::Class,
          Capability::SocketClass);
  addRows(Classes, T.HandOverClasses, &HandOverClassApi::Class,
          Capability::HandOverClass);
  addRows(Classes, T.ListClasses, &ListClassApi::Class, Capability::ListClass);
  addRows(Classes, T.FileClasses, &FileClassApi::Class, Capability::FileClass);
  addRows(Classes, T.TextClasses, &TextClassApi::Class, Capability::TextClass);
  addRows(Classes, T.OwnerClasses, &OwnerClassApi::Class,
          Capability::OwnerClass);
  addRows(Functions, T.Makes, &MakeApi::Callee, Capability::Make);
  addRows(PortFields, T.PortFields, &PortFieldApi::Field,
          Capability::PortField);
  addRows(LogObjects, T.LogObjects, &LogObjectApi::Name, Capability::LogObject);
  addRows(StatusNames, T.StatusNames, &StatusNameApi::Name,
          Capability::StatusName);
  addRows(FailureNames, T.FailureNames, &FailureNameApi::Name,
          Capability::FailureName);
  addRows(Functions, T.Atomics, &AtomicApi::Callee, Capability::Atomic);
  addRows(AtomicMethods, T.AtomicMethods, &AtomicApi::Callee,
          Capability::Atomic);
  addRows(Classes, T.AtomicClasses, &AtomicClassApi::Class,
          Capability::AtomicClass);
  addRows(Functions, T.Steps, &StepApi::Callee, Capability::Step);
  addRows(StepMethods, T.StepMethods, &StepApi::Callee, Capability::Step);
  addRows(Classes, T.ContainerClasses, &ContainerClassApi::Class,
          Capability::ContainerClass);
  addRows(Functions, T.Paths, &PathApi::Callee, Capability::Path);
  addRows(Functions, T.SamePaths, &SamePathApi::Callee, Capability::SamePath);
  addRows(Functions, T.Allocations, &AllocationApi::Callee,
          Capability::Allocation);
  addRows(Attributes, T.Attributes, &AttributeApi::Field,
          Capability::Attribute);
  addRows(NotTelling, T.NotTelling, &NotTellingApi::Name,
          Capability::NotTelling);
  addRows(Functions, T.Sql, &SqlApi::Callee, Capability::Sql);
  addRows(Functions, T.Formats, &FormatApi::Callee, Capability::Format);
  addRows(Classes, T.SqlScopes, &SqlScopeApi::Class, Capability::SqlScope);
  addRows(StateColumns, T.StateColumns, &StateColumnApi::Name,
          Capability::StateColumn);
}

void TableIndex::addToGates(const Table &T) {
  auto Add = [this](StringRef Name, bool Begins) {
    Concern.add(Name);
    if (Begins)
      Begin.add(Name);
  };
  for (const LockApi &R : T.Locks)
    Add(R.Callee, true);
  for (const GuardApi &R : T.Guards)
    Add(R.Class, true);
  for (const LockClassApi &R : T.LockClasses)
    if (!R.NeedsPair) // Its methods are named.
      Add(R.Class, true);
  for (const LockedCallApi &R : T.LockedCalls)
    Add(R.Callee, true);
  for (const NetApi &R : T.Nets)
    Add(R.Callee, R.Effect != NetEffect::Connect);
  for (const SocketClassApi &R : T.SocketClasses)
    Add(R.Class, true);
  for (const AtomicApi &R : T.Atomics)
    Add(R.Callee, true);
  for (const AtomicClassApi &R : T.AtomicClasses)
    Add(R.Class, true);
  for (const StepApi &R : T.Steps)
    if (R.SelfLocking)
      Add(R.Callee, true);
  for (const ContainerClassApi &R : T.ContainerClasses)
    if (R.SelfLocking)
      Add(R.Class, true);
  for (const PathApi &R : T.Paths)
    if (looksUp(R.Deed))
      Add(R.Callee, true);
  for (const HandOverApi &R : T.HandOvers)
    Add(R.Callee, false);
  for (const HandOverClassApi &R : T.HandOverClasses)
    if (!R.NeedsStart)
      Add(R.Class, false);
  for (const LockCommandApi &R : T.LockCommands)
    Add(R.Callee, true);
  for (const LockFileApi &R : T.LockFiles)
    if (R.Effect == FileLockEffect::Try)
      Add(R.Callee, true);
}

void TableIndex::addKnownClasses(const Table &T) {
  auto Add = [this](StringRef Callee) {
    if (size_t Colons = Callee.rfind("::");
        Colons != StringRef::npos && !isTellingName(Callee))
      KnownClasses.insert(Callee.take_front(Colons));
  };
  for (const LockApi &R : T.Locks)
    Add(R.Callee);
  for (const NetApi &R : T.Nets)
    Add(R.Callee);
  for (const HandOverApi &R : T.HandOvers)
    Add(R.Callee);
  for (const FlowApi &R : T.Flows)
    Add(R.Callee);
}

void TableIndex::finish() {
  for (RowIndex *I : {&Functions, &Classes, &PortFields, &LogObjects,
                      &StatusNames, &FailureNames, &NotTelling, &AtomicMethods,
                      &StepMethods, &Attributes, &StateColumns})
    I->finish();
  Concern.finish();
  Begin.finish();
}

const TableIndex &TableIndex::builtIn() {
  static const TableIndex Index = [] {
    TableIndex I;
    for (const Table *T : tables())
      I.add(*T);
    I.finish();
    return I;
  }();
  return Index;
}

} // namespace clang::toctou
