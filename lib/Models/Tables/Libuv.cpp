//===- Libuv.cpp - libuv --------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All of it is C; `uv_close` gives the port back once the loop has run.
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
    {.Callee = "uv_cond_timedwait", .Effect = Wait, .Lock = 1},
    {.Callee = "uv_cond_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "uv_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "uv_mutex_trylock", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "uv_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "uv_rwlock_rdlock", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "uv_rwlock_rdunlock", .Effect = Release, .Lock = 0, .Shared = true},
    {.Callee = "uv_rwlock_tryrdlock", .Effect = TryAcquire, .Lock = 0, .Held = Zero, .Shared = true},
    {.Callee = "uv_rwlock_trywrlock", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "uv_rwlock_wrlock", .Effect = Acquire, .Lock = 0},
    {.Callee = "uv_rwlock_wrunlock", .Effect = Release, .Lock = 0},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "uv_mutex_t"},
    {.Class = "uv_rwlock_t"},
};

static constexpr NetApi Nets[] = {
    {.Callee = "uv_close", .Effect = Close, .Socket = 0},
    {.Callee = "uv_tcp_bind", .Effect = Bind, .Socket = 0, .Port = 1, .Ok = Zero},
    {.Callee = "uv_tcp_close_reset", .Effect = Close, .Socket = 0},
    {.Callee = "uv_tcp_connect", .Effect = Connect, .Socket = 1, .Port = 2, .Ok = Zero},
    {.Callee = "uv_tcp_getsockname", .Effect = LearnPort, .Socket = 0, .Port = 1, .Ok = Zero, .IsAddress = true},
    {.Callee = "uv_tcp_init", .Effect = Open, .Socket = 1, .Ok = Zero},
    {.Callee = "uv_tcp_init_ex", .Effect = Open, .Socket = 1, .Ok = Zero},
    {.Callee = "uv_udp_bind", .Effect = Bind, .Socket = 0, .Port = 1, .Ok = Zero},
    {.Callee = "uv_udp_connect", .Effect = Connect, .Socket = 0, .Port = 1, .Ok = Zero},
    {.Callee = "uv_udp_getsockname", .Effect = LearnPort, .Socket = 0, .Port = 1, .Ok = Zero, .IsAddress = true},
    {.Callee = "uv_udp_init", .Effect = Open, .Socket = 1, .Ok = Zero},
    {.Callee = "uv_udp_init_ex", .Effect = Open, .Socket = 1, .Ok = Zero},
    {.Callee = "uv_udp_send", .Effect = Connect, .Socket = 1, .Port = 4},
    {.Callee = "uv_udp_try_send", .Effect = Connect, .Socket = 0, .Port = 3},
};

static constexpr SocketClassApi SocketClasses[] = {
    {.Class = "uv_tcp_s"},
    {.Class = "uv_tcp_t"},
    {.Class = "uv_udp_s"},
    {.Class = "uv_udp_t"},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "uv_os_setenv", .Kind = ChildEnvironment, .Port = 1, .Ok = Zero},
    {.Callee = "uv_spawn", .Kind = ChildArgument, .Port = 2, .Ok = Zero},
};

static constexpr HandOverClassApi HandOverClasses[] = {
    {.Class = "uv_process_options_s", .Kind = ChildArgument},
    {.Class = "uv_process_options_t", .Kind = ChildArgument},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "uv_buf_init"},
    {.Callee = "uv_ip4_addr", .From = 1, .To = 2},
    {.Callee = "uv_ip4_name", .From = 0, .To = 1},
    {.Callee = "uv_ip6_addr", .From = 1, .To = 2},
    {.Callee = "uv_ip6_name", .From = 0, .To = 1},
    {.Callee = "uv_ip_name", .From = 0, .To = 1},
};

static constexpr InvokeApi Invokes[] = {
    {.Callee = "uv_once"},
    {.Callee = "uv_walk"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "uv_async_init"},
    {.Callee = "uv_check_start"},
    {.Callee = "uv_fs_event_start"},
    {.Callee = "uv_getaddrinfo"},
    {.Callee = "uv_idle_start"},
    {.Callee = "uv_listen"},
    {.Callee = "uv_poll_start"},
    {.Callee = "uv_prepare_start"},
    {.Callee = "uv_queue_work"},
    {.Callee = "uv_read_start"},
    {.Callee = "uv_shutdown"},
    {.Callee = "uv_signal_start"},
    {.Callee = "uv_tcp_connect"},
    {.Callee = "uv_thread_create"},
    {.Callee = "uv_thread_create_ex"},
    {.Callee = "uv_timer_init"},
    {.Callee = "uv_timer_start"},
    {.Callee = "uv_udp_recv_start"},
    {.Callee = "uv_write"},
};

// clang-format on

extern const Table LibuvTable;
constinit const Table LibuvTable = {
    .Library = "libuv",
    .Locks = Locks,
    .LockClasses = LockClasses,
    .Nets = Nets,
    .SocketClasses = SocketClasses,
    .HandOvers = HandOvers,
    .HandOverClasses = HandOverClasses,
    .Flows = Flows,
    .Invokes = Invokes,
    .Defers = Defers,
};

} // namespace clang::toctou
