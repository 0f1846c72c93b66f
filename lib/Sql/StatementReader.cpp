//===- StatementReader.cpp - From a parse tree to a statement -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/StatementReader.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace clang::toctou {

namespace {

using Node = ParseTree::Node;
constexpr Node None = ParseTree::None;

class StatementReader {
public:
  StatementReader(const ParseTree &Tree, StringRef Normal, SqlStatement &Into)
      : Tree(Tree), Normal(Normal), Into(Into) {}

  void run() {
    Node Typed = Tree.first(Tree.statement());
    StringRef Type = Tree.key(Typed);
    if (Type == "SelectStmt") {
      Into.Kind = SqlKind::Select;
      select(Typed, /*IsOuter=*/true);
    } else if (Type == "UpdateStmt") {
      Into.Kind = SqlKind::Update;
      change(Typed, "fromClause");
      assignments(Tree.member(Typed, "targetList"));
    } else if (Type == "DeleteStmt") {
      Into.Kind = SqlKind::Delete;
      change(Typed, "usingClause");
    } else if (Type == "InsertStmt") {
      Into.Kind = SqlKind::Insert;
      insert(Typed);
    } else if (Type == "CreateStmt") {
      Into.Kind = SqlKind::Create;
      create(Typed);
    }
    resolveNames();
    if (!Into.Tables.empty())
      Into.Table = Into.Tables.front().Name;
  }

private:
  StringRef member(Node N, StringRef Key) const {
    return Tree.text(Tree.member(N, Key));
  }

  //===--- Tables -----------------------------------------------------------//

  void table(Node Range) {
    std::string Name = member(Range, "relname").lower();
    if (is_contained(Ctes, Name))
      return;
    Into.Tables.push_back(
        {Name, member(Tree.member(Range, "alias"), "aliasname").lower()});
  }

  /// One item of a FROM list.
  void from(Node Item, bool IsOuter, unsigned Depth = 0) {
    if (Depth > 40)
      return;
    Node Typed = Tree.first(Item);
    StringRef Type = Tree.key(Typed);
    if (Type == "RangeVar") {
      table(Typed);
    } else if (Type == "JoinExpr") {
      from(Tree.member(Typed, "larg"), IsOuter, Depth + 1);
      from(Tree.member(Typed, "rarg"), IsOuter, Depth + 1);
      if (Node Quals = Tree.member(Typed, "quals"); Quals != None)
        join(readTerm(Tree, Quals, Normal));
    } else if (Type == "RangeSubselect") {
      Node Inner = Tree.first(Tree.member(Typed, "subquery"));
      if (Tree.key(Inner) == "SelectStmt")
        subselect(Inner, IsOuter, Depth + 1);
    }
  }

  /// Remembers which columns a join equates.
  void join(const Term &Condition) {
    if (Condition.Kind == TermKind::And)
      for (const Term &Part : Condition.Operands)
        join(Part);
    if (Condition.Kind != TermKind::Compare || Condition.Text != "=" ||
        Condition.Operands[0].Kind != TermKind::Column ||
        Condition.Operands[1].Kind != TermKind::Column ||
        Condition.Operands[0].Qualifier == Condition.Operands[1].Qualifier)
      return;
    for (const Term &Column : Condition.Operands)
      Into.Joined.push_back({Column.Qualifier, Column.Text});
  }

  //===--- Conditions -------------------------------------------------------//

  void conjuncts(Node Where, bool IsInner) {
    if (Where != None)
      addConjuncts(readTerm(Tree, Where, Normal), IsInner);
  }

  void addConjuncts(Term T, bool IsInner) {
    if (T.Kind == TermKind::And && !isBetween(T)) {
      for (Term &Part : T.Operands)
        addConjuncts(std::move(Part), IsInner);
      return;
    }
    join(T);
    SqlConjunct Made;
    Made.IsInner = IsInner;
    Made.Condition = asCondition(std::move(T));
    Into.Where.push_back(std::move(Made));
  }

  /// BETWEEN was read as two comparisons of one expression.
  static bool isBetween(const Term &T) {
    return T.Operands.size() == 2 && T.Operands[0].Kind == TermKind::Compare &&
           T.Operands[0].Text == ">=" &&
           T.Operands[1].Kind == TermKind::Compare &&
           T.Operands[1].Text == "<=" &&
           T.Operands[0].Operands[0].print() ==
               T.Operands[1].Operands[0].print();
  }

  //===--- SELECT -----------------------------------------------------------//

  void select(Node N, bool IsOuter, unsigned Depth = 0) {
    ctes(N, Depth);
    Into.IsDistinct |= Tree.member(N, "distinctClause") != None ||
                       Tree.member(N, "groupClause") != None;
    if (IsOuter)
      for (auto Item = Tree.first(Tree.member(N, "targetList")); Item != None;
           Item = Tree.next(Item)) {
        Term Value =
            readTerm(Tree, Tree.member(Tree.first(Item), "val"), Normal);
        Into.Columns.push_back(Value.Kind == TermKind::Column ? Value.Text
                                                              : "");
      }
    for (auto Item = Tree.first(Tree.member(N, "fromClause")); Item != None;
         Item = Tree.next(Item))
      from(Item, IsOuter, Depth);
    Into.LocksRows |= Tree.member(N, "lockingClause") != None;
    conjuncts(Tree.member(N, "whereClause"), !IsOuter);
  }

