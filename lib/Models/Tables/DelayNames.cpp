//===- DelayNames.cpp - Telling names of what blocks and what acts --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A visible body, an annotation or a row of a library overrides all of these.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

// One row a line, whatever its length.
// clang-format off
static constexpr DelayApi Delays[] = {
    {.Callee = "*_rpc_", .Kind = DelayKind::Rpc},
    {.Callee = "*_rpc_*::_call_*", .Kind = DelayKind::Rpc},
    {.Callee = "*_rpc_*::_invoke_*", .Kind = DelayKind::Rpc},
    {.Callee = "*_stub_*::_call_*", .Kind = DelayKind::Rpc},
    {.Callee = "*_sync_rpc_*", .Kind = DelayKind::Rpc},
    {.Callee = "_await_*", .Kind = DelayKind::Signal},
    {.Callee = "_call_remote_*", .Kind = DelayKind::Rpc},
    {.Callee = "_call_rpc_*", .Kind = DelayKind::Rpc},
    {.Callee = "_connect_to_*", .Kind = DelayKind::Network},
    {.Callee = "_delay_ms_", .Kind = DelayKind::Sleep},
    {.Callee = "_dial_", .Kind = DelayKind::Network},
    {.Callee = "_dial_*", .Kind = DelayKind::Network},
    {.Callee = "_do_rpc_*", .Kind = DelayKind::Rpc},
    {.Callee = "_download_*", .Kind = DelayKind::Network},
    {.Callee = "_flush_to_disk_", .Kind = DelayKind::Io},
    {.Callee = "_fsync_*", .Kind = DelayKind::Io},
    {.Callee = "_load_file_*", .Kind = DelayKind::Io},
    {.Callee = "_msleep_", .Kind = DelayKind::Sleep},
    {.Callee = "_os_sleep_", .Kind = DelayKind::Sleep},
    {.Callee = "_read_file_*", .Kind = DelayKind::Io},
    {.Callee = "_receive_*", .Kind = DelayKind::Network},
    {.Callee = "_reconnect_", .Kind = DelayKind::Network},
    {.Callee = "_recv_*", .Kind = DelayKind::Network},
    {.Callee = "_remote_call_*", .Kind = DelayKind::Rpc},
    {.Callee = "_request_sync_*", .Kind = DelayKind::Rpc},
    {.Callee = "_rpc_*", .Kind = DelayKind::Rpc},
    {.Callee = "_rpc_call_*", .Kind = DelayKind::Rpc},
    {.Callee = "_save_file_*", .Kind = DelayKind::Io},
    {.Callee = "_save_to_disk_", .Kind = DelayKind::Io},
    {.Callee = "_send_*", .Kind = DelayKind::Network},
    {.Callee = "_send_and_wait_*", .Kind = DelayKind::Rpc},
    {.Callee = "_send_recv_*", .Kind = DelayKind::Rpc},
    {.Callee = "_send_request_*", .Kind = DelayKind::Rpc},
    {.Callee = "_sleep_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_for_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_millis_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_milliseconds_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_ms_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_msec_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_seconds_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_until_", .Kind = DelayKind::Sleep},
    {.Callee = "_sleep_us_", .Kind = DelayKind::Sleep},
    {.Callee = "_thread_sleep_", .Kind = DelayKind::Sleep},
    {.Callee = "_upload_*", .Kind = DelayKind::Network},
    {.Callee = "_wait_for_*", .Kind = DelayKind::Signal},
    {.Callee = "_wait_until_*", .Kind = DelayKind::Signal},
    {.Callee = "_write_file_*", .Kind = DelayKind::Io},
    {.Callee = "_write_to_disk_", .Kind = DelayKind::Io},
};

static constexpr ActApi Acts[] = {
    {.Callee = "*_if_current_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "*_if_epoch_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "*_if_equal_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "*_if_generation_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "*_if_match_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "*_if_unchanged_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "*_if_version_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "_cas_", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "_close_", .Kind = ActKind::Close},
    {.Callee = "_close_*", .Kind = ActKind::Close},
    {.Callee = "_compare_and_set_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "_compare_and_swap_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "_compare_exchange_*", .Kind = ActKind::Compare, .Target = AnyArgument},
    {.Callee = "_connect_", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_connect_to_*", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_delete_*", .Kind = ActKind::Destroy},
    {.Callee = "_destroy_*", .Kind = ActKind::Destroy},
    {.Callee = "_dial_", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_dial_*", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_disconnect_", .Kind = ActKind::Close},
    {.Callee = "_free_*", .Kind = ActKind::Destroy},
    {.Callee = "_kill_*", .Kind = ActKind::Signal},
    {.Callee = "_open_connection_*", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_reconnect_to_*", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_send_*", .Kind = ActKind::Send},
    {.Callee = "_send_to_*", .Kind = ActKind::Send, .Target = AnyArgument},
    {.Callee = "_sendto_*", .Kind = ActKind::Send, .Target = AnyArgument},
    {.Callee = "_shutdown_socket_*", .Kind = ActKind::Close},
    {.Callee = "_tcp_connect_*", .Kind = ActKind::Connect, .Target = AnyArgument},
    {.Callee = "_terminate_*", .Kind = ActKind::Signal},
    {.Callee = "_write_to_*", .Kind = ActKind::Send},
};

// clang-format on

extern const Table DelayNamesTable;
constinit const Table DelayNamesTable = {
    .Library = "telling names, delays and acts",
    .Delays = Delays,
    .Acts = Acts,
};

} // namespace clang::toctou
