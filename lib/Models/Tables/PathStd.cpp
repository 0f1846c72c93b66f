//===- PathStd.cpp - Files by name, in the standard library ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `std::filesystem` and the file streams. Where an overload takes no error
/// code, failure throws.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum PathMode;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr PathApi Paths[] = {
    {.Callee = "std::basic_fstream::basic_fstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "std::basic_fstream::close", .Deed = PathDeed::HandleClose, .Path = Receiver},
    {.Callee = "std::basic_fstream::is_open", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = NonZero},
    {.Callee = "std::basic_fstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "std::basic_ifstream::basic_ifstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "std::basic_ifstream::close", .Deed = PathDeed::HandleClose, .Path = Receiver},
    {.Callee = "std::basic_ifstream::is_open", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = NonZero},
    {.Callee = "std::basic_ifstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero},
    {.Callee = "std::basic_ios::bad", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = Zero},
    {.Callee = "std::basic_ios::fail", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = Zero},
    {.Callee = "std::basic_ios::good", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = NonZero},
    {.Callee = "std::basic_ios::operator bool", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = NonZero},
    {.Callee = "std::basic_ios::operator!", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = Zero},
    {.Callee = "std::basic_ofstream::basic_ofstream", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero, .Writes = true},
    {.Callee = "std::basic_ofstream::close", .Deed = PathDeed::HandleClose, .Path = Receiver},
    {.Callee = "std::basic_ofstream::is_open", .Deed = PathDeed::HandleTest, .Path = Receiver, .Ok = NonZero},
    {.Callee = "std::basic_ofstream::open", .Deed = PathDeed::Open, .Path = 0, .Info = Receiver, .Mode = 1, .ModeKind = StdOpen, .Ok = NonZero, .Writes = true},
    {.Callee = "std::filesystem::canonical", .Deed = PathDeed::Link, .Info = Result, .Throws = true},
    {.Callee = "std::filesystem::copy", .Deed = PathDeed::Load, .Path = 0, .Throws = true},
    {.Callee = "std::filesystem::copy", .Deed = PathDeed::Replace, .Path = 1, .Mode = 2, .ModeKind = StdCopy, .Throws = true},
    {.Callee = "std::filesystem::copy_file", .Deed = PathDeed::Load, .Path = 0, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::copy_file", .Deed = PathDeed::Replace, .Path = 1, .Mode = 2, .ModeKind = StdCopy, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::copy_symlink", .Deed = PathDeed::Link, .Path = 0, .Throws = true},
    {.Callee = "std::filesystem::create_directories", .Deed = PathDeed::Make, .Tolerates = true, .Throws = true},
    {.Callee = "std::filesystem::create_directory", .Deed = PathDeed::Make, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::create_directory_symlink", .Deed = PathDeed::Make, .Path = 1, .Throws = true},
    {.Callee = "std::filesystem::create_hard_link", .Deed = PathDeed::Load, .Path = 0, .Throws = true},
    {.Callee = "std::filesystem::create_hard_link", .Deed = PathDeed::Make, .Path = 1, .Throws = true},
    {.Callee = "std::filesystem::create_symlink", .Deed = PathDeed::Make, .Path = 1, .Throws = true},
    {.Callee = "std::filesystem::current_path", .Deed = PathDeed::Enter, .Throws = true, .Parameters = 1},
    {.Callee = "std::filesystem::current_path", .Deed = PathDeed::Enter, .Throws = true, .Parameters = 2},
    {.Callee = "std::filesystem::directory_iterator::directory_iterator", .Deed = PathDeed::Enter, .Throws = true},
    {.Callee = "std::filesystem::exists", .Deed = PathDeed::Exists, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::file_size", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = -1},
    {.Callee = "std::filesystem::hard_link_count", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = -1},
    {.Callee = "std::filesystem::is_block_file", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_character_file", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_directory", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_empty", .Deed = PathDeed::Property, .Info = Result, .Throws = true},
    {.Callee = "std::filesystem::is_fifo", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_other", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_regular_file", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_socket", .Deed = PathDeed::Type, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::is_symlink", .Deed = PathDeed::Link, .Ok = NonZero, .Throws = true},
    {.Callee = "std::filesystem::last_write_time", .Deed = PathDeed::Modify, .Throws = true, .Parameters = 3},
    {.Callee = "std::filesystem::last_write_time", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = 1, .OfTime = true},
    {.Callee = "std::filesystem::last_write_time", .Deed = PathDeed::Property, .Info = Result, .Throws = true, .Parameters = 2, .OfTime = true},
    {.Callee = "std::filesystem::permissions", .Deed = PathDeed::Modify, .Mode = 2, .ModeKind = StdPerm, .Throws = true},
    {.Callee = "std::filesystem::read_symlink", .Deed = PathDeed::Link, .Info = Result, .Throws = true},
    {.Callee = "std::filesystem::recursive_directory_iterator::recursive_directory_iterator", .Deed = PathDeed::Enter, .Throws = true},
    {.Callee = "std::filesystem::remove", .Deed = PathDeed::Remove, .Ok = NonZero, .OnLink = true, .Tolerates = true, .Throws = true},
    {.Callee = "std::filesystem::remove_all", .Deed = PathDeed::Remove, .OnLink = true, .Tolerates = true, .Throws = true},
    {.Callee = "std::filesystem::rename", .Deed = PathDeed::MoveAway, .Path = 0, .Throws = true},
    {.Callee = "std::filesystem::rename", .Deed = PathDeed::Replace, .Path = 1, .Throws = true},
    {.Callee = "std::filesystem::resize_file", .Deed = PathDeed::Modify, .Throws = true},
    {.Callee = "std::filesystem::space", .Deed = PathDeed::Status, .Info = Result, .Throws = true},
    {.Callee = "std::filesystem::status", .Deed = PathDeed::Status, .Info = Result, .Throws = true},
    {.Callee = "std::filesystem::symlink_status", .Deed = PathDeed::Status, .Info = Result, .OnLink = true, .Throws = true},
    {.Callee = "std::filesystem::weakly_canonical", .Deed = PathDeed::Link, .Info = Result, .Throws = true},
};

static constexpr SamePathApi SamePaths[] = {
    {.Callee = "std::basic_string::c_str"},
    {.Callee = "std::basic_string::data"},
    {.Callee = "std::basic_string_view::data"},
    {.Callee = "std::filesystem::absolute"},
    {.Callee = "std::filesystem::directory_entry::operator const path &"},
    {.Callee = "std::filesystem::directory_entry::path"},
    {.Callee = "std::filesystem::path::c_str"},
    {.Callee = "std::filesystem::path::data"},
    {.Callee = "std::filesystem::path::generic_string"},
    {.Callee = "std::filesystem::path::generic_u8string"},
    {.Callee = "std::filesystem::path::generic_wstring"},
    {.Callee = "std::filesystem::path::lexically_normal"},
    {.Callee = "std::filesystem::path::make_preferred"},
    {.Callee = "std::filesystem::path::native"},
    {.Callee = "std::filesystem::path::string"},
    {.Callee = "std::filesystem::path::u16string"},
    {.Callee = "std::filesystem::path::u8string"},
    {.Callee = "std::filesystem::path::wstring"},
    {.Callee = "std::filesystem::u8path"},
};

static constexpr AllocationApi Allocations[] = {
    {.Callee = "operator new", .Size = 0},
    {.Callee = "operator new[]", .Size = 0},
    {.Callee = "std::basic_string::basic_string", .Size = 0},
    {.Callee = "std::basic_string::reserve", .Size = 0},
    {.Callee = "std::basic_string::resize", .Size = 0},
    {.Callee = "std::make_shared", .Size = 0},
    {.Callee = "std::make_unique", .Size = 0},
    {.Callee = "std::make_unique_for_overwrite", .Size = 0},
    {.Callee = "std::vector::reserve", .Size = 0},
    {.Callee = "std::vector::resize", .Size = 0},
    {.Callee = "std::vector::vector", .Size = 0},
};

static constexpr TextClassApi TextClasses[] = {
    {.Class = "std::filesystem::path"},
};

static constexpr FileClassApi FileClasses[] = {
    {.Class = "std::basic_fstream"},
    {.Class = "std::basic_ifstream"},
};
// clang-format on

extern const Table PathStdTable;
constinit const Table PathStdTable = {
    .Library = "std-paths",
    .FileClasses = FileClasses,
    .TextClasses = TextClasses,
    .Paths = Paths,
    .SamePaths = SamePaths,
    .Allocations = Allocations,
};

} // namespace clang::toctou
