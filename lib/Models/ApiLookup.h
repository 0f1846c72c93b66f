//===- ApiLookup.h - From a declaration to its rows -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Resolves a declaration to the rows that speak of it, once per translation
/// unit. Inline namespaces, `_chk` and large-file variants are looked through;
/// a method of a derived class inherits the rows of the method it overrides or
/// of the same name in a base; a typedef'd template (`basic_socket_acceptor`)
/// is found under its template's name.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_APILOOKUP_H
#define TOCTOU_MODELS_APILOOKUP_H

#include "Models/Api.h"
#include "Models/PathApi.h"
#include "Models/SqlApi.h"
#include "Models/StepApi.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <optional>
#include <string>

namespace clang {
class CXXMethodDecl;
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
class NamedDecl;
class RecordDecl;
class ValueDecl;
} // namespace clang

namespace clang::toctou {

class AcquisitionLookup;
class DelayLookup;
class ModelFile;

/// All that the rows say of one function. A null member: nothing is said.
struct CallModel {
  const LockApi *Lock = nullptr;
  const LockedCallApi *LockedCall = nullptr;
  llvm::SmallVector<const NetApi *, 2> Net;
  llvm::SmallVector<const HandOverApi *, 1> HandOver;
  llvm::SmallVector<const FlowApi *, 2> Flow;
  llvm::SmallVector<const PathApi *, 2> Paths;
  llvm::SmallVector<const AllocationApi *, 1> Allocates;
  /// Its result names the same file as its receiver or first argument.
  bool KeepsPath = false;
  llvm::SmallVector<const SqlApi *, 1> Sql;
  /// The rows of `Sql` are a library's own, not telling names.
  bool IsSqlExact = false;
  const FormatApi *Format = nullptr;
  bool Logs = false;
  bool InvokesCallable = false;
  bool DefersCallable = false;
  bool NeverReturns = false;
  /// Draws a number at random.
  bool Draws = false;
  /// Constructs an object of its first template argument (see `MakeApi`).
  bool Makes = false;
  /// A step of an atomic.
  const AtomicApi *Atomic = nullptr;
  /// A step on a container; of one that locks itself.
  const StepApi *Step = nullptr;
  bool LocksItself = false;
  /// The function's own annotations say all of this, though it be nothing.
  bool IsAnnotated = false;
  /// Every row that matched is a telling name: a visible body overrides it.
  bool ByNameOnly = false;

  /// No row says anything of this function.
  bool isEmpty() const;
};

/// All that the rows say of one class.
struct ClassModel {
  const GuardApi *Guard = nullptr;
  bool IsLock = false;
  bool IsSocket = false;
  bool IsTextList = false;
  /// Its objects write to a file that was opened by name.
  bool IsFile = false;
  /// Its objects are texts.
  bool IsText = false;
  /// A smart pointer that alone owns its object.
  bool IsOwner = false;
  bool IsAtomic = false;
  const ContainerClassApi *Container = nullptr;
  const HandOverClassApi *HandOver = nullptr;
  const SqlScopeApi *SqlScope = nullptr;
  /// Every row that matched is a telling name.
  bool ByNameOnly = false;
};

/// The rows of the built-in tables and of the user's model file, resolved to
/// the declarations of one translation unit. Not thread-safe: one a unit.
class ApiLookup {
public:
  /// \param User rows of the user's own, or null. Must outlive this object.
  explicit ApiLookup(const ModelFile *User = nullptr);
  ~ApiLookup();
  ApiLookup(const ApiLookup &) = delete;
  ApiLookup &operator=(const ApiLookup &) = delete;

  /// What the rows say of a call to \p F; cached by canonical declaration.
  const CallModel &call(const FunctionDecl &F);

  /// What the rows say of \p R and its bases.
  const ClassModel &record(const RecordDecl &R);

  /// True if \p F holds the port of a socket address.
  bool isPortField(const FieldDecl &F);

  /// What the field \p F tells of a file, if it is one of its attributes.
  std::optional<AttributeKind> attribute(const FieldDecl &F);

  /// True if \p F reads the port out of a socket address.
  bool isPortGetter(const FunctionDecl &F);

  /// True if \p Name (of a field, getter or variable) says that it is a status
  /// of other data.
  bool isStatusName(llvm::StringRef Name);

  /// True if a truth value of this name is true when something failed.
  bool tellsFailure(llvm::StringRef Name);

  /// True if the name of a column of a database says that it changes.
  bool isStateColumn(llvm::StringRef Name);

  /// True if the name of the variable or class \p Name says that it is a log.
  bool isLogObject(llvm::StringRef Name);

  /// True if some row about locks, sockets or hand-overs speaks of an
  /// identifier \p Name (the last component of a name in a row, or a telling
  /// name): a cheap gate before any analysis. What only carries values or logs
  /// is no reason.
  bool mayConcern(llvm::StringRef Name);

  /// As `mayConcern`, for locks and sockets only: a file that names none of
  /// these holds no finding.
  bool mayBegin(llvm::StringRef Name);

  /// The rows of what it takes to get a lock.
  AcquisitionLookup &acquisitions() { return *Acquisitions; }
  /// The rows of what blocks and what acts on its target.
  DelayLookup &delays() { return *Delays; }

private:
  struct Index;
  /// What the bare name of \p M says on its class.
  void addVocabulary(const CXXMethodDecl &M, CallModel &Model);

  std::unique_ptr<Index> Rows;
  std::unique_ptr<AcquisitionLookup> Acquisitions;
  std::unique_ptr<DelayLookup> Delays;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<CallModel>> Calls;
  llvm::DenseMap<const RecordDecl *, std::unique_ptr<ClassModel>> Records;
};

/// The qualified name that rows use: no inline or anonymous namespaces, no
/// template arguments (`std::mutex::lock`, `bind`).
std::string rowName(const NamedDecl &D);

/// \p Name in lower case without underscores, as telling names are matched.
std::string tellingForm(llvm::StringRef Name);

/// Matches \p Glob (`*` stands for any run of characters) against \p Text.
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Text);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_APILOOKUP_H
