//===- PredicateJudge.cpp - Whether an act drops what chose its rows ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/PredicateJudge.h"
#include "Sql/Predicate.h"
#include "SqlPredicate/RowFlow.h"
#include "SqlPredicate/Statements.h"
#include "Summaries/TranslationUnit.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

PredicateJudge::PredicateJudge(TranslationUnit &Unit, const Statements &Known)
    : Unit(Unit), Known(Known) {}

/// \p T with the columns of \p Table without a qualifier.
static Term forTable(Term T, llvm::StringRef Table) {
  if (T.Kind == TermKind::Column && T.Qualifier == Table)
    T.Qualifier.clear();
  for (Term &Part : T.Operands)
    Part = forTable(std::move(Part), Table);
  return T;
}

static std::set<std::string> columnsOf(const Term &T) {
  std::set<std::pair<std::string, std::string>> Found;
  T.collectColumns(Found);
  std::set<std::string> Names;
  for (const auto &[Qualifier, Name] : Found)
    Names.insert(Name);
  return Names;
}

static bool isOfOtherTable(const Term &T) {
  return T.anyPart([](const Term &P) {
    return P.Kind == TermKind::Column && !P.Qualifier.empty();
  });
}

/// The values that the right side of \p Condition is bound to.
static llvm::SmallVector<ValueId, 4> boundIn(const KnownStatement &S,
                                             const Term &Condition) {
  llvm::SmallVector<ValueId, 4> Found;
  Condition.anyPart([&](const Term &Part) {
    if (Part.Kind == TermKind::Param && Part.Index >= 1 &&
        Part.Index <= S.Bound.size())
      Found.push_back(S.Bound[Part.Index - 1]);
    return false;
  });
  return Found;
}

/// True if the condition finds rows by a value: `col = ?`, `col IN (...)`,
/// `col <= ?`.
static bool isKeyLike(const Term &T) {
  bool HasShape = T.Kind == TermKind::Compare
                      ? T.Text != "<>"
                      : T.Kind == TermKind::In && !T.Negated;
  return HasShape && T.Operands[0].Kind == TermKind::Column &&
         llvm::any_of(llvm::drop_begin(T.Operands), [](const Term &Value) {
           return Value.anyPart(
               [](const Term &P) { return P.Kind == TermKind::Param; });
         });
}

//===----------------------------------------------------------------------===//
// The key
//===----------------------------------------------------------------------===//

bool PredicateJudge::isGroupKey(const KnownStatement &Select,
                                const KnownStatement &Act,
                                const Term &Condition) const {
  if (Condition.Kind == TermKind::Compare && Condition.Text != "=")
    return true;
  llvm::StringRef Column = Condition.Operands[0].Text;
  if (Known.isUnique(Act.Sql.Table, Column))
    return false;
  if (Select.Sql.IsDistinct)
    return true;
  for (const auto &[Table, Joined] : Select.Sql.Joined)
    if (Joined == Column && (Table.empty() || Table == Act.Sql.Table) &&
        Column != "id")
      return true;
  return Known.isForeignKey(Act.Sql.Table, Column);
}

std::optional<KeyLink> PredicateJudge::link(const KnownStatement &Select,
                                            const KnownStatement &Act,
                                            const PathFacts &Facts,
                                            const Carriers &Filled,
                                            bool IsTested) const {
  const SqlTable *Shared = Select.Sql.findTable(Act.Sql.Table);
  if (!Shared || Act.Sql.HidesPredicate || Act.Sql.Where.empty())
    return std::nullopt;
  Values &Table = Unit.values();
  KeyLink Link;
  // Columns whose state the SELECT tests: an equality with what was read from
  // one of them is a guard, not a key.
  std::set<std::string> Tested;
  for (const SqlConjunct &C : Select.Sql.Where)
    for (const std::string &Column : columnsOf(C.Condition))
      Tested.insert(Column);
  for (unsigned I = 0; I < Act.Sql.Where.size(); ++I) {
    const Term &Condition = Act.Sql.Where[I].Condition;
    if (!isKeyLike(Condition))
      continue;
    bool Flows = false, IsSame = false;
    for (ValueId V : boundIn(Act, Condition)) {
      if (V == ValueId::None)
        continue;
      Flows |= comesFrom(Table, Facts, V, Select.Rows, Filled);
      IsSame |= IsTested && !Table.asConstant(V) &&
                Condition.Kind == TermKind::Compare && Condition.Text == "=" &&
                llvm::any_of(Select.Sql.Where, [&](const SqlConjunct &C) {
                  const Term &T = C.Condition;
                  if (T.Kind != TermKind::Compare || T.Text != "=" ||
                      T.Operands[0].Kind != TermKind::Column ||
                      T.Operands[0].Text != Condition.Operands[0].Text)
                    return false;
                  auto Bound = boundIn(Select, T);
                  return Bound.size() == 1 && Bound[0] != ValueId::None &&
                         Table.core(Facts.resolve(Table, Bound[0])) ==
                             Table.core(Facts.resolve(Table, V));
                });
    }
    if (!Flows && !IsSame)
      continue;
    llvm::StringRef Column = Condition.Operands[0].Text;
    bool IsSet = llvm::any_of(Act.Sql.Sets, [&](const SqlAssignment &A) {
      return A.Column == Column;
    });
    if (Flows && !IsSame &&
        (Tested.count(Column.str()) || IsSet ||
         Unit.lookup().isStateColumn(Column)) &&
        !Known.isUnique(Act.Sql.Table, Column)) {
      Link.Reads.insert(I);
      continue;
    }
    Link.Keys.insert(I);
    Link.IsGroup |= isGroupKey(Select, Act, Condition);
    if (Link.Key.empty())
      Link.Key = Column.str();
  }
  // What looked like a guard is all there is to find the row by.
  if (Link.Keys.empty() && !Link.Reads.empty()) {
    Link.Keys = std::move(Link.Reads);
    Link.Reads.clear();
    const Term &First = Act.Sql.Where[*Link.Keys.begin()].Condition;
    Link.Key = First.Operands[0].Text;
    Link.IsGroup = isGroupKey(Select, Act, First);
  }
  if (Link.Keys.empty())
    return std::nullopt;
  return Link;
}

