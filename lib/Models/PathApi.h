//===- PathApi.h - What calls do to the file that a path names ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rows about files: a call looks a name up and tells something of what it
/// found, or does something to it, or speaks of a descriptor that is open
/// already. A call that names two files has a row for each.
///
/// A name is looked up anew by every call: what one call found is not what the
/// next one finds. That is all that these rows are for.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_PATHAPI_H
#define TOCTOU_MODELS_PATHAPI_H

#include "Models/Api.h"
#include <optional>

namespace clang::toctou {

/// What a call does with the file of a name.
enum class PathDeed : uint8_t {
  // Questions.
  Exists,   ///< Is there something of that name?
  Type,     ///< Is there a directory, a regular file, ... of that name?
  Access,   ///< May it be read, written, executed? (`Mode`)
  Status,   ///< Its attributes, stored in `Info`.
  Property, ///< One attribute, returned: size, owner, time, link target.
  Link,     ///< Is it a symbolic link, and where to?
  PickName, ///< A name that nothing has: in `Path`.
  // Acts.
  Open,     ///< Opens it as `Mode` says; `Info` is the descriptor or stream.
  Make,     ///< Makes it; fails if there is one already.
  Replace,  ///< Makes it, or puts something else in its place.
  Remove,   ///< Takes it away.
  MoveAway, ///< Gives it another name; fails if there is none.
  Modify,   ///< Changes its owner, permissions, times or length.
  Enter,    ///< Runs it, lists it, goes there, mounts it.
  Load,     ///< Reads it as a whole.
  // Of what is open already: `Path` is the descriptor or stream.
  HandleStatus, ///< Its attributes or content, stored in `Info`.
  HandleTest,   ///< Is it open? Returned.
  HandleAct,    ///< Changes it.
  HandleClose,  ///< Gives it back.
  HandleMake,   ///< A stream of that descriptor, returned.
};

/// How an argument says how a file is opened, checked or replaced.
enum class PathMode : uint8_t {
  None,
  OpenFlags,   ///< `O_RDONLY | O_CREAT`.
  ModeText,    ///< `"wx"`.
  AccessBits,  ///< `R_OK | W_OK`, 0 asks only whether it exists.
  AtFlags,     ///< `AT_SYMLINK_NOFOLLOW`.
  RenameFlags, ///< `RENAME_NOREPLACE`.
  StdOpen,     ///< `std::ios::out | std::ios::trunc`.
  StdCopy,     ///< `std::filesystem::copy_options`.
  StdPerm,     ///< `std::filesystem::perm_options`.
  QtOpen,      ///< `QIODevice::WriteOnly`.
  GlibTest,    ///< `G_FILE_TEST_EXISTS`.
  Truth,       ///< A flag that is true if an existing file may be replaced.
};

/// What a mode, or the row, says of an act or a question. Unknown parts of a
/// mode say `Unknown`.
struct PathTraits {
  bool Unknown = false;   ///< Part of the mode is not known.
  bool Reads = false;     ///< Open: for reading.
  bool Writes = false;    ///< Open: for writing.
  bool Creates = false;   ///< Open: makes the file if there is none.
  bool Truncates = false; ///< Open: empties a file that is there.
  bool Excludes = false;  ///< Fails if there is a file already.
  bool NoFollow = false;  ///< Acts on a link itself, or refuses it.
  bool AsksRight = false; ///< Access: for a right, not only for existence.
  bool AsksType = false;  ///< Type: GLib's test can ask for other things.
  bool AsksLink = false;  ///< Whether it is a symbolic link.
};

/// A call that looks a name up, or acts on what a name once opened.
struct PathApi {
  llvm::StringRef Callee;
  PathDeed Deed;
  Slot Path = 0;      ///< The name; for a handle's deed, the handle.
  Slot Dir = NoSlot;  ///< The descriptor of the directory it is relative to.
  Slot Info = NoSlot; ///< Where attributes, or the handle, go.
  Slot Mode = NoSlot;
  PathMode ModeKind = PathMode::None;
  Success Ok = Success::Always;
  /// Of the symbolic link itself, if it is one.
  bool OnLink = false;
  /// What it wants is there already, or is gone already: that is success too.
  bool Tolerates = false;
  /// Failure throws, if no argument takes an error code.
  bool Throws = false;
  /// Only the overload with this many parameters; -1: any.
  int8_t Parameters = -1;
  /// Property: a time, as a cache compares.
  bool OfTime = false;
  /// The mode if no argument gives one: Open for reading, for instance.
  bool Writes = false;
};

/// A call whose result (or object) names the same file as its receiver or
/// first argument: `c_str`, a conversion, a constructor of a file object.
struct SamePathApi {
  llvm::StringRef Callee;
};

/// A field of the attributes, by what it tells.
enum class AttributeKind : uint8_t {
  Identity, ///< Device and inode number.
  Type,     ///< Type and permissions.
  Time,
  Size,
  Owner,
};

/// A field of the attributes that a `Status` question stores.
struct AttributeApi {
  llvm::StringRef Field;
  AttributeKind Kind;
};

/// A call that allocates as much as an argument says.
struct AllocationApi {
  llvm::StringRef Callee;
  Slot Size = 0;
};

/// An error number or condition that says that a file was there already, or was
/// not there: code that asks for it has the lost race in mind.
struct PathErrorApi {
  int Number;
  bool IsThere = false; ///< It exists already (else: it does not exist).
};

/// True if \p Deed asks and changes nothing.
constexpr bool asks(PathDeed Deed) { return Deed <= PathDeed::PickName; }
/// True if \p Deed looks a name up (and is not about something open).
constexpr bool looksUp(PathDeed Deed) { return Deed < PathDeed::HandleStatus; }

/// What the number \p Mode says of a call by \p Row. Without a number, all that
/// is known without it.
PathTraits traitsOf(const PathApi &Row, std::optional<int64_t> Mode,
                    bool HasMode);
/// The same for a mode that is a text.
PathTraits traitsOfText(const PathApi &Row, llvm::StringRef Mode);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_PATHAPI_H
