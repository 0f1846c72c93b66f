//===- FailOpenLockFixSite.h - Where a failure can be told apart ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before the protected work there is one place at which the failure can be
/// told from the success: a branch that looks at the answer and goes on, a
/// variable that holds it, or the call itself, whose answer nobody took. There
/// a remedy puts its statements.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKFIXSITE_H
#define TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKFIXSITE_H

#include "FailOpenLock/FailOpenLockFix.h"
#include "Fixes/BodyIndex.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace clang {
class CallExpr;
class IfStmt;
class VarDecl;
} // namespace clang

namespace clang::toctou {

class EditList;

/// How a value tells whether the lock is held.
enum class Telling : uint8_t {
  TrueHeld,      ///< Not zero: held.
  ZeroHeld,      ///< Zero: held.
  NegativeFails, ///< Negative: not held.
  NegativeHeld,  ///< -1: held.
};

/// A fail-open path and the body it stands in.
class FailOpenSite {
public:
  FailOpenSite(const FailOpenPath &Path, TranslationUnit &Unit,
               const FailOpenOptions &Options);

  const FailOpenPath &Path;
  TranslationUnit &Unit;
  const FailOpenOptions &Options;
  BodyIndex Body;

  /// True if there is a place for statements that run on the failure alone.
  bool hasPlace() const { return Kind != PlaceFound::None; }
  /// Puts the statements \p Lines there.
  void insert(EditList &Edits, llvm::ArrayRef<std::string> Lines) const;
  /// The call whose answer nobody took, a statement by itself; or null.
  const CallExpr *droppedCall() const { return Dropped; }
  /// The branch of the failure, if one looks at the answer; or null.
  const Stmt *failingBranch() const { return Branch; }
  /// The variable that holds the answer, or null.
  const VarDecl *answerVariable() const { return Variable; }
  /// The call that asks, as the function writes it; or null.
  const CallExpr *askingCall() const;

private:
  enum class PlaceFound : uint8_t { None, InBranch, BeforeWork, AtCall };

  std::optional<Telling> answerOfSite() const;
  std::optional<Telling> answerOfCallee() const;
  std::optional<Telling> answerThrough(ValueId Returned) const;
  std::optional<Telling> tellingOf(const Expr *E) const;
  void findBranch();
  void findVariable();
  void findGuard();
  void findDropped();
  std::string failedTest() const;
  std::string indentOf(SourceLocation At) const;

  PlaceFound Kind = PlaceFound::None;
  std::optional<Telling> Answer;
  const Stmt *Work = nullptr; ///< The statement of the work, in its block.
  const Stmt *Branch = nullptr;
  const IfStmt *If = nullptr;
  const VarDecl *Variable = nullptr;
  const CallExpr *Dropped = nullptr;
  std::optional<Telling> VariableTells;
  std::string GuardTest; ///< `!lk.owns_lock()`.
};

/// Calls the user's handler on the failing path; no edits without a handler.
Remedy reportFailure(const FailOpenSite &Site);

/// Leaves the function with its error value on the failing path.
Remedy failClosed(const FailOpenSite &Site);

/// Takes the lock by the call that waits for it.
Remedy waitForLock(const FailOpenSite &Site);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKFIXSITE_H
