//===- Predicate.cpp - Whether a predicate implies another ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Predicate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// The number that \p T is or stands for: TRUE is 1, '7' is 7.
static std::optional<double> asNumber(const Term &T) {
  double N;
  if (T.Kind == TermKind::Boolean)
    return T.Text == "true" ? 1 : 0;
  if ((T.Kind == TermKind::Number || T.Kind == TermKind::String) &&
      !StringRef(T.Text).getAsDouble(N))
    return N;
  return std::nullopt;
}

static bool equalConstants(const Term &A, const Term &B) {
  auto X = asNumber(A), Y = asNumber(B);
  if (X && Y)
    return *X == *Y;
  return A.Text == B.Text && A.isConstant() && B.isConstant() &&
         (A.Kind == TermKind::Null) == (B.Kind == TermKind::Null);
}

/// A length of time in seconds: `'5 min'`, `mysql_interval(1, 'hour')`.
static std::optional<double> asDuration(const Term &T) {
  StringRef Text, Unit;
  double Count = 0;
  if (T.Kind == TermKind::Other && T.Text == "interval" &&
      T.Operands.size() == 1 && T.Operands[0].Kind == TermKind::String) {
    Text = StringRef(T.Operands[0].Text).trim();
    StringRef Digits =
        Text.take_while([](char C) { return isDigit(C) || C == '.'; });
    if (Digits.empty() || Digits.getAsDouble(Count))
      return std::nullopt;
    Unit = Text.drop_front(Digits.size()).trim();
  } else if (T.Kind == TermKind::Other && T.Text == "mysql_interval" &&
             T.Operands.size() == 2) {
    auto N = numberOf(T.Operands[0]);
    if (!N)
      return std::nullopt;
    Count = *N;
    Unit = T.Operands[1].Text;
  } else
    return std::nullopt;
  double Seconds = StringSwitch<double>(Unit.lower())
                       .Cases("s", "sec", "secs", "second", "seconds", 1)
                       .Cases("m", "min", "mins", "minute", "minutes", 60)
                       .Cases("h", "hour", "hours", "hr", "hrs", 3600)
                       .Cases("d", "day", "days", 86400)
                       .Cases("week", "weeks", 604800)
                       .Cases("month", "months", "mon", "mons", 2592000)
                       .Cases("year", "years", 31536000)
                       .Default(0);
  if (!Seconds)
    return std::nullopt;
  return Count * Seconds;
}

/// -1, 0 or 1 as \p A is before, at or after \p B; unknown if that cannot be
/// told.
static std::optional<int> order(const Term &A, const Term &B) {
  if (A.print() == B.print())
    return 0;
  auto Sign = [](double X, double Y) { return X < Y ? -1 : X > Y; };
  if (auto X = asNumber(A), Y = asNumber(B); X && Y)
    return Sign(*X, *Y);
  if (A.Kind == TermKind::String && B.Kind == TermKind::String)
    return StringRef(A.Text).compare(B.Text);
  if (A.Kind != TermKind::Other || B.Kind != TermKind::Other ||
      A.Text != B.Text || A.Operands.size() != 2 || B.Operands.size() != 2 ||
      (A.Text != "-" && A.Text != "+" && A.Text != "date_sub" &&
       A.Text != "date_add") ||
      A.Operands[0].print() != B.Operands[0].print())
    return std::nullopt;
  auto X = asDuration(A.Operands[1]), Y = asDuration(B.Operands[1]);
  if (!X || !Y) {
    X = numberOf(A.Operands[1]);
    Y = numberOf(B.Operands[1]);
  }
  if (!X || !Y)
    return std::nullopt;
  bool IsMinus = A.Text == "-" || A.Text == "date_sub";
  return IsMinus ? -Sign(*X, *Y) : Sign(*X, *Y);
}

//===----------------------------------------------------------------------===//
// One condition about one expression
//===----------------------------------------------------------------------===//

namespace {
/// A condition as a set of values of its left side.
struct ValueSet {
  enum Shape { Null, NotNull, OneOf, NoneOf, Below, Above } Kind;
  bool IncludesBound = false;
  std::vector<const Term *> Values;
};
} // namespace

