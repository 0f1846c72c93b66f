//===- Grpc.cpp - gRPC: the C++ and the core API --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A server that is given port 0 reports its number through `selected_port`.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum HandOverKind;
using enum LockEffect;
using enum NetEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr LockApi Locks[] = {
    {.Callee = "gpr_cv_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "gpr_mu_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "gpr_mu_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "gpr_mu_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "grpc::internal::CondVar::Wait", .Effect = Wait, .Lock = 0},
    {.Callee = "grpc::internal::CondVar::WaitWithDeadline", .Effect = Wait, .Lock = 0},
    {.Callee = "grpc::internal::CondVar::WaitWithTimeout", .Effect = Wait, .Lock = 0},
    {.Callee = "grpc::internal::Mutex::Lock", .Effect = Acquire},
    {.Callee = "grpc::internal::Mutex::TryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "grpc::internal::Mutex::Unlock", .Effect = Release},
    {.Callee = "grpc::internal::Mutex::lock", .Effect = Acquire},
    {.Callee = "grpc::internal::Mutex::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "grpc::internal::Mutex::unlock", .Effect = Release},
    {.Callee = "grpc::internal::ReleasableMutexLock::Release", .Effect = Release},
    {.Callee = "grpc_core::CondVar::Wait", .Effect = Wait, .Lock = 0},
    {.Callee = "grpc_core::CondVar::WaitWithDeadline", .Effect = Wait, .Lock = 0},
    {.Callee = "grpc_core::CondVar::WaitWithTimeout", .Effect = Wait, .Lock = 0},
    {.Callee = "grpc_core::LockableAndReleasableMutexLock::Lock", .Effect = Acquire},
    {.Callee = "grpc_core::LockableAndReleasableMutexLock::Release", .Effect = Release},
    {.Callee = "grpc_core::Mutex::Lock", .Effect = Acquire},
    {.Callee = "grpc_core::Mutex::TryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "grpc_core::Mutex::Unlock", .Effect = Release},
    {.Callee = "grpc_core::Mutex::lock", .Effect = Acquire},
    {.Callee = "grpc_core::Mutex::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "grpc_core::Mutex::unlock", .Effect = Release},
    {.Callee = "grpc_core::ReleasableMutexLock::Release", .Effect = Release},
};

static constexpr GuardApi Guards[] = {
    {.Class = "grpc::internal::MutexLock"},
    {.Class = "grpc::internal::ReleasableMutexLock"},
    {.Class = "grpc_core::LockableAndReleasableMutexLock"},
    {.Class = "grpc_core::MutexLock"},
    {.Class = "grpc_core::MutexLockForGprMu"},
    {.Class = "grpc_core::ReleasableMutexLock"},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "gpr_mu"},
    {.Class = "grpc::internal::Mutex"},
    {.Class = "grpc_core::Mutex"},
};

static constexpr NetApi Nets[] = {
    {.Callee = "grpc::testing::PickUnusedPortOrDie", .Effect = PickPort, .Port = Result},
    {.Callee = "grpc_pick_port_using_server", .Effect = PickPort, .Port = Result},
    {.Callee = "grpc_pick_unused_port", .Effect = PickPort, .Port = Result},
    {.Callee = "grpc_pick_unused_port_or_die", .Effect = PickPort, .Port = Result},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "grpc::CreateChannel", .Kind = Client},
    {.Callee = "grpc::CreateCustomChannel", .Kind = Client},
    {.Callee = "grpc::ServerBuilder::AddListeningPort", .Kind = Server, .Port = 0},
    {.Callee = "grpc::XdsServerBuilder::AddListeningPort", .Kind = Server, .Port = 0},
    {.Callee = "grpc::experimental::ServerBuilder::AddListeningPort", .Kind = Server, .Port = 0},
    {.Callee = "grpc_channel_create", .Kind = Client},
    {.Callee = "grpc_insecure_channel_create", .Kind = Client},
    {.Callee = "grpc_secure_channel_create", .Kind = Client},
    {.Callee = "grpc_server_add_http2_port", .Kind = Server, .Port = 1, .Ok = NonZero},
    {.Callee = "grpc_server_add_insecure_http2_port", .Kind = Server, .Port = 1, .Ok = NonZero},
    {.Callee = "grpc_server_add_secure_http2_port", .Kind = Server, .Port = 1, .Ok = NonZero},
};

static constexpr HandOverClassApi HandOverClasses[] = {
    {.Class = "grpc::Channel", .Kind = Client},
    {.Class = "grpc::ChannelArguments", .Kind = Client},
    {.Class = "grpc::ChannelInterface", .Kind = Client},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "gpr_asprintf", .To = 0},
    {.Callee = "gpr_join_host_port", .To = 0},
    {.Callee = "gpr_strdup"},
    {.Callee = "grpc_core::JoinHostPort"},
    {.Callee = "grpc_core::StrCat"},
    {.Callee = "grpc_slice_from_copied_string"},
    {.Callee = "grpc_sockaddr_get_port"},
    {.Callee = "grpc_sockaddr_set_port", .From = 1, .To = 0},
    {.Callee = "grpc_sockaddr_to_string"},
    {.Callee = "grpc_sockaddr_to_uri"},
};

static constexpr LogApi Logs[] = {
    {.Callee = "gpr_assertion_failed"},
    {.Callee = "gpr_log"},
    {.Callee = "gpr_log_message"},
};

static constexpr InvokeApi Invokes[] = {
    {.Callee = "gpr_once_init"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "grpc_core::ExecCtx::Run"},
    {.Callee = "grpc_core::Executor::Run"},
    {.Callee = "grpc_core::Thread::Thread"},
    {.Callee = "grpc_event_engine::experimental::EventEngine::Run"},
    {.Callee = "grpc_event_engine::experimental::EventEngine::RunAfter"},
};

// clang-format on

extern const Table GrpcTable;
constinit const Table GrpcTable = {
    .Library = "grpc",
    .Locks = Locks,
    .Guards = Guards,
    .LockClasses = LockClasses,
    .Nets = Nets,
    .HandOvers = HandOvers,
    .HandOverClasses = HandOverClasses,
    .Flows = Flows,
    .Logs = Logs,
    .Invokes = Invokes,
    .Defers = Defers,
};

} // namespace clang::toctou
