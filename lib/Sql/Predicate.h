//===- Predicate.h - Whether a predicate implies another ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says whether the conjuncts of one statement imply a conjunct of another.
/// Constants are compared; two different expressions of one column cannot be,
/// and count as carried.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_PREDICATE_H
#define TOCTOU_SQL_PREDICATE_H

#include "Sql/Term.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::toctou {

/// What one condition says of another.
enum class Relation : uint8_t {
  Unrelated, ///< They speak of different columns.
  Weaker,    ///< It lets in rows that the other does not.
  Unknown,   ///< They cannot be compared.
  Implies,   ///< Where it holds, the other does.
};

/// What \p Given says of \p Wanted; both in the form of `asCondition`.
Relation relate(const Term &Given, const Term &Wanted);

/// What all of \p Given together say of \p Wanted.
Relation relate(llvm::ArrayRef<const Term *> Given, const Term &Wanted);

/// True if \p Condition holds of a row in which \p Column is \p Value; unknown
/// if it speaks of anything else.
std::optional<bool> holdsFor(const Term &Condition, llvm::StringRef Column,
                             const Term &Value);

/// True if \p Condition tests a state: a constant, NULL, a boolean, an order.
/// A mere look-up by a value that the program has does not. \p IsConstant says
/// of a parameter whether the program always binds the same constant;
/// \p IsSet of a column whether the act sets it.
bool isState(const Term &Condition,
             llvm::function_ref<bool(unsigned)> IsConstant,
             llvm::function_ref<bool(llvm::StringRef)> IsSet);

} // namespace clang::toctou

#endif // TOCTOU_SQL_PREDICATE_H
