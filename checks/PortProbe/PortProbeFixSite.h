//===- PortProbeFixSite.h - Where a probed number is used ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The variable that holds a probed number, the one expression that hands it
/// over, what else names it, and the statements of the probe: what every fix of
/// toctou-port-probe must know.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_PORTPROBE_PORTPROBEFIXSITE_H
#define TOCTOU_CHECKS_PORTPROBE_PORTPROBEFIXSITE_H

#include "Fixes/BodyIndex.h"
#include "Fixes/EditList.h"
#include "PortProbe/PortProbeAutomaton.h"
#include "Report/RaceWindow.h"
#include <string>

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace clang::toctou {

/// A hand-over of a number that a local variable (or the probing call itself)
/// holds.
class NumberSite {
public:
  NumberSite(const ProbedPort &Port, TranslationUnit &Unit);

  /// False if there is no single expression that hands the number over; \p Why
  /// is set where a reader deserves to know.
  bool find();

  const ProbedPort &Port;
  TranslationUnit &Unit;
  ASTContext &Context;
  BodyIndex Body;

  /// The variable that holds the number; null if the probing call is the slot.
  const VarDecl *Number = nullptr;
  /// The number where it is handed over, with its casts.
  const Expr *Slot = nullptr;
  /// The object that bears the number to the use (an address, a text), if any.
  const VarDecl *Bearer = nullptr;
  /// The statement that gives the variable the number.
  const Stmt *Learned = nullptr;
  /// The block of the variable, and its statement that holds the use.
  const CompoundStmt *Block = nullptr;
  const Stmt *UseStatement = nullptr;
  /// Who names the number after the use statement.
  llvm::SmallVector<const Expr *, 4> Readers;
  /// Who names it inside the use statement, on the way of a failure.
  llvm::SmallVector<const Expr *, 2> OnFailure;
  /// Why there is no edit, in words; may be empty.
  std::string Why;

  /// Takes the probe out: the statement that learns the number, tests of its
  /// success, and a probe socket in the same block. Refuses \p Edits if other
  /// code depends on them. \p KeepVariable leaves the declaration, set to 0.
  void removeProbe(EditList &Edits, bool KeepVariable);

  /// Takes the tests that the probe succeeded out.
  void removeTests(EditList &Edits) const;

  /// True if the variable must stay where it is declared.
  bool mustKeepVariable() const;

  /// After the statement \p Anchor the variable gets \p ReadBack.
  void readBack(EditList &Edits, const Stmt &Anchor,
                const std::string &ReadBack);

  /// The statement after which the use has succeeded, or null.
  const Stmt *succeeded() const;

  std::string textOf(const Stmt &S) const;

private:
  bool findSlot(const Stmt &In, unsigned Depth);
  bool classifyReferences();
  bool removeScope(EditList &Edits);
  bool removeSlice(EditList &Edits);

  /// Tests that the probe succeeded, before the use.
  llvm::SmallVector<const Stmt *, 2> Tests;
};

/// The statement \p S as an expression without what the compiler adds.
const Expr *bareExpr(const Stmt *S);

/// True if \p S is an `if` without `else` that only goes on when its condition
/// is false.
bool isWayOut(const Stmt &S);

/// Binds 0 at a socket call of the C library.
Remedy bindZero(NumberSite &Site);

/// Binds 0 through an object that can tell its port.
Remedy serveZero(NumberSite &Site);

/// Listens on port 0 of a builder that reports the selected port.
Remedy selectZero(NumberSite &Site);

/// A member that is probed and handed on by the constructor: the class asks
/// its live server instead.
Remedy adoptMember(const ProbedPort &Port, TranslationUnit &Unit);

/// How \p Class tells the port it listens on (`.serverPort()`), or nothing.
std::string portGetter(const CXXRecordDecl &Class);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_PORTPROBE_PORTPROBEFIXSITE_H
