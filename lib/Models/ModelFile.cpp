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

//===----------------------------------------------------------------------===//
// The words of the format
//===----------------------------------------------------------------------===//

static constexpr Choice<LockEffect> LockEffects[] = {
    {"acquire", LockEffect::Acquire},
    {"try-acquire", LockEffect::TryAcquire},
    {"release", LockEffect::Release},
    {"wait", LockEffect::Wait}};

static constexpr Choice<Success> Successes[] = {
    {"always", Success::Always},
    {"zero", Success::Zero},
    {"non-zero", Success::NonZero},
    {"non-negative", Success::NonNegative},
    {"negative", Success::Negative},
    {"zero-else-negative", Success::ZeroElseNegative}};

static constexpr Choice<FileLockEffect> FileLockEffects[] = {
    {"try", FileLockEffect::Try}, {"release", FileLockEffect::Release}};

static constexpr Choice<GuardKind> GuardKinds[] = {
    {"scoped", GuardKind::Scoped},
    {"unlocks", GuardKind::Unlocks},
    {"accessor", GuardKind::Accessor}};

static constexpr Choice<NetEffect> NetEffects[] = {
    {"open", NetEffect::Open},
    {"bind", NetEffect::Bind},
    {"learn-port", NetEffect::LearnPort},
    {"close", NetEffect::Close},
    {"pick-port", NetEffect::PickPort},
    {"connect", NetEffect::Connect}};

static constexpr Choice<PathDeed> PathDeeds[] = {
    {"exists", PathDeed::Exists},
    {"type", PathDeed::Type},
    {"access", PathDeed::Access},
    {"status", PathDeed::Status},
    {"property", PathDeed::Property},
    {"link", PathDeed::Link},
    {"pick-name", PathDeed::PickName},
    {"open", PathDeed::Open},
    {"make", PathDeed::Make},
    {"replace", PathDeed::Replace},
    {"remove", PathDeed::Remove},
    {"move-away", PathDeed::MoveAway},
    {"modify", PathDeed::Modify},
    {"enter", PathDeed::Enter},
    {"load", PathDeed::Load},
    {"handle-status", PathDeed::HandleStatus},
    {"handle-test", PathDeed::HandleTest},
    {"handle-act", PathDeed::HandleAct},
    {"handle-close", PathDeed::HandleClose},
    {"handle-make", PathDeed::HandleMake}};

static constexpr Choice<PathMode> PathModes[] = {
    {"none", PathMode::None},          {"open-flags", PathMode::OpenFlags},
    {"mode-text", PathMode::ModeText}, {"access-bits", PathMode::AccessBits},
    {"at-flags", PathMode::AtFlags},   {"rename-flags", PathMode::RenameFlags},
    {"std-open", PathMode::StdOpen},   {"std-copy", PathMode::StdCopy},
    {"std-perm", PathMode::StdPerm},   {"qt-open", PathMode::QtOpen},
    {"glib-test", PathMode::GlibTest}, {"truth", PathMode::Truth}};

static constexpr Choice<AttributeKind> AttributeKinds[] = {
    {"identity", AttributeKind::Identity},
    {"type", AttributeKind::Type},
    {"time", AttributeKind::Time},
    {"size", AttributeKind::Size},
    {"owner", AttributeKind::Owner}};

static constexpr Choice<HandOverKind> HandOverKinds[] = {
    {"server", HandOverKind::Server},
    {"server-config", HandOverKind::ServerConfig},
    {"child-argument", HandOverKind::ChildArgument},
    {"child-environment", HandOverKind::ChildEnvironment},
    {"shell-text", HandOverKind::ShellText},
    {"config-file", HandOverKind::ConfigFile},
    {"client", HandOverKind::Client}};

static constexpr Choice<DelayKind> DelayKinds[] = {
    {"sleep", DelayKind::Sleep},     {"io", DelayKind::Io},
    {"network", DelayKind::Network}, {"poll", DelayKind::Poll},
    {"join", DelayKind::Join},       {"future", DelayKind::Future},
    {"signal", DelayKind::Signal},   {"rpc", DelayKind::Rpc},
    {"suspend", DelayKind::Suspend}};

static constexpr Choice<ActKind> ActKinds[] = {
    {"send", ActKind::Send},      {"connect", ActKind::Connect},
    {"close", ActKind::Close},    {"destroy", ActKind::Destroy},
    {"remove", ActKind::Remove},  {"signal", ActKind::Signal},
    {"access", ActKind::Access},  {"index", ActKind::Index},
    {"compare", ActKind::Compare}};

//===----------------------------------------------------------------------===//
// The sections
//===----------------------------------------------------------------------===//