  void ctes(Node N, unsigned Depth) {
    Node With = Tree.member(N, "withClause");
    for (auto Item = Tree.first(Tree.member(With, "ctes")); Item != None;
         Item = Tree.next(Item)) {
      Node Cte = Tree.first(Item);
      Node Query = Tree.first(Tree.member(Cte, "ctequery"));
      if (Tree.key(Query) == "SelectStmt")
        subselect(Query, false, Depth + 1);
      Ctes.push_back(member(Cte, "ctename").lower());
    }
  }

  /// A subquery that takes part in choosing the rows. In a statement that
  /// changes a table, only one on that table counts.
  void subselect(Node N, bool IsOuter, unsigned Depth) {
    if (Depth > 20)
      return;
    if (Into.Kind == SqlKind::Select)
      return select(N, false, Depth);
    SqlStatement Inner;
    Inner.Kind = SqlKind::Select;
    StatementReader Reader(Tree, Normal, Inner);
    Reader.Ctes = Ctes;
    Reader.select(N, IsOuter, Depth);
    Reader.resolveNames();
    Subselects.push_back(std::move(Inner));
  }

  //===--- UPDATE, DELETE, INSERT, CREATE -----------------------------------//

  void change(Node N, StringRef Others) {
    table(Tree.member(N, "relation"));
    ctes(N, 0);
    for (auto Item = Tree.first(Tree.member(N, Others)); Item != None;
         Item = Tree.next(Item))
      from(Item, false);
    conjuncts(Tree.member(N, "whereClause"), false);
    for (const SqlConjunct &C : Into.Where)
      C.Condition.anyPart([&](const Term &Part) {
        if (Part.Kind == TermKind::Subquery && Part.Text != "EXISTS_SUBLINK" &&
            Tree.key(Tree.first(Part.Select)) == "SelectStmt")
          subselect(Tree.first(Part.Select), false, 1);
        return false;
      });
    // Rows that the statement finds in its own table are judged by it.
    StringRef Own = Into.Tables.front().Name;
    for (SqlStatement &Inner : Subselects) {
      if (!Inner.findTable(Own))
        continue;
      Into.FindsItself = true;
      for (SqlConjunct &C : Inner.Where) {
        C.IsInner = true;
        C.Condition.anyPart([&](const Term &Part) {
          auto &Named = const_cast<Term &>(Part);
          if (Named.Kind == TermKind::Column && Named.Qualifier == Own)
            Named.Qualifier.clear();
          return false;
        });
        Into.Where.push_back(std::move(C));
      }
    }
  }

  void assignments(Node List) {
    for (auto Item = Tree.first(List); Item != None; Item = Tree.next(Item)) {
      Node Target = Tree.first(Item);
      Into.Sets.push_back({member(Target, "name").lower(),
                           readTerm(Tree, Tree.member(Target, "val"), Normal)});
    }
  }

  void insert(Node N) {
    table(Tree.member(N, "relation"));
    if (Node Conflict = Tree.member(N, "onConflictClause"); Conflict != None)
      assignments(Tree.member(Conflict, "targetList"));
  }

  void create(Node N) {
    table(Tree.member(N, "relation"));
    for (auto Item = Tree.first(Tree.member(N, "tableElts")); Item != None;
         Item = Tree.next(Item)) {
      Node Element = Tree.first(Item);
      if (Tree.key(Element) == "Constraint") {
        unique(Element, "");
        continue;
      }
      for (auto C = Tree.first(Tree.member(Element, "constraints")); C != None;
           C = Tree.next(C))
        unique(Tree.first(C), member(Element, "colname"));
    }
  }

  void unique(Node Constraint, StringRef Column) {
    StringRef Type = member(Constraint, "contype");
    if (Type != "CONSTR_UNIQUE" && Type != "CONSTR_PRIMARY")
      return;
    Node Keys = Tree.member(Constraint, "keys");
    if (!Column.empty())
      Into.Unique.push_back(Column.lower());
    else if (Tree.count(Keys) == 1)
      Into.Unique.push_back(
          Tree.text(Tree.member(Tree.first(Tree.first(Keys)), "sval")).lower());
  }

  //===--- Names ------------------------------------------------------------//

  std::string tableOf(StringRef Qualifier) const {
    for (const SqlTable &T : Into.Tables)
      if (T.Alias == Qualifier || (T.Alias.empty() && T.Name == Qualifier))
        return T.Name;
    for (const SqlTable &T : Into.Tables)
      if (T.Name == Qualifier)
        return T.Name;
    return Qualifier.str();
  }

  void resolve(Term &T) const {
    if (T.Kind == TermKind::Column) {
      if (!T.Qualifier.empty())
        T.Qualifier = tableOf(T.Qualifier);
      // The only table, or the one that is changed.
      if (!Into.Tables.empty() && T.Qualifier == Into.Tables.front().Name &&
          (Into.Tables.size() == 1 || Into.Kind != SqlKind::Select))
        T.Qualifier.clear();
    }
    for (Term &Part : T.Operands)
      resolve(Part);
  }

  void resolveNames() {
    for (SqlConjunct &C : Into.Where) {
      resolve(C.Condition);
      // Names decide the order of operands.
      C.Condition = asCondition(std::move(C.Condition));
    }
    for (SqlAssignment &A : Into.Sets)
      resolve(A.Value);
    for (auto &[Qualifier, Column] : Into.Joined)
      Qualifier = tableOf(Qualifier);
  }

  const ParseTree &Tree;
  StringRef Normal;
  SqlStatement &Into;
  std::vector<std::string> Ctes;
  std::vector<SqlStatement> Subselects;
};

} // namespace

void readStatement(const ParseTree &Tree, StringRef Normal,
                   SqlStatement &Into) {
  StatementReader(Tree, Normal, Into).run();
}

} // namespace clang::toctou
