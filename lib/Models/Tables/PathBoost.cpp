//===- PathBoost.cpp - Files by name, in Boost ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Boost.Filesystem: the model of `std::filesystem`, with its streams.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum PathMode;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr PathApi Paths[] = {
    {.Callee = "boost::filesystem::basic_fstream::basic_fstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::basic_fstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::basic_ifstream::basic_ifstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::basic_ifstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::basic_ofstream::basic_ofstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero, .Writes = true},
    {.Callee = "boost::filesystem::basic_ofstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero, .Writes = true},
    {.Callee = "boost::filesystem::canonical", .Deed = PathDeed::Link, .Info = Result, .Throws = true},
    {.Callee = "boost::filesystem::copy", .Deed = PathDeed::Load, .Path = 0, .Throws = true},
    {.Callee = "boost::filesystem::copy", .Deed = PathDeed::Replace, .Path = 1, .Mode = 2, .ModeKind = StdCopy, .Throws = true},
    {.Callee = "boost::filesystem::copy_file", .Deed = PathDeed::Load, .Path = 0, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::copy_file", .Deed = PathDeed::Replace, .Path = 1, .Mode = 2, .ModeKind = StdCopy, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::copy_symlink", .Deed = PathDeed::Link, .Path = 0, .Throws = true},
    {.Callee = "boost::filesystem::create_directories", .Deed = PathDeed::Make, .Tolerates = true, .Throws = true},
    {.Callee = "boost::filesystem::create_directory", .Deed = PathDeed::Make, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::create_directory_symlink", .Deed = PathDeed::Make, .Path = 1, .Throws = true},
    {.Callee = "boost::filesystem::create_hard_link", .Deed = PathDeed::Load, .Path = 0, .Throws = true},
    {.Callee = "boost::filesystem::create_hard_link", .Deed = PathDeed::Make, .Path = 1, .Throws = true},
    {.Callee = "boost::filesystem::create_symlink", .Deed = PathDeed::Make, .Path = 1, .Throws = true},
    {.Callee = "boost::filesystem::current_path", .Deed = PathDeed::Enter, .Throws = true, .Parameters = 1},
    {.Callee = "boost::filesystem::current_path", .Deed = PathDeed::Enter, .Throws = true, .Parameters = 2},
    {.Callee = "boost::filesystem::directory_iterator::directory_iterator", .Deed = PathDeed::Enter, .Throws = true},
    {.Callee = "boost::filesystem::exists", .Deed = PathDeed::Exists, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::file_size", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = -1},
    {.Callee = "boost::filesystem::fstream::fstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::fstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::hard_link_count", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = -1},
    {.Callee = "boost::filesystem::ifstream::ifstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::ifstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "boost::filesystem::is_block_file", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_character_file", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_directory", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_empty", .Deed = PathDeed::Property, .Info = Result, .Throws = true},
    {.Callee = "boost::filesystem::is_fifo", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_other", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_regular_file", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_socket", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::is_symlink", .Deed = PathDeed::Link, .Ok = NonZero, .Throws = true},
    {.Callee = "boost::filesystem::last_write_time", .Deed = PathDeed::Modify, .Throws = true, .Parameters = 3},
    {.Callee = "boost::filesystem::last_write_time", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = 1, .OfTime = true},
    {.Callee = "boost::filesystem::last_write_time", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = 2, .OfTime = true},
    {.Callee = "boost::filesystem::ofstream::ofstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero, .Writes = true},
    {.Callee = "boost::filesystem::ofstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero, .Writes = true},
    {.Callee = "boost::filesystem::permissions", .Deed = PathDeed::Modify, .Mode = 2, .ModeKind = StdPerm, .Throws = true},
    {.Callee = "boost::filesystem::read_symlink", .Deed = PathDeed::Link, .Info = Result, .Throws = true},
    {.Callee = "boost::filesystem::recursive_directory_iterator::recursive_directory_iterator", .Deed = PathDeed::Enter, .Throws = true},
    {.Callee = "boost::filesystem::remove", .Deed = PathDeed::Remove, .Ok = NonZero, .OnLink = true, .Tolerates = true, .Throws = true},
    {.Callee = "boost::filesystem::remove_all", .Deed = PathDeed::Remove, .OnLink = true, .Tolerates = true, .Throws = true},
    {.Callee = "boost::filesystem::rename", .Deed = PathDeed::MoveAway, .Path = 0, .Throws = true},
    {.Callee = "boost::filesystem::rename", .Deed = PathDeed::Replace, .Path = 1, .Throws = true},
    {.Callee = "boost::filesystem::resize_file", .Deed = PathDeed::Modify, .Throws = true},
    {.Callee = "boost::filesystem::space", .Deed = PathDeed::Status, .Info = Result, .Throws = true},
    {.Callee = "boost::filesystem::status", .Deed = PathDeed::Status, .Info = Result, .Throws = true},
    {.Callee = "boost::filesystem::symlink_status", .Deed = PathDeed::Status, .Info = Result, .OnLink = true, .Throws = true},
    {.Callee = "boost::filesystem::weakly_canonical", .Deed = PathDeed::Link, .Info = Result, .Throws = true},
};

static constexpr SamePathApi SamePaths[] = {
    {.Callee = "boost::filesystem::absolute"},
    {.Callee = "boost::filesystem::directory_entry::path"},
    {.Callee = "boost::filesystem::path::c_str"},
    {.Callee = "boost::filesystem::path::data"},
    {.Callee = "boost::filesystem::path::generic_string"},
    {.Callee = "boost::filesystem::path::generic_u8string"},
    {.Callee = "boost::filesystem::path::generic_wstring"},
    {.Callee = "boost::filesystem::path::lexically_normal"},
    {.Callee = "boost::filesystem::path::make_preferred"},
    {.Callee = "boost::filesystem::path::native"},
    {.Callee = "boost::filesystem::path::string"},
    {.Callee = "boost::filesystem::path::u16string"},
    {.Callee = "boost::filesystem::path::u8string"},
    {.Callee = "boost::filesystem::path::wstring"},
};

static constexpr TextClassApi TextClasses[] = {
    {.Class = "boost::filesystem::path"},
};

static constexpr FileClassApi FileClasses[] = {
    {.Class = "boost::filesystem::basic_ifstream"},
    {.Class = "boost::filesystem::fstream"},
    {.Class = "boost::filesystem::ifstream"},
    {.Class = "boost::filesystem::ofstream"},
};
// clang-format on

extern const Table PathBoostTable;
constinit const Table PathBoostTable = {
    .Library = "boost-paths",
    .FileClasses = FileClasses,
    .TextClasses = TextClasses,
    .Paths = Paths,
    .SamePaths = SamePaths,
};

} // namespace clang::toctou