static LockApi readLock(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<LockEffect>("effect", LockEffects),
          .Lock = R.slot("lock", Receiver),
          .Held = R.choice<Success>("held", Successes, Success::Always),
          .Shared = R.flag("shared"),
          .NeedsPair = R.flag("needs-pair"),
          .Timeout = R.slot("timeout", NoSlot),
          .MaySignal = R.flag("may-signal"),
          .IsSemaphore = R.flag("semaphore")};
}

static LockFileApi readLockFile(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<FileLockEffect>("effect", FileLockEffects,
                                             FileLockEffect::Try),
          .Path = R.slot("path", 0),
          .Held = R.choice<Success>("held", Successes, Success::NonNegative)};
}

static GuardApi readGuard(RowReader &R) {
  return {.Class = R.name("class"),
          .Kind = R.choice<GuardKind>("kind", GuardKinds, GuardKind::Scoped),
          .Shared = R.flag("shared"),
          .NeedsLock = R.flag("needs-lock")};
}

static LockedCallApi readLockedCall(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Lock = R.slot("lock", Receiver),
          .Shared = R.flag("shared")};
}

static NetApi readNet(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<NetEffect>("effect", NetEffects),
          .Socket = R.slot("socket", NoSlot),
          .Port = R.slot("port", NoSlot),
          .Ok = R.choice<Success>("ok", Successes, Success::Always),
          .IsAddress = R.flag("address"),
          .PortType = R.text("port-type")};
}

static PathApi readPath(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Deed = R.choice<PathDeed>("deed", PathDeeds),
          .Path = R.slot("path", 0),
          .Dir = R.slot("dir", NoSlot),
          .Info = R.slot("info", NoSlot),
          .Mode = R.slot("mode", NoSlot),
          .ModeKind =
              R.choice<PathMode>("mode-kind", PathModes, PathMode::None),
          .Ok = R.choice<Success>("ok", Successes, Success::Always),
          .OnLink = R.flag("on-link"),
          .Tolerates = R.flag("tolerates"),
          .Throws = R.flag("throws"),
          .OfTime = R.flag("of-time"),
          .Writes = R.flag("writes")};
}

static HandOverApi readHandOver(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Kind = R.choice<HandOverKind>("kind", HandOverKinds),
          .Port = R.slot("port", AnyArgument),
          .Ok = R.choice<Success>("ok", Successes, Success::Always),
          .Target = R.slot("target", NoSlot)};
}

static HandOverClassApi readHandOverClass(RowReader &R) {
  return {.Class = R.name("class"),
          .Kind = R.choice<HandOverKind>("kind", HandOverKinds),
          .NeedsStart = R.flag("needs-start")};
}

static constexpr Choice<AtomicEffect> AtomicEffects[] = {
    {"load", AtomicEffect::Load},
    {"store", AtomicEffect::Store},
    {"update", AtomicEffect::Update},
    {"once", AtomicEffect::Once}};

static constexpr Choice<StepEffect> StepEffects[] = {
    {"is-empty", StepEffect::IsEmpty},
    {"count", StepEffect::Count},
    {"holds", StepEffect::Holds},
    {"find", StepEffect::Find},
    {"upgrade", StepEffect::Upgrade},
    {"access", StepEffect::Access},
    {"remove", StepEffect::Remove},
    {"insert", StepEffect::Insert},
    {"try-insert", StepEffect::TryInsert},
    {"try-remove", StepEffect::TryRemove},
    {"drop", StepEffect::Drop}};

static AtomicApi readAtomic(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<AtomicEffect>("effect", AtomicEffects),
          .Object = R.slot("object", Receiver),
          .Value = R.slot("value", NoSlot),
          .Relaxed = R.flag("relaxed")};
}

static StepApi readStep(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<StepEffect>("effect", StepEffects),
          .Object = R.slot("object", Receiver),
          .Key = R.slot("key", NoSlot),
          .SelfLocking = R.flag("self-locking")};
}

static FlowApi readFlow(RowReader &R) {
  return {.Callee = R.name("callee"),
          .From = R.slot("from", AnyArgument),
          .To = R.slot("to", Result)};
}

static DelayApi readDelay(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Kind = R.choice<DelayKind>("kind", DelayKinds),
          .Session = R.slot("session", NoSlot),
          .Timeout = R.slot("timeout", NoSlot)};
}

static ActApi readAct(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Kind = R.choice<ActKind>("kind", ActKinds),
          .Target = R.slot("target", 0),
          .IsHandle = R.flag("handle")};
}

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
  Reader.section("attributes", S.Attributes, [](RowReader &R) {
    return AttributeApi{.Field = R.name("field"),
                        .Kind =
                            R.choice<AttributeKind>("kind", AttributeKinds)};
  });
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
