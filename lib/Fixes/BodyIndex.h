//===- BodyIndex.h - Parents and references in one function ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What an edit must know of the function it changes: which statement stands in
/// which, where a variable or member is named, and what may be moved.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FIXES_BODYINDEX_H
#define TOCTOU_FIXES_BODYINDEX_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CompoundStmt;
class Expr;
class FunctionDecl;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace clang::toctou {

/// A set of declarations.
using DeclSet = llvm::SmallPtrSet<const ValueDecl *, 8>;

/// The statements of one function, with those of its lambdas.
class BodyIndex {
public:
  explicit BodyIndex(const FunctionDecl &F);

  const Stmt *parent(const Stmt *S) const { return Parents.lookup(S); }

  /// The statement of \p Block that \p S is or stands in, or null.
  const Stmt *childOf(const CompoundStmt &Block, const Stmt *S) const;
  /// The innermost block that \p S stands in, or null.
  const CompoundStmt *blockOf(const Stmt *S) const;
  /// The statement, direct in its block, that \p S is or stands in, or null.
  const Stmt *statementOf(const Stmt *S) const;
  /// True if \p S stands in a loop, a lambda or a switch inside \p Block.
  bool isRepeatedWithin(const CompoundStmt &Block, const Stmt *S) const;
  /// True if \p Inner is \p Outer or stands in it.
  bool isWithin(const Stmt *Inner, const Stmt *Outer) const;

  /// Every expression that names \p D, in source order.
  llvm::ArrayRef<const Expr *> references(const ValueDecl &D) const;

private:
  void add(const Stmt *S, const Stmt *Parent);

  llvm::DenseMap<const Stmt *, const Stmt *> Parents;
  llvm::DenseMap<const ValueDecl *, llvm::SmallVector<const Expr *, 4>> Names;
};

/// The statements between \p First and \p Second (neither included) in
/// \p Block.
llvm::SmallVector<const Stmt *, 8>
between(const CompoundStmt &Block, const Stmt *First, const Stmt *Second);

/// The variables and members that \p S names, those it declares included.
DeclSet namedIn(const Stmt &S);

/// The variables that \p S declares or may write.
DeclSet changedIn(const Stmt &S);

/// True if nothing in \p S can be noticed by others: it calls only what reads
/// and returns (const methods, operators, constructors, functions of `std`).
bool onlyReads(const Stmt &S);

/// True if control never leaves \p S at its end (return, throw, goto, break).
bool leaves(const Stmt &S);

/// True if the two sets share a declaration.
bool meet(const DeclSet &A, const DeclSet &B);

/// True if a body may be edited: it is written out once, as it stands.
bool isEditable(const FunctionDecl &F);

} // namespace clang::toctou

#endif // TOCTOU_FIXES_BODYINDEX_H
