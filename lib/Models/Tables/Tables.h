//===- Tables.h - The list of tables, one a library -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A table holds the rows of one library. `tables()` lists them all; a new
/// library is one new file here and one line in `Tables.cpp`.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_TABLES_TABLES_H
#define TOCTOU_MODELS_TABLES_TABLES_H

#include "Models/AcquisitionApi.h"
#include "Models/Api.h"
#include "Models/DelayApi.h"
#include "Models/PathApi.h"
#include "Models/SqlApi.h"
#include "Models/StepApi.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang::toctou {

/// The rows of one library, by capability.
struct Table {
  llvm::StringRef Library;
  llvm::ArrayRef<LockApi> Locks = {};
  llvm::ArrayRef<GuardApi> Guards = {};
  llvm::ArrayRef<LockClassApi> LockClasses = {};
  llvm::ArrayRef<LockedCallApi> LockedCalls = {};
  llvm::ArrayRef<NetApi> Nets = {};
  llvm::ArrayRef<SocketClassApi> SocketClasses = {};
  llvm::ArrayRef<PortFieldApi> PortFields = {};
  llvm::ArrayRef<HandOverApi> HandOvers = {};
  llvm::ArrayRef<HandOverClassApi> HandOverClasses = {};
  llvm::ArrayRef<FlowApi> Flows = {};
  llvm::ArrayRef<ListClassApi> ListClasses = {};
  llvm::ArrayRef<LogApi> Logs = {};
  llvm::ArrayRef<LogObjectApi> LogObjects = {};
  llvm::ArrayRef<InvokeApi> Invokes = {};
  llvm::ArrayRef<DeferApi> Defers = {};
  llvm::ArrayRef<DrawApi> Draws = {};
  llvm::ArrayRef<MakeApi> Makes = {};
  llvm::ArrayRef<FileClassApi> FileClasses = {};
  llvm::ArrayRef<TextClassApi> TextClasses = {};
  llvm::ArrayRef<OwnerClassApi> OwnerClasses = {};
  llvm::ArrayRef<NoReturnApi> NoReturns = {};
  llvm::ArrayRef<AtomicApi> Atomics = {};
  llvm::ArrayRef<AtomicApi> AtomicMethods = {};
  llvm::ArrayRef<AtomicClassApi> AtomicClasses = {};
  llvm::ArrayRef<StepApi> Steps = {};
  llvm::ArrayRef<StepApi> StepMethods = {};
  llvm::ArrayRef<ContainerClassApi> ContainerClasses = {};
  llvm::ArrayRef<StatusNameApi> StatusNames = {};
  llvm::ArrayRef<FailureNameApi> FailureNames = {};
  llvm::ArrayRef<NotTellingApi> NotTelling = {};
  llvm::ArrayRef<LockCommandApi> LockCommands = {};
  llvm::ArrayRef<LockFileApi> LockFiles = {};
  llvm::ArrayRef<LockNameApi> LockNames = {};
  llvm::ArrayRef<OwnershipApi> Ownerships = {};
  llvm::ArrayRef<FailOpenReportApi> FailOpenReports = {};
  llvm::ArrayRef<AsideApi> Asides = {};
  llvm::ArrayRef<DeedApi> Deeds = {};
  llvm::ArrayRef<BlockingTwinApi> BlockingTwins = {};
  llvm::ArrayRef<DelayApi> Delays = {};
  llvm::ArrayRef<ActApi> Acts = {};
  llvm::ArrayRef<SentinelApi> Sentinels = {};
  llvm::ArrayRef<SharedOwnerApi> SharedOwners = {};
  llvm::ArrayRef<PathApi> Paths = {};
  llvm::ArrayRef<SamePathApi> SamePaths = {};
  llvm::ArrayRef<AttributeApi> Attributes = {};
  llvm::ArrayRef<AllocationApi> Allocations = {};
  llvm::ArrayRef<SqlApi> Sql = {};
  llvm::ArrayRef<SqlScopeApi> SqlScopes = {};
  llvm::ArrayRef<StateColumnApi> StateColumns = {};
  llvm::ArrayRef<FormatApi> Formats = {};
};

/// The built-in tables, the most specific libraries first.
llvm::ArrayRef<const Table *> tables();

} // namespace clang::toctou

#endif // TOCTOU_MODELS_TABLES_TABLES_H
