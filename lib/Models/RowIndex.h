//===- RowIndex.h - Rows by name ------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the rows of any capability by the name that they speak of: exact names
/// in a hash table, telling names in a `TellingIndex`.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_ROWINDEX_H
#define TOCTOU_MODELS_ROWINDEX_H

#include "Models/TellingName.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace clang::toctou {

struct Table;

/// The type of a row.
enum class Capability : uint8_t {
  Lock,
  Guard,
  LockClass,
  LockedCall,
  Net,
  SocketClass,
  PortField,
  HandOver,
  HandOverClass,
  Flow,
  ListClass,
  FileClass,
  OwnerClass,
  Make,
  Log,
  LogObject,
  Invoke,
  Defer,
  NoReturn,
  Draw,
  Atomic,
  AtomicClass,
  Step,
  ContainerClass,
  TextClass,
  StatusName,
  FailureName,
  NotTelling,
  Delay,
  Act,
  Sentinel,
  SharedOwner,
  Path,
  SamePath,
  Attribute,
  Allocation,
  Sql,
  SqlScope,
  StateColumn,
  Format,
};

/// A row of any type.
struct RowRef {
  Capability Kind;
  const void *Row;
  llvm::StringRef Name;

  template <typename T> const T &as() const {
    return *static_cast<const T *>(Row);
  }
};

/// Rows that speak of one sort of thing (functions, classes, fields, ...).
class RowIndex {
public:
  void add(RowRef Row);

  /// Call once after the last `add`.
  void finish() { Patterns.finish(); }

  llvm::ArrayRef<RowRef> exact(llvm::StringRef Name) const;
  llvm::SmallVector<RowRef, 4> telling(llvm::StringRef Name) const;

private:
  llvm::StringMap<llvm::SmallVector<RowRef, 1>> Exact;
  std::vector<RowRef> Telling;
  TellingIndex Patterns;
};

/// The identifiers that rows of some capabilities end in.
class IdentifierGate {
public:
  void add(llvm::StringRef Name);
  void finish() { Patterns.finish(); }

  /// True if a row ends in \p Identifier.
  bool passes(llvm::StringRef Identifier) const;

private:
  llvm::StringSet<> Exact;
  TellingIndex Patterns;
};

/// All rows of one origin.
struct TableIndex {
  RowIndex Functions, Classes, PortFields, LogObjects, StatusNames,
      FailureNames, NotTelling, Attributes, StateColumns;
  /// Vocabularies: bare names of methods.
  RowIndex AtomicMethods, StepMethods;
  /// Classes of which rows name some method: the others mean nothing.
  llvm::StringSet<> KnownClasses;
  /// Names in rows about locks, sockets and hand-overs; without the last.
  IdentifierGate Concern, Begin;

  /// The rows of the built-in tables, indexed once a process.
  static const TableIndex &builtIn();

  void add(const Table &T);
  void finish();

private:
  void addToGates(const Table &T);
  void addKnownClasses(const Table &T);
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_ROWINDEX_H
