//===- ModelRows.cpp - How each row of a model file reads -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/ModelRows.h"

namespace clang::toctou {

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

LockApi readLock(RowReader &R) {
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

LockFileApi readLockFile(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<FileLockEffect>("effect", FileLockEffects,
                                             FileLockEffect::Try),
          .Path = R.slot("path", 0),
          .Held = R.choice<Success>("held", Successes, Success::NonNegative)};
}

GuardApi readGuard(RowReader &R) {
  return {.Class = R.name("class"),
          .Kind = R.choice<GuardKind>("kind", GuardKinds, GuardKind::Scoped),
          .Shared = R.flag("shared"),
          .NeedsLock = R.flag("needs-lock")};
}

LockedCallApi readLockedCall(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Lock = R.slot("lock", Receiver),
          .Shared = R.flag("shared")};
}

NetApi readNet(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<NetEffect>("effect", NetEffects),
          .Socket = R.slot("socket", NoSlot),
          .Port = R.slot("port", NoSlot),
          .Ok = R.choice<Success>("ok", Successes, Success::Always),
          .IsAddress = R.flag("address"),
          .PortType = R.text("port-type")};
}

PathApi readPath(RowReader &R) {
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

HandOverApi readHandOver(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Kind = R.choice<HandOverKind>("kind", HandOverKinds),
          .Port = R.slot("port", AnyArgument),
          .Ok = R.choice<Success>("ok", Successes, Success::Always),
          .Target = R.slot("target", NoSlot)};
}

HandOverClassApi readHandOverClass(RowReader &R) {
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

AtomicApi readAtomic(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<AtomicEffect>("effect", AtomicEffects),
          .Object = R.slot("object", Receiver),
          .Value = R.slot("value", NoSlot),
          .Relaxed = R.flag("relaxed")};
}

StepApi readStep(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Effect = R.choice<StepEffect>("effect", StepEffects),
          .Object = R.slot("object", Receiver),
          .Key = R.slot("key", NoSlot),
          .SelfLocking = R.flag("self-locking")};
}

FlowApi readFlow(RowReader &R) {
  return {.Callee = R.name("callee"),
          .From = R.slot("from", AnyArgument),
          .To = R.slot("to", Result)};
}

DelayApi readDelay(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Kind = R.choice<DelayKind>("kind", DelayKinds),
          .Session = R.slot("session", NoSlot),
          .Timeout = R.slot("timeout", NoSlot)};
}

ActApi readAct(RowReader &R) {
  return {.Callee = R.name("callee"),
          .Kind = R.choice<ActKind>("kind", ActKinds),
          .Target = R.slot("target", 0),
          .IsHandle = R.flag("handle")};
}

AttributeApi readAttribute(RowReader &R) {
  return AttributeApi{.Field = R.name("field"),
                      .Kind = R.choice<AttributeKind>("kind", AttributeKinds)};
}

} // namespace clang::toctou