static std::optional<ValueSet> asSet(const Term &T) {
  ValueSet Made;
  switch (T.Kind) {
  case TermKind::IsNull:
    Made.Kind = T.Negated ? ValueSet::NotNull : ValueSet::Null;
    return Made;
  case TermKind::In:
    Made.Kind = T.Negated ? ValueSet::NoneOf : ValueSet::OneOf;
    for (const Term &Value : drop_begin(T.Operands))
      Made.Values.push_back(&Value);
    return Made;
  case TermKind::Compare:
    Made.Values.push_back(&T.Operands[1]);
    Made.IncludesBound = T.Text == "<=" || T.Text == ">=";
    Made.Kind = T.Text == "="      ? ValueSet::OneOf
                : T.Text == "<>"   ? ValueSet::NoneOf
                : T.Text[0] == '<' ? ValueSet::Below
                                   : ValueSet::Above;
    return Made;
  default:
    return std::nullopt;
  }
}

static std::optional<bool> contains(const ValueSet &Set, const Term &Value) {
  if (Value.Kind == TermKind::Null)
    return Set.Kind == ValueSet::Null;
  switch (Set.Kind) {
  case ValueSet::Null:
    return false;
  case ValueSet::NotNull:
    return true;
  case ValueSet::OneOf:
  case ValueSet::NoneOf: {
    bool Unknown = !Value.isConstant();
    for (const Term *Known : Set.Values) {
      if (Known->print() == Value.print() && Value.Kind != TermKind::Param)
        return Set.Kind == ValueSet::OneOf;
      if (!Known->isConstant())
        Unknown = true;
      else if (Value.isConstant() && equalConstants(*Known, Value))
        return Set.Kind == ValueSet::OneOf;
    }
    if (Unknown)
      return std::nullopt;
    return Set.Kind == ValueSet::NoneOf;
  }
  case ValueSet::Below:
  case ValueSet::Above: {
    auto Order = order(Value, *Set.Values[0]);
    if (!Order)
      return std::nullopt;
    if (*Order == 0)
      return Set.IncludesBound;
    return (*Order < 0) == (Set.Kind == ValueSet::Below);
  }
  }
  return std::nullopt;
}

/// All of \p Given within \p Wanted?
static Relation relateSets(const ValueSet &Given, const ValueSet &Wanted) {
  auto Say = [](std::optional<bool> Holds) {
    return !Holds   ? Relation::Unknown
           : *Holds ? Relation::Implies
                    : Relation::Weaker;
  };
  if (Wanted.Kind == ValueSet::NotNull)
    return Say(Given.Kind != ValueSet::Null);
  switch (Given.Kind) {
  case ValueSet::Null:
    return Say(Wanted.Kind == ValueSet::Null);
  case ValueSet::NotNull:
    return Relation::Weaker;
  case ValueSet::OneOf: {
    bool Unknown = false;
    for (const Term *Value : Given.Values) {
      auto Holds = contains(Wanted, *Value);
      if (Holds && !*Holds)
        return Relation::Weaker;
      Unknown |= !Holds;
    }
    return Unknown ? Relation::Unknown : Relation::Implies;
  }
  case ValueSet::NoneOf: {
    if (Wanted.Kind != ValueSet::NoneOf)
      return Relation::Weaker;
    bool Unknown = false;
    for (const Term *Value : Wanted.Values) {
      auto LetIn = contains(Given, *Value);
      if (LetIn && *LetIn)
        return Relation::Weaker;
      Unknown |= !LetIn;
    }
    return Unknown ? Relation::Unknown : Relation::Implies;
  }
  case ValueSet::Below:
  case ValueSet::Above: {
    if (Wanted.Kind == ValueSet::NoneOf) {
      bool Unknown = false;
      for (const Term *Value : Wanted.Values) {
        auto LetIn = contains(Given, *Value);
        if (LetIn && *LetIn)
          return Relation::Weaker;
        Unknown |= !LetIn;
      }
      return Unknown ? Relation::Unknown : Relation::Implies;
    }
    if (Wanted.Kind != Given.Kind)
      return Relation::Weaker;
    auto Order = order(*Given.Values[0], *Wanted.Values[0]);
    if (!Order)
      return Relation::Unknown;
    if (*Order == 0)
      return Say(Wanted.IncludesBound || !Given.IncludesBound);
    return Say((*Order < 0) == (Given.Kind == ValueSet::Below));
  }
  }
  return Relation::Unknown;
}

static std::set<std::pair<std::string, std::string>> columns(const Term &T) {
  std::set<std::pair<std::string, std::string>> Found;
  T.collectColumns(Found);
  return Found;
}

