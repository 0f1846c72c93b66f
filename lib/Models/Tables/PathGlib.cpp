//===- PathGlib.cpp - Files by name, in GLib and GIO ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The `g_` wrappers of the C library's calls, GLib's own readers and writers
/// of whole files, and GIO's `GFile`, which is a name.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum PathMode;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr PathApi Paths[] = {
    {.Callee = "g_access", .Deed = PathDeed::Access, .Mode = 1, .ModeKind = AccessBits, .Ok = Zero},
    {.Callee = "g_chdir", .Deed = PathDeed::Enter, .Ok = Zero},
    {.Callee = "g_chmod", .Deed = PathDeed::Modify, .Ok = Zero},
    {.Callee = "g_creat", .Deed = PathDeed::Open, .Info = Result, .Ok = NonNegative, .Writes = true},
    {.Callee = "g_dir_open", .Deed = PathDeed::Enter, .Info = Result, .Ok = NonZero},
    {.Callee = "g_file_append_to", .Deed = PathDeed::Open, .Info = Result, .Ok = NonZero, .Writes = true},
    {.Callee = "g_file_copy", .Deed = PathDeed::Load, .Ok = NonZero},
    {.Callee = "g_file_create", .Deed = PathDeed::Make, .Info = Result, .Ok = NonZero},
    {.Callee = "g_file_delete", .Deed = PathDeed::Remove, .Ok = NonZero, .OnLink = true},
    {.Callee = "g_file_enumerate_children", .Deed = PathDeed::Enter, .Ok = NonZero},
    {.Callee = "g_file_get_contents", .Deed = PathDeed::Load, .Ok = NonZero},
    {.Callee = "g_file_load_contents", .Deed = PathDeed::Load, .Ok = NonZero},
    {.Callee = "g_file_make_directory", .Deed = PathDeed::Make, .Ok = NonZero},
    {.Callee = "g_file_make_directory_with_parents", .Deed = PathDeed::Make, .Ok = NonZero},
    {.Callee = "g_file_make_symbolic_link", .Deed = PathDeed::Make, .Ok = NonZero},
    {.Callee = "g_file_move", .Deed = PathDeed::MoveAway, .Ok = NonZero},
    {.Callee = "g_file_query_exists", .Deed = PathDeed::Exists, .Ok = NonZero},
    {.Callee = "g_file_query_file_type", .Deed = PathDeed::Type, .Ok = NonZero},
    {.Callee = "g_file_query_info", .Deed = PathDeed::Property, .Info = Result, .Ok = NonZero},
    {.Callee = "g_file_read", .Deed = PathDeed::Open, .Info = Result, .Ok = NonZero},
    {.Callee = "g_file_read_link", .Deed = PathDeed::Link, .Info = Result, .Ok = NonZero},
    {.Callee = "g_file_replace", .Deed = PathDeed::Replace, .Ok = NonZero},
    {.Callee = "g_file_replace_contents", .Deed = PathDeed::Replace, .Ok = NonZero},
    {.Callee = "g_file_set_contents", .Deed = PathDeed::Replace, .Ok = NonZero},
    {.Callee = "g_file_set_contents_full", .Deed = PathDeed::Replace, .Ok = NonZero},
    {.Callee = "g_file_test", .Deed = PathDeed::Exists, .Mode = 1, .ModeKind = GlibTest, .Ok = NonZero},
    {.Callee = "g_file_trash", .Deed = PathDeed::Remove, .Ok = NonZero},
    {.Callee = "g_fopen", .Deed = PathDeed::Open, .Info = Result, .Mode = 1, .ModeKind = ModeText, .Ok = NonZero},
    {.Callee = "g_freopen", .Deed = PathDeed::Open, .Info = Result, .Mode = 1, .ModeKind = ModeText, .Ok = NonZero},
    {.Callee = "g_key_file_load_from_file", .Deed = PathDeed::Load, .Path = 1, .Ok = NonZero},
    {.Callee = "g_key_file_save_to_file", .Deed = PathDeed::Replace, .Path = 1, .Ok = NonZero},
    {.Callee = "g_lstat", .Deed = PathDeed::Status, .Info = 1, .Ok = Zero, .OnLink = true},
    {.Callee = "g_mapped_file_new", .Deed = PathDeed::Load, .Ok = NonZero},
    {.Callee = "g_mkdir", .Deed = PathDeed::Make, .Ok = Zero},
    {.Callee = "g_mkdir_with_parents", .Deed = PathDeed::Make, .Ok = Zero, .Tolerates = true},
    {.Callee = "g_open", .Deed = PathDeed::Open, .Info = Result, .Mode = 1, .ModeKind = OpenFlags, .Ok = NonNegative},
    {.Callee = "g_remove", .Deed = PathDeed::Remove, .Ok = Zero, .OnLink = true},
    {.Callee = "g_rename", .Deed = PathDeed::MoveAway, .Path = 0, .Ok = Zero},
    {.Callee = "g_rename", .Deed = PathDeed::Replace, .Path = 1, .Ok = Zero},
    {.Callee = "g_rmdir", .Deed = PathDeed::Remove, .Ok = Zero, .OnLink = true},
    {.Callee = "g_stat", .Deed = PathDeed::Status, .Info = 1, .Ok = Zero},
    {.Callee = "g_unlink", .Deed = PathDeed::Remove, .Ok = Zero, .OnLink = true},
    {.Callee = "g_utime", .Deed = PathDeed::Modify, .Ok = Zero},
};

static constexpr SamePathApi SamePaths[] = {
    {.Callee = "g_file_get_path"},
    {.Callee = "g_file_new_for_path"},
    {.Callee = "g_file_peek_path"},
    {.Callee = "g_filename_from_utf8"},
    {.Callee = "g_steal_pointer"},
    {.Callee = "g_strdup"},
    {.Callee = "strdup"},
    {.Callee = "xstrdup"},
};

static constexpr AllocationApi Allocations[] = {
    {.Callee = "g_malloc"},
    {.Callee = "g_malloc0"},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "g_build_path"},
    {.Callee = "g_canonicalize_filename"},
    {.Callee = "g_filename_to_utf8"},
    {.Callee = "g_path_get_basename"},
    {.Callee = "g_path_get_dirname"},
};
// clang-format on

extern const Table PathGlibTable;
constinit const Table PathGlibTable = {
    .Library = "glib-paths",
    .Flows = Flows,
    .Paths = Paths,
    .SamePaths = SamePaths,
    .Allocations = Allocations,
};

} // namespace clang::toctou
