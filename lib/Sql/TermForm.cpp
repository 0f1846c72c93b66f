//===- TermForm.cpp - The one form of a condition -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Term.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace clang::toctou {

static StringRef mirrored(StringRef Op) {
  return StringSwitch<StringRef>(Op)
      .Case("<", ">")
      .Case("<=", ">=")
      .Case(">", "<")
      .Case(">=", "<=")
      .Default(Op);
}

static StringRef opposite(StringRef Op) {
  return StringSwitch<StringRef>(Op)
      .Case("=", "<>")
      .Case("<>", "=")
      .Case("<", ">=")
      .Case("<=", ">")
      .Case(">", "<=")
      .Case(">=", "<")
      .Default(Op);
}

static bool hasColumn(const Term &T) {
  return T.anyPart([](const Term &P) { return P.Kind == TermKind::Column; });
}

/// A comparison with the column on the left; with TRUE and FALSE as such.
static Term orderComparison(Term T) {
  Term &Left = T.Operands[0], &Right = T.Operands[1];
  bool LeftHas = hasColumn(Left), RightHas = hasColumn(Right);
  if ((!LeftHas && RightHas) ||
      (LeftHas && RightHas && Right.print() < Left.print())) {
    std::swap(Left, Right);
    T.Text = mirrored(T.Text).str();
  }
  // A column is true or it is not: `<> FALSE` is `= TRUE`.
  if (T.Operands[1].Kind == TermKind::Boolean && T.Text == "<>") {
    T.Text = "=";
    T.Operands[1].Text = T.Operands[1].Text == "true" ? "false" : "true";
  }
  return T;
}

/// `x = a OR x = b` and `x IN (a) OR x = b` as one IN list.
static std::optional<Term> asInList(const Term &Or) {
  Term List;
  List.Kind = TermKind::In;
  for (const Term &Part : Or.Operands) {
    bool IsEqual = Part.Kind == TermKind::Compare && Part.Text == "=" &&
                   Part.Operands[1].isConstant();
    bool IsIn = Part.Kind == TermKind::In && !Part.Negated;
    if (!IsEqual && !IsIn)
      return std::nullopt;
    if (List.Operands.empty())
      List.Operands.push_back(Part.Operands[0]);
    else if (List.Operands[0].print() != Part.Operands[0].print())
      return std::nullopt;
    List.Operands.insert(List.Operands.end(), Part.Operands.begin() + 1,
                         Part.Operands.end());
  }
  return List;
}

static Term junction(TermKind Kind, std::vector<Term> Parts) {
  Term Made;
  Made.Kind = Kind;
  for (Term &Part : Parts)
    if (Part.Kind == Kind)
      for (Term &Inner : Part.Operands)
        Made.Operands.push_back(std::move(Inner));
    else
      Made.Operands.push_back(std::move(Part));
  llvm::sort(Made.Operands, [](const Term &A, const Term &B) {
    return A.print() < B.print();
  });
  return Made;
}

Term asCondition(Term T, bool Negated) {
  switch (T.Kind) {
  case TermKind::Not:
    return asCondition(std::move(T.Operands[0]), !Negated);
  case TermKind::And:
  case TermKind::Or: {
    std::vector<Term> Parts;
    for (Term &Part : T.Operands)
      Parts.push_back(asCondition(std::move(Part), Negated));
    bool IsAnd = (T.Kind == TermKind::And) != Negated;
    Term Made =
        junction(IsAnd ? TermKind::And : TermKind::Or, std::move(Parts));
    if (!IsAnd)
      if (auto List = asInList(Made))
        return asCondition(std::move(*List));
    return Made;
  }
  case TermKind::Compare:
    if (Negated)
      T.Text = opposite(T.Text).str();
    return orderComparison(std::move(T));
  case TermKind::IsNull:
    T.Negated ^= Negated;
    return T;
  case TermKind::In: {
    T.Negated ^= Negated;
    if (T.Operands.size() == 2) {
      // One element: an equality.
      Term Made;
      Made.Kind = TermKind::Compare;
      Made.Text = T.Negated ? "<>" : "=";
      Made.Operands = std::move(T.Operands);
      return orderComparison(std::move(Made));
    }
    llvm::sort(
        T.Operands.begin() + 1, T.Operands.end(),
        [](const Term &A, const Term &B) { return A.print() < B.print(); });
    return T;
  }
  case TermKind::Column: {
    Term Made;
    Made.Kind = TermKind::Compare;
    Made.Text = "=";
    Made.Operands.push_back(std::move(T));
    Term Truth;
    Truth.Kind = TermKind::Boolean;
    Truth.Text = Negated ? "false" : "true";
    Made.Operands.push_back(std::move(Truth));
    return Made;
  }
  case TermKind::Number:
  case TermKind::String:
  case TermKind::Boolean:
  case TermKind::Null:
  case TermKind::Param:
  case TermKind::Other:
  case TermKind::Subquery:
    break;
  }
  if (!Negated)
    return T;
  Term Made;
  Made.Kind = TermKind::Not;
  Made.Operands.push_back(std::move(T));
  return Made;
}

} // namespace clang::toctou
