//===- PathTraits.cpp - What a mode says of an act on a path --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The numbers are those of Linux and of the libraries' headers; a mode that is
/// put together from a variable says `Unknown`.
///
//===----------------------------------------------------------------------===//
#include "Models/PathApi.h"

namespace clang::toctou {

static void readOpenFlags(int64_t N, PathTraits &T) {
  int64_t Way = N & 3;
  T.Reads = Way == 0 || Way == 2;
  T.Writes = Way != 0;
  T.Creates = N & 0100;
  T.Excludes = (N & 0200) && T.Creates;
  T.Truncates = N & 01000;
  T.NoFollow = N & 0400000;
  // O_TMPFILE has no name at all.
  if ((N & 020000000) != 0)
    T.Excludes = true;
}

static void readStdOpen(int64_t N, PathTraits &T) {
  // libstdc++: app 1, ate 2, bin 4, in 8, out 16, trunc 32, noreplace 64.
  bool In = N & 8, Out = N & 16, App = N & 1, Trunc = N & 32;
  T.Reads = In || !(Out || App);
  T.Writes = Out || App;
  T.Creates = (Out || App) && (!In || Trunc || App);
  T.Truncates = Trunc || (Out && !In && !App);
  T.Excludes = N & 64;
}

static void readQtOpen(int64_t N, PathTraits &T) {
  // ReadOnly 1, WriteOnly 2, Append 4, Truncate 8, NewOnly 64, ExistingOnly
  // 128.
  T.Reads = N & 1;
  T.Writes = N & 6;
  T.Creates = (N & 6) && !(N & 128);
  T.Truncates = (N & 8) || ((N & 2) && !(N & 1) && !(N & 4));
  T.Excludes = N & 64;
}

static void readNumber(const PathApi &Row, int64_t N, PathTraits &T) {
  switch (Row.ModeKind) {
  case PathMode::None:
  case PathMode::ModeText:
    return;
  case PathMode::OpenFlags:
    return readOpenFlags(N, T);
  case PathMode::AccessBits:
    T.AsksRight = N & 7;
    return;
  case PathMode::AtFlags:
    T.NoFollow |= (N & 0x100) != 0;
    T.AsksLink |= (N & 0x100) != 0;
    return;
  case PathMode::RenameFlags:
    T.Excludes = N & 1;
    return;
  case PathMode::StdOpen:
    return readStdOpen(N, T);
  case PathMode::StdCopy:
    // skip_existing 1, overwrite_existing 2, update_existing 4.
    T.Excludes = !(N & 6);
    return;
  case PathMode::StdPerm:
    T.NoFollow = N & 8;
    return;
  case PathMode::QtOpen:
    return readQtOpen(N, T);
  case PathMode::GlibTest:
    // IS_REGULAR 1, IS_SYMLINK 2, IS_DIR 4, IS_EXECUTABLE 8, EXISTS 16.
    T.AsksLink = N & 2;
    T.AsksRight = N & 8;
    T.AsksType = (N & 5) != 0;
    return;
  case PathMode::Truth:
    T.Excludes = N == 0;
    return;
  }
}

PathTraits traitsOf(const PathApi &Row, std::optional<int64_t> Mode,
                    bool HasMode) {
  PathTraits T;
  T.NoFollow = Row.OnLink;
  T.AsksLink = Row.Deed == PathDeed::Link ||
               (Row.OnLink && Row.Deed == PathDeed::Status);
  T.AsksType = Row.Deed == PathDeed::Type && Row.ModeKind == PathMode::None;
  if (Row.Deed == PathDeed::Open &&
      (Row.ModeKind == PathMode::None || !HasMode)) {
    T.Reads = !Row.Writes;
    T.Writes = T.Creates = T.Truncates = Row.Writes;
  }
  if (Row.Deed == PathDeed::Access && !HasMode)
    T.AsksRight = true;
  if (Row.ModeKind == PathMode::StdCopy && !HasMode)
    T.Excludes = true;
  if (!HasMode)
    return T;
  if (Mode)
    readNumber(Row, *Mode, T);
  else {
    T.Unknown = true;
    T.AsksRight = Row.Deed == PathDeed::Access;
  }
  return T;
}

PathTraits traitsOfText(const PathApi &Row, llvm::StringRef Mode) {
  PathTraits T = traitsOf(Row, std::nullopt, false);
  T.Reads = T.Writes = T.Creates = T.Truncates = false;
  bool Plus = Mode.contains('+');
  T.Reads = Mode.starts_with("r") || Plus;
  T.Writes = !Mode.starts_with("r") || Plus;
  T.Creates = !Mode.starts_with("r");
  T.Truncates = Mode.starts_with("w");
  T.Excludes = Mode.contains('x');
  return T;
}

} // namespace clang::toctou
