//===- Tables.cpp ---------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

// One line a library; the telling names come last.
#define TOCTOU_TABLES(TABLE)                                                   \
  TABLE(Posix)                                                                 \
  TABLE(Delays)                                                                \
  TABLE(C11Threads)                                                            \
  TABLE(CLocks)                                                                \
  TABLE(Std)                                                                   \
  TABLE(StdContainers)                                                         \
  TABLE(Atomics)                                                               \
  TABLE(Concurrent)                                                            \
  TABLE(Ownership)                                                             \
  TABLE(Random)                                                                \
  TABLE(DelayLibraries)                                                        \
  TABLE(Sqlite)                                                                \
  TABLE(Libpq)                                                                 \
  TABLE(Pqxx)                                                                  \
  TABLE(MySql)                                                                 \
  TABLE(Odbc)                                                                  \
  TABLE(QtSql)                                                                 \
  TABLE(Soci)                                                                  \
  TABLE(PocoData)                                                              \
  TABLE(SqlNames)                                                              \
  TABLE(Formats)                                                               \
  TABLE(StateColumns)                                                          \
  TABLE(Absl)                                                                  \
  TABLE(Asio)                                                                  \
  TABLE(Boost)                                                                 \
  TABLE(FileLocks)                                                             \
  TABLE(Folly)                                                                 \
  TABLE(Glib)                                                                  \
  TABLE(Grpc)                                                                  \
  TABLE(Libuv)                                                                 \
  TABLE(Poco)                                                                  \
  TABLE(Qt)                                                                    \
  TABLE(QtValues)                                                              \
  TABLE(Loggers)                                                               \
  TABLE(Servers)                                                               \
  TABLE(Asides)                                                                \
  TABLE(LockNames)                                                             \
  TABLE(PortNames)                                                             \
  TABLE(ServerNames)                                                           \
  TABLE(ChildNames)                                                            \
  TABLE(DelayNames)                                                            \
  TABLE(Outcomes)                                                              \
  TABLE(Texts)                                                                 \
  TABLE(Names)                                                                 \
  TABLE(PathPosix)                                                             \
  TABLE(PathStd)                                                               \
  TABLE(PathBoost)                                                             \
  TABLE(PathGlib)                                                              \
  TABLE(PathQt)

namespace clang::toctou {

#define TOCTOU_TABLE(NAME) extern const Table NAME##Table;
TOCTOU_TABLES(TOCTOU_TABLE)
#undef TOCTOU_TABLE

llvm::ArrayRef<const Table *> tables() {
  static constexpr const Table *All[] = {
#define TOCTOU_TABLE(NAME) &NAME##Table,
      TOCTOU_TABLES(TOCTOU_TABLE)
#undef TOCTOU_TABLE
  };
  return All;
}

} // namespace clang::toctou
