//===- PathQt.cpp - Files by name, in Qt ----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A `QFile`, `QFileInfo` or `QDir` is a name: each of its methods looks it up
/// anew. A method and its static namesake differ by their parameters.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum PathMode;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr PathApi Paths[] = {
    {.Callee = "QDir::entryInfoList", .Deed = PathDeed::Enter, .Path = Receiver, .Tolerates = true},
    {.Callee = "QDir::entryList", .Deed = PathDeed::Enter, .Path = Receiver, .Tolerates = true},
    {.Callee = "QDir::exists", .Deed = PathDeed::Exists, .Path = 0, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QDir::exists", .Deed = PathDeed::Exists, .Path = Receiver, .Ok = NonZero, .Parameters = 0},
    {.Callee = "QDir::isEmpty", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result, .Parameters = 1},
    {.Callee = "QDir::isReadable", .Deed = PathDeed::Access, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QDir::mkdir", .Deed = PathDeed::Make, .Path = 0, .Ok = NonZero},
    {.Callee = "QDir::mkpath", .Deed = PathDeed::Make, .Path = 0, .Ok = NonZero, .Tolerates = true},
    {.Callee = "QDir::remove", .Deed = PathDeed::Remove, .Path = 0, .Ok = NonZero, .OnLink = true},
    {.Callee = "QDir::removeRecursively", .Deed = PathDeed::Remove, .Path = Receiver, .Ok = NonZero, .Tolerates = true, .Parameters = 0},
    {.Callee = "QDir::rename", .Deed = PathDeed::Make, .Path = 1, .Ok = NonZero},
    {.Callee = "QDir::rename", .Deed = PathDeed::MoveAway, .Path = 0, .Ok = NonZero},
    {.Callee = "QDir::rmdir", .Deed = PathDeed::Remove, .Path = 0, .Ok = NonZero, .OnLink = true},
    {.Callee = "QDir::setCurrent", .Deed = PathDeed::Enter, .Path = 0, .Ok = NonZero},
    {.Callee = "QDirIterator::QDirIterator", .Deed = PathDeed::Enter, .Path = 0, .Tolerates = true},
    {.Callee = "QFile::close", .Deed = PathDeed::HandleClose, .Path = Receiver, .Parameters = 0},
    {.Callee = "QFile::copy", .Deed = PathDeed::Load, .Path = 0, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::copy", .Deed = PathDeed::Load, .Path = Receiver, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::copy", .Deed = PathDeed::Make, .Path = 0, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::copy", .Deed = PathDeed::Make, .Path = 1, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::exists", .Deed = PathDeed::Exists, .Path = 0, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::exists", .Deed = PathDeed::Exists, .Path = Receiver, .Ok = NonZero, .Parameters = 0},
    {.Callee = "QFile::link", .Deed = PathDeed::Make, .Path = 0, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::link", .Deed = PathDeed::Make, .Path = 1, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::moveToTrash", .Deed = PathDeed::Remove, .Path = Receiver, .Ok = NonZero, .Parameters = 0},
    {.Callee = "QFile::open", .Deed = PathDeed::Open, .Path = Receiver, .Info = Receiver, .Mode = 0, .ModeKind = QtOpen, .Ok = NonZero},
    {.Callee = "QFile::permissions", .Deed = PathDeed::Property, .Path = 0, .Info = Result, .Parameters = 1},
    {.Callee = "QFile::permissions", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result, .Parameters = 0},
    {.Callee = "QFile::remove", .Deed = PathDeed::Remove, .Path = 0, .Ok = NonZero, .OnLink = true, .Parameters = 1},
    {.Callee = "QFile::remove", .Deed = PathDeed::Remove, .Path = Receiver, .Ok = NonZero, .OnLink = true, .Parameters = 0},
    {.Callee = "QFile::rename", .Deed = PathDeed::Make, .Path = 0, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::rename", .Deed = PathDeed::Make, .Path = 1, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::rename", .Deed = PathDeed::MoveAway, .Path = 0, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::rename", .Deed = PathDeed::MoveAway, .Path = Receiver, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::resize", .Deed = PathDeed::Modify, .Path = 0, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::setPermissions", .Deed = PathDeed::Modify, .Path = 0, .Ok = NonZero, .Parameters = 2},
    {.Callee = "QFile::setPermissions", .Deed = PathDeed::Modify, .Path = Receiver, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFile::symLinkTarget", .Deed = PathDeed::Link, .Path = 0, .Info = Result, .Parameters = 1},
    {.Callee = "QFileInfo::birthTime", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result, .OfTime = true},
    {.Callee = "QFileInfo::canonicalFilePath", .Deed = PathDeed::Link, .Path = Receiver, .Info = Result, .Ok = NonZero},
    {.Callee = "QFileInfo::exists", .Deed = PathDeed::Exists, .Path = 0, .Ok = NonZero, .Parameters = 1},
    {.Callee = "QFileInfo::exists", .Deed = PathDeed::Exists, .Path = Receiver, .Ok = NonZero, .Parameters = 0},
    {.Callee = "QFileInfo::group", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result},
    {.Callee = "QFileInfo::groupId", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result},
    {.Callee = "QFileInfo::isDir", .Deed = PathDeed::Type, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::isExecutable", .Deed = PathDeed::Access, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::isFile", .Deed = PathDeed::Type, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::isReadable", .Deed = PathDeed::Access, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::isRoot", .Deed = PathDeed::Type, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::isSymLink", .Deed = PathDeed::Link, .Path = Receiver, .Info = Result, .Ok = NonZero},
    {.Callee = "QFileInfo::isSymbolicLink", .Deed = PathDeed::Link, .Path = Receiver, .Info = Result, .Ok = NonZero},
    {.Callee = "QFileInfo::isWritable", .Deed = PathDeed::Access, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::lastModified", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result, .OfTime = true},
    {.Callee = "QFileInfo::lastRead", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result, .OfTime = true},
    {.Callee = "QFileInfo::owner", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result},
    {.Callee = "QFileInfo::ownerId", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result},
    {.Callee = "QFileInfo::permission", .Deed = PathDeed::Access, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QFileInfo::permissions", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result},
    {.Callee = "QFileInfo::readSymLink", .Deed = PathDeed::Link, .Path = Receiver, .Info = Result, .Ok = NonZero},
    {.Callee = "QFileInfo::size", .Deed = PathDeed::Property, .Path = Receiver, .Info = Result},
    {.Callee = "QFileInfo::symLinkTarget", .Deed = PathDeed::Link, .Path = Receiver, .Info = Result, .Ok = NonZero},
    {.Callee = "QLibrary::load", .Deed = PathDeed::Enter, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QPluginLoader::load", .Deed = PathDeed::Enter, .Path = Receiver, .Ok = NonZero},
    {.Callee = "QProcess::execute", .Deed = PathDeed::Enter, .Path = 0, .Ok = NonNegative},
    {.Callee = "QProcess::startDetached", .Deed = PathDeed::Enter, .Path = 0, .Ok = NonZero},
};

static constexpr SamePathApi SamePaths[] = {
    {.Callee = "QByteArray::constData"},
    {.Callee = "QByteArray::data"},
    {.Callee = "QByteArray::operator const char *"},
    {.Callee = "QByteArray::toStdString"},
    {.Callee = "QDir::absolutePath"},
    {.Callee = "QDir::cleanPath"},
    {.Callee = "QDir::fromNativeSeparators"},
    {.Callee = "QDir::path"},
    {.Callee = "QDir::toNativeSeparators"},
    {.Callee = "QFile::decodeName"},
    {.Callee = "QFile::encodeName"},
    {.Callee = "QFile::fileName"},
    {.Callee = "QFileInfo::absoluteFilePath"},
    {.Callee = "QFileInfo::filePath"},
    {.Callee = "QString::fromLocal8Bit"},
    {.Callee = "QString::fromStdString"},
    {.Callee = "QString::fromUtf8"},
    {.Callee = "QString::operator QStringView"},
    {.Callee = "QString::toLocal8Bit"},
    {.Callee = "QString::toStdString"},
    {.Callee = "QString::toStdWString"},
    {.Callee = "QString::toUtf8"},
    {.Callee = "QString::utf16"},
    {.Callee = "QtPrivate::asString"},
};
// clang-format on

extern const Table PathQtTable;
constinit const Table PathQtTable = {
    .Library = "qt-paths",
    .Paths = Paths,
    .SamePaths = SamePaths,
};

} // namespace clang::toctou
