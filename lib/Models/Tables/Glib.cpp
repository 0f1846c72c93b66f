//===- Glib.cpp - GLib, GIO and libsoup -----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// GIO names a port inside a `GSocketAddress`; `g_inet_socket_address_get_port`
/// takes it out.
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
    {.Callee = "g_bit_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_bit_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "g_bit_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "g_cond_timed_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "g_cond_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "g_cond_wait_until", .Effect = Wait, .Lock = 1},
    {.Callee = "g_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_mutex_locker_free", .Effect = Release, .Lock = 0},
    {.Callee = "g_mutex_locker_new", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_mutex_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "g_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "g_rec_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_rec_mutex_locker_free", .Effect = Release, .Lock = 0},
    {.Callee = "g_rec_mutex_locker_new", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_rec_mutex_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "g_rec_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "g_rw_lock_reader_lock", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "g_rw_lock_reader_locker_free", .Effect = Release, .Lock = 0, .Shared = true},
    {.Callee = "g_rw_lock_reader_locker_new", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "g_rw_lock_reader_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .Shared = true},
    {.Callee = "g_rw_lock_reader_unlock", .Effect = Release, .Lock = 0, .Shared = true},
    {.Callee = "g_rw_lock_writer_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_rw_lock_writer_locker_free", .Effect = Release, .Lock = 0},
    {.Callee = "g_rw_lock_writer_locker_new", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_rw_lock_writer_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "g_rw_lock_writer_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "g_static_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_static_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "g_static_rec_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "g_static_rec_mutex_unlock", .Effect = Release, .Lock = 0},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "GMutex"},
    {.Class = "GRWLock"},
    {.Class = "GRecMutex"},
    {.Class = "_GMutex"},
    {.Class = "_GRWLock"},
    {.Class = "_GRecMutex"},
};

static constexpr NetApi Nets[] = {
    {.Callee = "g_clear_object", .Effect = Close, .Socket = 0},
    {.Callee = "g_object_unref", .Effect = Close, .Socket = 0},
    {.Callee = "g_socket_bind", .Effect = Bind, .Socket = 0, .Port = 1, .Ok = NonZero},
    {.Callee = "g_socket_client_connect_to_host", .Effect = Connect, .Socket = 0, .Port = 2},
    {.Callee = "g_socket_close", .Effect = Close, .Socket = 0},
    {.Callee = "g_socket_connect", .Effect = Connect, .Socket = 0, .Port = 1},
    {.Callee = "g_socket_get_local_address", .Effect = LearnPort, .Socket = 0, .Port = Result, .IsAddress = true},
    {.Callee = "g_socket_listener_add_address", .Effect = Bind, .Socket = 0, .Port = 1, .Ok = NonZero},
    {.Callee = "g_socket_listener_add_any_inet_port", .Effect = LearnPort, .Socket = 0, .Port = Result},
    {.Callee = "g_socket_listener_add_inet_port", .Effect = Bind, .Socket = 0, .Port = 1, .Ok = NonZero},
    {.Callee = "g_socket_listener_close", .Effect = Close, .Socket = 0},
    {.Callee = "g_socket_listener_new", .Effect = Open, .Socket = Result},
    {.Callee = "g_socket_new", .Effect = Open, .Socket = Result, .Ok = NonZero},
    {.Callee = "g_socket_service_new", .Effect = Open, .Socket = Result},
    {.Callee = "g_threaded_socket_service_new", .Effect = Open, .Socket = Result},
};

static constexpr PortFieldApi PortFields[] = {
    {.Field = "g_inet_socket_address_get_port"},
    {.Field = "g_uri_get_port"},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "g_data_output_stream_put_string", .Kind = ConfigFile},
    {.Callee = "g_environ_setenv", .Kind = ChildEnvironment, .Port = 2},
    {.Callee = "g_file_replace_contents", .Kind = ConfigFile},
    {.Callee = "g_file_set_contents", .Kind = ConfigFile, .Port = 1, .Ok = NonZero},
    {.Callee = "g_file_set_contents_full", .Kind = ConfigFile, .Port = 1, .Ok = NonZero},
    {.Callee = "g_key_file_save_to_file", .Kind = ConfigFile, .Port = 0, .Ok = NonZero},
    {.Callee = "g_output_stream_printf", .Kind = ConfigFile},
    {.Callee = "g_output_stream_write", .Kind = ConfigFile},
    {.Callee = "g_output_stream_write_all", .Kind = ConfigFile},
    {.Callee = "g_setenv", .Kind = ChildEnvironment, .Port = 1},
    {.Callee = "g_spawn_async", .Kind = ChildArgument},
    {.Callee = "g_spawn_async_with_fds", .Kind = ChildArgument},
    {.Callee = "g_spawn_async_with_pipes", .Kind = ChildArgument},
    {.Callee = "g_spawn_async_with_pipes_and_fds", .Kind = ChildArgument},
    {.Callee = "g_spawn_command_line_async", .Kind = ChildArgument},
    {.Callee = "g_spawn_command_line_sync", .Kind = ChildArgument},
    {.Callee = "g_spawn_sync", .Kind = ChildArgument},
    {.Callee = "g_subprocess_launcher_set_environ", .Kind = ChildEnvironment, .Port = 1},
    {.Callee = "g_subprocess_launcher_setenv", .Kind = ChildEnvironment, .Port = 2},
    {.Callee = "g_subprocess_launcher_spawn", .Kind = ChildArgument},
    {.Callee = "g_subprocess_launcher_spawnv", .Kind = ChildArgument},
    {.Callee = "g_subprocess_new", .Kind = ChildArgument},
    {.Callee = "g_subprocess_newv", .Kind = ChildArgument},
    {.Callee = "soup_server_listen", .Kind = Server, .Port = 1, .Ok = NonZero},
    {.Callee = "soup_server_listen_all", .Kind = Server, .Port = 1, .Ok = NonZero},
    {.Callee = "soup_server_listen_local", .Kind = Server, .Port = 1, .Ok = NonZero},
    {.Callee = "soup_server_new", .Kind = Server},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "g_array_append_vals", .To = 0},
    {.Callee = "g_ascii_strtoll"},
    {.Callee = "g_ascii_strtoull"},
    {.Callee = "g_atomic_int_get", .From = 0},
    {.Callee = "g_atomic_int_set", .From = 1, .To = 0},
    {.Callee = "g_atomic_pointer_get", .From = 0},
    {.Callee = "g_atomic_pointer_set", .From = 1, .To = 0},
    {.Callee = "g_build_filename"},
    {.Callee = "g_byte_array_append", .To = 0},
    {.Callee = "g_bytes_get_data"},
    {.Callee = "g_bytes_new", .To = 0},
    {.Callee = "g_bytes_new"},
    {.Callee = "g_bytes_new_take"},
    {.Callee = "g_hash_table_insert", .To = 0},
    {.Callee = "g_hash_table_lookup"},
    {.Callee = "g_hash_table_replace", .To = 0},
    {.Callee = "g_htons"},
    {.Callee = "g_inet_socket_address_get_port"},
    {.Callee = "g_inet_socket_address_new"},
    {.Callee = "g_inet_socket_address_new_from_string"},
    {.Callee = "g_key_file_set_integer", .To = 0},
    {.Callee = "g_key_file_set_string", .To = 0},
    {.Callee = "g_key_file_set_value", .To = 0},
    {.Callee = "g_key_file_to_data"},
    {.Callee = "g_list_append"},
    {.Callee = "g_list_prepend"},
    {.Callee = "g_markup_printf_escaped"},
    {.Callee = "g_mutex_locker_new"},
    {.Callee = "g_network_address_new"},
    {.Callee = "g_ntohs"},
    {.Callee = "g_object_ref"},
    {.Callee = "g_ptr_array_add", .To = 0},
    {.Callee = "g_ptr_array_free"},
    {.Callee = "g_ptr_array_index"},
    {.Callee = "g_ptr_array_insert", .To = 0},
    {.Callee = "g_queue_push_head", .To = 0},
    {.Callee = "g_queue_push_tail", .To = 0},
    {.Callee = "g_rec_mutex_locker_new"},
    {.Callee = "g_rw_lock_reader_locker_new"},
    {.Callee = "g_rw_lock_writer_locker_new"},
    {.Callee = "g_shell_quote"},
    {.Callee = "g_slist_append"},
    {.Callee = "g_slist_prepend"},
    {.Callee = "g_snprintf", .To = 0},
    {.Callee = "g_socket_address_new_from_native", .From = 0},
    {.Callee = "g_socket_address_to_native", .From = 0, .To = 1},
    {.Callee = "g_sprintf", .To = 0},
    {.Callee = "g_steal_pointer"},
    {.Callee = "g_stpcpy", .To = 0},
    {.Callee = "g_strconcat"},
    {.Callee = "g_strdup"},
    {.Callee = "g_strdup_printf"},
    {.Callee = "g_strdup_vprintf"},
    {.Callee = "g_strdupv"},
    {.Callee = "g_string_append", .To = 0},
    {.Callee = "g_string_append_c", .To = 0},
    {.Callee = "g_string_append_printf", .To = 0},
    {.Callee = "g_string_assign", .To = 0},
    {.Callee = "g_string_free"},
    {.Callee = "g_string_free_and_steal"},
    {.Callee = "g_string_new"},
    {.Callee = "g_string_prepend", .To = 0},
    {.Callee = "g_string_printf", .To = 0},
    {.Callee = "g_strjoin"},
    {.Callee = "g_strjoinv"},
    {.Callee = "g_strlcat", .To = 0},
    {.Callee = "g_strlcpy", .To = 0},
    {.Callee = "g_strndup"},
    {.Callee = "g_strv_builder_add", .To = 0},
    {.Callee = "g_strv_builder_add_many", .To = 0},
    {.Callee = "g_strv_builder_end"},
    {.Callee = "g_uri_get_port"},
    {.Callee = "g_uri_join"},
    {.Callee = "g_uri_to_string"},
    {.Callee = "g_variant_builder_add", .To = 0},
    {.Callee = "g_variant_new"},
    {.Callee = "g_variant_new_int32"},
    {.Callee = "g_variant_new_uint16"},
    {.Callee = "g_vsnprintf", .To = 0},
};

static constexpr ListClassApi ListClasses[] = {
    {.Class = "GArray"},
    {.Class = "GPtrArray"},
    {.Class = "GStrvBuilder"},
    {.Class = "_GArray"},
    {.Class = "_GPtrArray"},
    {.Class = "_GStrvBuilder"},
};

static constexpr LogApi Logs[] = {
    {.Callee = "g_assertion_message"},
    {.Callee = "g_assertion_message_cmpint"},
    {.Callee = "g_assertion_message_cmpnum"},
    {.Callee = "g_assertion_message_expr"},
    {.Callee = "g_critical"},
    {.Callee = "g_debug"},
    {.Callee = "g_error_new"},
    {.Callee = "g_fprintf_stderr"},
    {.Callee = "g_info"},
    {.Callee = "g_log"},
    {.Callee = "g_log_default_handler"},
    {.Callee = "g_log_structured"},
    {.Callee = "g_log_structured_standard"},
    {.Callee = "g_logv"},
    {.Callee = "g_message"},
    {.Callee = "g_prefix_error"},
    {.Callee = "g_print"},
    {.Callee = "g_printerr"},
    {.Callee = "g_printf"},
    {.Callee = "g_return_if_fail_warning"},
    {.Callee = "g_set_error"},
    {.Callee = "g_test_message"},
    {.Callee = "g_warn_message"},
    {.Callee = "g_warning"},
    {.Callee = "gst_debug_log"},
};

static constexpr InvokeApi Invokes[] = {
    {.Callee = "g_array_sort"},
    {.Callee = "g_datalist_foreach"},
    {.Callee = "g_hash_table_find"},
    {.Callee = "g_hash_table_foreach"},
    {.Callee = "g_list_foreach"},
    {.Callee = "g_list_sort"},
    {.Callee = "g_main_context_invoke"},
    {.Callee = "g_once_impl"},
    {.Callee = "g_ptr_array_foreach"},
    {.Callee = "g_ptr_array_sort"},
    {.Callee = "g_queue_foreach"},
    {.Callee = "g_slist_foreach"},
    {.Callee = "g_tree_foreach"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "g_atexit"},
    {.Callee = "g_child_watch_add"},
    {.Callee = "g_idle_add"},
    {.Callee = "g_idle_add_full"},
    {.Callee = "g_io_add_watch"},
    {.Callee = "g_main_context_invoke_full"},
    {.Callee = "g_signal_connect"},
    {.Callee = "g_signal_connect_data"},
    {.Callee = "g_signal_connect_object"},
    {.Callee = "g_source_set_callback"},
    {.Callee = "g_task_run_in_thread"},
    {.Callee = "g_thread_create"},
    {.Callee = "g_thread_new"},
    {.Callee = "g_thread_pool_new"},
    {.Callee = "g_thread_pool_push"},
    {.Callee = "g_thread_try_new"},
    {.Callee = "g_timeout_add"},
    {.Callee = "g_timeout_add_full"},
    {.Callee = "g_timeout_add_seconds"},
    {.Callee = "g_unix_fd_add"},
    {.Callee = "soup_server_add_handler"},
};

static constexpr NoReturnApi NoReturns[] = {
    {.Callee = "g_abort"},
    {.Callee = "g_assertion_message"},
    {.Callee = "g_assertion_message_cmpint"},
    {.Callee = "g_assertion_message_cmpnum"},
    {.Callee = "g_assertion_message_cmpstr"},
    {.Callee = "g_assertion_message_expr"},
    {.Callee = "g_error"},
    {.Callee = "g_thread_exit"},
};

// clang-format on

extern const Table GlibTable;
constinit const Table GlibTable = {
    .Library = "glib",
    .Locks = Locks,
    .LockClasses = LockClasses,
    .Nets = Nets,
    .PortFields = PortFields,
    .HandOvers = HandOvers,
    .Flows = Flows,
    .ListClasses = ListClasses,
    .Logs = Logs,
    .Invokes = Invokes,
    .Defers = Defers,
    .NoReturns = NoReturns,
};

} // namespace clang::toctou
