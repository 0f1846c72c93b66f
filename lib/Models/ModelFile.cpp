//===- ModelFile.cpp ------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A section is read by one function that asks a `RowReader` for its keys; a
/// key that nobody asked for is unknown, and the keys asked for are the help.
///
//===----------------------------------------------------------------------===//

#include "Models/ModelFile.h"
#include "Models/ModelRows.h"
#include "Models/SqlRows.h"
#include "Models/YamlRows.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <vector>

using namespace llvm;

namespace clang::toctou {

struct ModelFile::Storage {
  StringTable Strings;
  std::vector<LockApi> Locks;
  std::vector<GuardApi> Guards;
  std::vector<LockClassApi> LockClasses;
  std::vector<LockedCallApi> LockedCalls;
  std::vector<NetApi> Nets;
  std::vector<SocketClassApi> SocketClasses;
  std::vector<PortFieldApi> PortFields;
  std::vector<HandOverApi> HandOvers;
  std::vector<HandOverClassApi> HandOverClasses;
  std::vector<FlowApi> Flows;
  std::vector<ListClassApi> ListClasses;
  std::vector<LogApi> Logs;
  std::vector<LogObjectApi> LogObjects;
  std::vector<InvokeApi> Invokes;
  std::vector<DeferApi> Defers;
  std::vector<DrawApi> Draws;
  std::vector<NoReturnApi> NoReturns;
  std::vector<MakeApi> Makes;
  std::vector<FileClassApi> FileClasses;
  std::vector<TextClassApi> TextClasses;
  std::vector<OwnerClassApi> OwnerClasses;
  std::vector<AtomicApi> Atomics;
  std::vector<AtomicClassApi> AtomicClasses;
  std::vector<StepApi> Steps;
  std::vector<ContainerClassApi> ContainerClasses;
  std::vector<StatusNameApi> StatusNames;
  std::vector<FailureNameApi> FailureNames;
  std::vector<NotTellingApi> NotTelling;
  std::vector<LockFileApi> LockFiles;
  std::vector<LockNameApi> LockNames;
  std::vector<OwnershipApi> Ownerships;
  std::vector<FailOpenReportApi> FailOpenReports;
  std::vector<AsideApi> Asides;
  std::vector<BlockingTwinApi> BlockingTwins;
  std::vector<DelayApi> Delays;
  std::vector<ActApi> Acts;
  std::vector<SentinelApi> Sentinels;
  std::vector<SharedOwnerApi> SharedOwners;
  std::vector<PathApi> Paths;
  std::vector<SamePathApi> SamePaths;
  std::vector<AttributeApi> Attributes;
  std::vector<AllocationApi> Allocations;
  std::vector<SqlApi> Sql;
  std::vector<SqlScopeApi> SqlScopes;
  std::vector<StateColumnApi> StateColumns;
  std::vector<FormatApi> Formats;
  Table All;
};

ModelFile::ModelFile() : Rows(std::make_unique<Storage>()) {}
ModelFile::~ModelFile() = default;
const Table &ModelFile::table() const { return Rows->All; }

Expected<std::unique_ptr<ModelFile>> ModelFile::parse(StringRef Yaml,
                                                      StringRef Name) {
  std::unique_ptr<ModelFile> File(new ModelFile);
  Storage &S = *File->Rows;
  YamlRows Reader(S.Strings);
  Reader.section("locks", S.Locks, readLock);
  Reader.section("guards", S.Guards, readGuard);
  Reader.section("lock-classes", S.LockClasses, [](RowReader &R) {
    return LockClassApi{.Class = R.name("class"),
                        .NeedsPair = R.flag("needs-pair")};
  });
  Reader.section("locked-calls", S.LockedCalls, readLockedCall);
  Reader.section("sockets", S.Nets, readNet);
  Reader.section("socket-classes", S.SocketClasses, [](RowReader &R) {
    return SocketClassApi{.Class = R.name("class")};
  });
  Reader.section("port-fields", S.PortFields, [](RowReader &R) {
    return PortFieldApi{.Field = R.name("field")};
  });
  Reader.section("hand-overs", S.HandOvers, readHandOver);
  Reader.section("hand-over-classes", S.HandOverClasses, readHandOverClass);
  Reader.section("flows", S.Flows, readFlow);
  Reader.section("list-classes", S.ListClasses, [](RowReader &R) {
    return ListClassApi{.Class = R.name("class")};
  });
  Reader.section("logs", S.Logs, [](RowReader &R) {
    return LogApi{.Callee = R.name("callee")};
  });
  Reader.section("log-objects", S.LogObjects, [](RowReader &R) {
    return LogObjectApi{.Name = R.name("name")};
  });
  Reader.section("invokes", S.Invokes, [](RowReader &R) {
    return InvokeApi{.Callee = R.name("callee")};
  });
  Reader.section("defers", S.Defers, [](RowReader &R) {
    return DeferApi{.Callee = R.name("callee")};
  });
  Reader.section("draws", S.Draws, [](RowReader &R) {
    return DrawApi{.Callee = R.name("callee")};
  });
  Reader.section("makes", S.Makes, [](RowReader &R) {
    return MakeApi{.Callee = R.name("callee")};
  });
  Reader.section("file-classes", S.FileClasses, [](RowReader &R) {
    return FileClassApi{.Class = R.name("class")};
  });
  Reader.section("text-classes", S.TextClasses, [](RowReader &R) {
    return TextClassApi{.Class = R.name("class")};
  });
  Reader.section("owner-classes", S.OwnerClasses, [](RowReader &R) {
    return OwnerClassApi{.Class = R.name("class")};
  });
  Reader.section("atomics", S.Atomics, readAtomic);
  Reader.section("atomic-classes", S.AtomicClasses, [](RowReader &R) {
    return AtomicClassApi{.Class = R.name("class")};
  });
  Reader.section("steps", S.Steps, readStep);
  Reader.section("container-classes", S.ContainerClasses, [](RowReader &R) {
    return ContainerClassApi{.Class = R.name("class"),
                             .SelfLocking = R.flag("self-locking"),
                             .IsHandle = R.flag("handle"),
                             .UnlessArgument = R.text("unless-argument")};
  });
  Reader.section("no-returns", S.NoReturns, [](RowReader &R) {
    return NoReturnApi{.Callee = R.name("callee")};
  });
  Reader.section("status-names", S.StatusNames, [](RowReader &R) {
    return StatusNameApi{.Name = R.name("name")};
  });
  Reader.section("failure-names", S.FailureNames, [](RowReader &R) {
    return FailureNameApi{.Name = R.name("name")};
  });
  Reader.section("delays", S.Delays, readDelay);
  Reader.section("acts", S.Acts, readAct);
  Reader.section("sentinels", S.Sentinels, [](RowReader &R) {
    return SentinelApi{.Callee = R.name("callee")};
  });
  Reader.section("shared-owners", S.SharedOwners, [](RowReader &R) {
    return SharedOwnerApi{.Class = R.name("class")};
  });
  Reader.section("not-telling", S.NotTelling, [](RowReader &R) {
    return NotTellingApi{.Name = R.name("name")};
  });
  Reader.section("lock-files", S.LockFiles, readLockFile);
  Reader.section("lock-names", S.LockNames, [](RowReader &R) {
    return LockNameApi{.Word = R.name("word")};
  });
  Reader.section("ownership", S.Ownerships, [](RowReader &R) {
    return OwnershipApi{.Callee = R.name("callee")};
  });
  Reader.section("fail-open-reports", S.FailOpenReports, [](RowReader &R) {
    return FailOpenReportApi{.Callee = R.name("callee")};
  });
  Reader.section("asides", S.Asides, [](RowReader &R) {
    return AsideApi{.Callee = R.name("callee")};
  });
  Reader.section("blocking-twins", S.BlockingTwins, [](RowReader &R) {
    return BlockingTwinApi{.Callee = R.name("callee"), .Twin = R.name("twin")};
  });
  Reader.section("paths", S.Paths, readPath);
  Reader.section("same-paths", S.SamePaths, [](RowReader &R) {
    return SamePathApi{.Callee = R.name("callee")};
  });
  Reader.section("attributes", S.Attributes, readAttribute);
  Reader.section("allocations", S.Allocations, [](RowReader &R) {
    return AllocationApi{.Callee = R.name("callee"), .Size = R.slot("size", 0)};
  });
  addSqlSections(Reader, S.Sql, S.SqlScopes, S.StateColumns, S.Formats);
  if (Error E = Reader.read(Yaml, Name))
    return E;
  S.All = {.Library = S.Strings.keep(Name),
           .Locks = S.Locks,
           .Guards = S.Guards,
           .LockClasses = S.LockClasses,
           .LockedCalls = S.LockedCalls,
           .Nets = S.Nets,
           .SocketClasses = S.SocketClasses,
           .PortFields = S.PortFields,
           .HandOvers = S.HandOvers,
           .HandOverClasses = S.HandOverClasses,
           .Flows = S.Flows,
           .ListClasses = S.ListClasses,
           .Logs = S.Logs,
           .LogObjects = S.LogObjects,
           .Invokes = S.Invokes,
           .Defers = S.Defers,
           .Draws = S.Draws,
           .Makes = S.Makes,
           .FileClasses = S.FileClasses,
           .TextClasses = S.TextClasses,
           .OwnerClasses = S.OwnerClasses,
           .NoReturns = S.NoReturns,
           .Atomics = S.Atomics,
           .AtomicClasses = S.AtomicClasses,
           .Steps = S.Steps,
           .ContainerClasses = S.ContainerClasses,
           .StatusNames = S.StatusNames,
           .FailureNames = S.FailureNames,
           .NotTelling = S.NotTelling,
           .LockFiles = S.LockFiles,
           .LockNames = S.LockNames,
           .Ownerships = S.Ownerships,
           .FailOpenReports = S.FailOpenReports,
           .Asides = S.Asides,
           .BlockingTwins = S.BlockingTwins,
           .Delays = S.Delays,
           .Acts = S.Acts,
           .Sentinels = S.Sentinels,
           .SharedOwners = S.SharedOwners,
           .Paths = S.Paths,
           .SamePaths = S.SamePaths,
           .Attributes = S.Attributes,
           .Allocations = S.Allocations,
           .Sql = S.Sql,
           .SqlScopes = S.SqlScopes,
           .StateColumns = S.StateColumns,
           .Formats = S.Formats};
  return File;
}

Expected<std::unique_ptr<ModelFile>> ModelFile::load(StringRef Path,
                                                     StringRef From) {
  SmallString<256> Candidate(Path);
  if (sys::path::is_relative(Path)) {
    SmallString<256> Folder(From);
    sys::fs::make_absolute(Folder);
    sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
    for (StringRef Up = Folder; !Up.empty(); Up = sys::path::parent_path(Up)) {
      Candidate = Up;
      sys::path::append(Candidate, Path);
      if (sys::fs::exists(Candidate))
        break;
    }
    if (!sys::fs::exists(Candidate))
      return createStringError(std::errc::no_such_file_or_directory,
                               "%s: no such model file in %s or above it",
                               Path.str().c_str(), Folder.c_str());
  }
  auto Buffer = MemoryBuffer::getFile(Candidate, /*IsText=*/true);
  if (!Buffer)
    return createStringError(
        Buffer.getError(), "%s: cannot read model file: %s", Candidate.c_str(),
        Buffer.getError().message().c_str());
  return parse((*Buffer)->getBuffer(), Candidate);
}

} // namespace clang::toctou