static Relation relateAtoms(const Term &Given, const Term &Wanted) {
  if (Given.print() == Wanted.print())
    return Relation::Implies;
  auto G = asSet(Given), W = asSet(Wanted);
  if (G && W && Given.Operands[0].print() == Wanted.Operands[0].print())
    return relateSets(*G, *W);
  auto Mine = columns(Given);
  for (const auto &Column : columns(Wanted))
    if (Mine.count(Column))
      return Relation::Unknown;
  return Relation::Unrelated;
}

//===----------------------------------------------------------------------===//
// Any condition
//===----------------------------------------------------------------------===//

Relation relate(const Term &Given, const Term &Wanted) {
  if (Given.print() == Wanted.print())
    return Relation::Implies;
  if (Wanted.Kind == TermKind::And) {
    Relation Worst = Relation::Implies;
    for (const Term &Part : Wanted.Operands)
      Worst = std::min(Worst, relate(Given, Part));
    return Worst;
  }
  if (Given.Kind == TermKind::And) {
    std::vector<const Term *> Parts;
    for (const Term &Part : Given.Operands)
      Parts.push_back(&Part);
    return relate(Parts, Wanted);
  }
  if (Given.Kind == TermKind::Or) {
    // Every way that it allows must imply what is wanted.
    Relation Worst = Relation::Implies;
    bool IsRelated = false;
    for (const Term &Part : Given.Operands) {
      Relation R = relate(Part, Wanted);
      IsRelated |= R != Relation::Unrelated;
      Worst = std::min(Worst, R);
    }
    return Worst == Relation::Unrelated && IsRelated ? Relation::Weaker : Worst;
  }
  if (Wanted.Kind == TermKind::Or) {
    Relation Best = Relation::Unrelated;
    for (const Term &Part : Wanted.Operands)
      Best = std::max(Best, relate(Given, Part));
    return Best;
  }
  return relateAtoms(Given, Wanted);
}

Relation relate(ArrayRef<const Term *> Given, const Term &Wanted) {
  if (Wanted.Kind == TermKind::And) {
    Relation Worst = Relation::Implies;
    for (const Term &Part : Wanted.Operands)
      Worst = std::min(Worst, relate(Given, Part));
    return Worst;
  }
  Relation Best = Relation::Unrelated;
  for (const Term *Each : Given)
    Best = std::max(Best, relate(*Each, Wanted));
  return Best;
}

std::optional<bool> holdsFor(const Term &Condition, StringRef Column,
                             const Term &Value) {
  if (Condition.Kind == TermKind::And || Condition.Kind == TermKind::Or) {
    bool IsAnd = Condition.Kind == TermKind::And, Unknown = false;
    for (const Term &Part : Condition.Operands) {
      auto Holds = holdsFor(Part, Column, Value);
      if (Holds && *Holds != IsAnd)
        return *Holds;
      Unknown |= !Holds;
    }
    if (Unknown)
      return std::nullopt;
    return IsAnd;
  }
  auto Set = asSet(Condition);
  if (!Set || Condition.Operands[0].Kind != TermKind::Column ||
      Condition.Operands[0].Text != Column)
    return std::nullopt;
  return contains(*Set, Value);
}

bool isState(const Term &T, function_ref<bool(unsigned)> IsConstant,
             function_ref<bool(StringRef)> IsSet) {
  auto IsLookup = [&](const Term &Left, const Term &Right) {
    if (Right.isConstant())
      return false;
    if (Right.Kind == TermKind::Param && IsConstant(Right.Index))
      return false;
    return !(Left.Kind == TermKind::Column && IsSet(Left.Text));
  };
  switch (T.Kind) {
  case TermKind::IsNull:
    return !columns(T).empty();
  case TermKind::Compare: {
    if (columns(T).empty())
      return false;
    if (T.Text != "=")
      return true;
    if (!columns(T.Operands[1]).empty())
      return false; // A join.
    return !IsLookup(T.Operands[0], T.Operands[1]);
  }
  case TermKind::In:
    if (T.Negated)
      return !columns(T).empty();
    return any_of(drop_begin(T.Operands), [&](const Term &Value) {
      return !IsLookup(T.Operands[0], Value);
    });
  case TermKind::And:
  case TermKind::Or:
    return any_of(T.Operands, [&](const Term &Part) {
      return isState(Part, IsConstant, IsSet);
    });
  case TermKind::Not:
    return isState(T.Operands[0], IsConstant, IsSet);
  case TermKind::Column:
  case TermKind::Number:
  case TermKind::String:
  case TermKind::Boolean:
  case TermKind::Null:
  case TermKind::Param:
  case TermKind::Other:
  case TermKind::Subquery:
    return false;
  }
  return false;
}

} // namespace clang::toctou