bool PredicateJudge::namesSameRow(const KnownStatement &Select,
                                  const KnownStatement &Act,
                                  const KeyLink &Link,
                                  const PathFacts &Facts) const {
  if (!Select.Sql.findTable(Act.Sql.Table))
    return false;
  Values &Table = Unit.values();
  for (unsigned Key : Link.Keys) {
    const Term &Condition = Act.Sql.Where[Key].Condition;
    for (const SqlConjunct &C : Select.Sql.Where) {
      if (!isKeyLike(C.Condition) ||
          C.Condition.Operands[0].Text != Condition.Operands[0].Text)
        continue;
      for (ValueId Mine : boundIn(Select, C.Condition))
        for (ValueId Its : boundIn(Act, Condition))
          if (Mine != ValueId::None &&
              Table.core(Facts.resolve(Table, Mine)) ==
                  Table.core(Facts.resolve(Table, Its)))
            return true;
    }
    // Or the key came from the rows that are locked.
    for (ValueId Its : boundIn(Act, Condition))
      if (Its != ValueId::None && comesFrom(Table, Facts, Its, Select.Rows, {}))
        return !Link.IsGroup;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// The predicate
//===----------------------------------------------------------------------===//

/// True if no row that the guard lets in is one of those wanted: the act takes
/// the next step of a row, not the first.
static bool excludes(const Term &Guard, const Term &Wanted) {
  if (Guard.Kind != TermKind::IsNull && Guard.Kind != TermKind::In &&
      !(Guard.Kind == TermKind::Compare && Guard.Text == "="))
    return false;
  if (Guard.Negated || Guard.Operands[0].Kind != TermKind::Column)
    return false;
  Term Null;
  Null.Kind = TermKind::Null;
  auto IsOut = [&](const Term &Value) {
    auto Holds = holdsFor(Wanted, Guard.Operands[0].Text, Value);
    return Holds && !*Holds;
  };
  if (Guard.Kind == TermKind::IsNull)
    return IsOut(Null);
  return llvm::all_of(llvm::drop_begin(Guard.Operands), IsOut);
}

/// True if the guard lets other rows in than the SELECT did, and a statement in
/// sight makes such rows; or one brings the guard back while it changes what is
/// not tested again.
bool PredicateJudge::isUndermined(
    const Term &Guard, const KnownStatement &Select, const KnownStatement &Act,
    const std::set<std::string> &DroppedColumns) const {
  std::set<std::string> Columns = columnsOf(Guard);
  for (const auto &Other : Known.changes()) {
    if (!Statements::maySame(Other->Sql.Table, Act.Sql.Table) ||
        Other->Run->Inner == Act.Run->Inner)
      continue;
    bool ChangesDropped =
        llvm::any_of(Other->Sql.Sets, [&](const SqlAssignment &A) {
          return DroppedColumns.count(A.Column) && !Columns.count(A.Column);
        });
    for (const SqlAssignment &A : Other->Sql.Sets) {
      if (!Columns.count(A.Column))
        continue;
      auto LetsIn = holdsFor(Guard, A.Column, A.Value);
      if (!LetsIn || !*LetsIn)
        continue;
      if (ChangesDropped)
        return true;
      for (const SqlConjunct &C : Select.Sql.Where) {
        Term Wanted = forTable(C.Condition, Act.Sql.Table);
        if (relate(Guard, Wanted) != Relation::Weaker ||
            excludes(Guard, Wanted))
          continue;
        auto WasIn = holdsFor(Wanted, A.Column, A.Value);
        if (WasIn && !*WasIn)
          return true;
      }
    }
  }
  return false;
}

/// True if what the act keeps tells a row that was changed from one that was
/// not.
bool PredicateJudge::suffices(const KnownStatement &Select,
                              const KnownStatement &Act, const KeyLink &Link,
                              const Verdict &V) const {
  if (Link.IsGroup)
    return false;
  std::set<std::string> Dropped, Tested;
  for (unsigned I : V.Dropped)
    for (const std::string &Column : columnsOf(Select.Sql.Where[I].Condition))
      Dropped.insert(Column);
  for (const SqlConjunct &C : Select.Sql.Where)
    for (const std::string &Column : columnsOf(C.Condition))
      Tested.insert(Column);
  for (unsigned I = 0; I < Act.Sql.Where.size(); ++I) {
    if (Link.Keys.count(I))
      continue;
    const Term &Guard = Act.Sql.Where[I].Condition;
    std::set<std::string> Columns = columnsOf(Guard);
    if (Columns.empty() || Guard.Kind == TermKind::Subquery)
      continue;
    bool IsOwn = Link.Reads.count(I) ||
                 llvm::none_of(Columns, [&](const std::string &Column) {
                   return Tested.count(Column);
                 });
    bool IsOnSet = llvm::any_of(Act.Sql.Sets, [&](const SqlAssignment &A) {
      return Columns.count(A.Column);
    });
    if ((IsOwn || IsOnSet) && !isUndermined(Guard, Select, Act, Dropped))
      return true;
  }
  return false;
}

/// True if the conjunct is an anti-join: rows that have no partner.
static bool isAntiJoin(const Term &T) {
  return (T.Kind == TermKind::Not &&
          T.Operands[0].Kind == TermKind::Subquery) ||
         (T.Kind == TermKind::IsNull && !T.Negated && isOfOtherTable(T));
}

/// True if a statement in sight gives a column that the act sets a value that
/// the SELECT did not want and that the act does not set: the act loses it.
bool PredicateJudge::overwrites(const KnownStatement &Select,
                                const KnownStatement &Act) const {
  for (const auto &Other : Known.changes()) {
    if (!Statements::maySame(Other->Sql.Table, Act.Sql.Table))
      continue;
    for (const SqlAssignment &Theirs : Other->Sql.Sets)
      for (const SqlAssignment &Own : Act.Sql.Sets) {
        if (Theirs.Column != Own.Column || !Theirs.Value.isConstant() ||
            Theirs.Value.print() == Own.Value.print())
          continue;
        for (const SqlConjunct &C : Select.Sql.Where) {
          auto WasIn = holdsFor(forTable(C.Condition, Act.Sql.Table),
                                Theirs.Column, Theirs.Value);
          if (WasIn && !*WasIn)
            return true;
        }
      }
  }
  return false;
}

Verdict PredicateJudge::judge(const KnownStatement &Select,
                              const KnownStatement &Act, const KeyLink &Link,
                              const PathFacts &Facts) const {
  Values &Table = Unit.values();
  auto IsSet = [&](llvm::StringRef Column) {
    return llvm::any_of(Act.Sql.Sets, [&](const SqlAssignment &A) {
      return A.Column == Column;
    });
  };
  auto IsConstant = [&](unsigned Index) {
    if (Index < 1 || Index > Select.Bound.size())
      return false;
    ValueId V = Table.core(Facts.resolve(Table, Select.Bound[Index - 1]));
    return V != ValueId::None &&
           (Table.asConstant(V) || Table[V].Kind == ValueKind::Text);
  };
  std::vector<const Term *> Given;
  bool HasSubquery = false;
  for (const SqlConjunct &C : Act.Sql.Where) {
    Given.push_back(&C.Condition);
    HasSubquery |= C.Condition.anyPart(
        [](const Term &P) { return P.Kind == TermKind::Subquery; });
  }
  Verdict V;
  bool HasState = false;
  std::set<std::string> DroppedColumns;
  for (unsigned I = 0; I < Select.Sql.Where.size(); ++I) {
    Term Wanted = forTable(Select.Sql.Where[I].Condition, Act.Sql.Table);
    if (isOfOtherTable(Wanted) || !isState(Wanted, IsConstant, IsSet))
      continue;
    std::set<std::string> Columns = columnsOf(Wanted);
    if (llvm::none_of(Columns, [&](const std::string &Column) {
          return Known.canChange(Act.Sql.Table, Column);
        }))
      continue;
    HasState = true;
    if (relate(Given, Wanted) >= Relation::Unknown)
      continue;
    V.Dropped.push_back(I);
    DroppedColumns.insert(Columns.begin(), Columns.end());
  }
  if (!HasState && !HasSubquery)
    for (unsigned I = 0; I < Select.Sql.Where.size(); ++I)
      if (isAntiJoin(forTable(Select.Sql.Where[I].Condition, Act.Sql.Table)))
        V.Dropped.push_back(I);
  if (V.Dropped.empty() || suffices(Select, Act, Link, V))
    return {};
  V.Is = Verdict::Race;
  std::set<std::string> Set;
  bool AllConstant = Act.Sql.Kind == SqlKind::Update;
  for (const SqlAssignment &A : Act.Sql.Sets) {
    Set.insert(A.Column);
    AllConstant &= A.Value.isConstant();
  }
  if (AllConstant && Set == DroppedColumns && !overwrites(Select, Act))
    V.Is = Verdict::Mark;
  return V;
}

} // namespace clang::toctou
