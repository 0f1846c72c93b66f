//===- SqlApi.h - What calls do with statements of SQL --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rows about databases: which call takes a statement's text, binds values to
/// it, runs it, and gives its rows out. A statement is followed by its handle,
/// an object or what a pointer points to.
///
/// A telling name knows no positions: its text is the first argument that is a
/// text, its rows come out of the result and of what the call may write. With
/// no text it runs the statement that its object holds.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_SQLAPI_H
#define TOCTOU_MODELS_SQLAPI_H

#include "Models/Api.h"

namespace clang::toctou {

/// A position that does not tell: see above.
inline constexpr Slot SqlByType = -5;

enum class SqlEffect : uint8_t {
  Prepare,    ///< `Statement` holds the text `Text` from here on.
  Run,        ///< The text `Text` is run.
  Step,       ///< The statement that `Statement` holds is run.
  Bind,       ///< `Value` is bound to `Position` of `Statement`.
  BindColumn, ///< The rows of `Statement` will be written through `Value`.
  Use,        ///< The result stands for the variable `Value`, to be bound.
  Into,       ///< The result stands for the variable `Value`, for a row.
  Fetch,      ///< What comes out is of the rows that `Statement` holds.
  Begin,      ///< Opens a transaction.
  End,        ///< Ends it.
};

enum class SqlEngine : uint8_t { Unknown, PostgreSql, MySql, Sqlite };

/// A call of a database library.
struct SqlApi {
  llvm::StringRef Callee;
  SqlEffect Effect;
  Slot Text = NoSlot;
  /// The handle: an object, a pointer to one, or (Prepare, Run) a pointer to
  /// such a pointer, which is written.
  Slot Statement = NoSlot;
  /// Bind: the value. Run, Step: the first of the values, or a list of them.
  /// BindColumn, Use, Into: the variable. Fetch: where the value comes out.
  Slot Value = NoSlot;
  Slot Count = NoSlot;    ///< How many values the list has.
  Slot Position = NoSlot; ///< Bind: the number or name of the placeholder.
  SqlEngine Engine = SqlEngine::Unknown;
  /// The handle is a connection, and holds rows beside other things.
  bool OnConnection = false;
  /// Positions begin with 0.
  bool FromZero = false;
};

/// A class whose objects hold a transaction or a lock of the database for their
/// lifetime.
struct SqlScopeApi {
  llvm::StringRef Class;
  SqlEngine Engine = SqlEngine::Unknown;
  bool IsLock = false; ///< A lock: nobody else writes while it lives.
};

/// A column whose name says that it changes (`state`, `locked_until`): the last
/// word, or the last two joined, are these.
struct StateColumnApi {
  llvm::StringRef Name; ///< In lower case.
};

/// How a format's places for values are written.
enum class FormatStyle : uint8_t {
  None,
  Printf, ///< `%d`, `%s`
  Brace,  ///< `{}`, `{:d}`, `{0}`
  Number, ///< `%1`, `$0`: one value a call, or all.
};

/// A call that makes a text from a format and values.
struct FormatApi {
  llvm::StringRef Callee;
  FormatStyle Style;
  Slot Format = 0; ///< `Receiver`: the format is the object.
  Slot Values = 1; ///< The first value.
};

} // namespace clang::toctou

#endif // TOCTOU_MODELS_SQLAPI_H
