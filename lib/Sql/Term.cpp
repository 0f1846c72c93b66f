//===- Term.cpp - The expressions of a predicate --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Term.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace clang::toctou {

/// Deeper expressions are equal only to what is written the same way.
static constexpr unsigned MaxTermDepth = 60;

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

std::string Term::print() const {
  std::string Out;
  switch (Kind) {
  case TermKind::Column:
    return Qualifier.empty() ? Text : Qualifier + "." + Text;
  case TermKind::Number:
  case TermKind::Boolean:
    return Text;
  case TermKind::String:
    return "'" + Text + "'";
  case TermKind::Null:
    return "null";
  case TermKind::Param:
    return "?";
  case TermKind::Compare:
    return "(" + Operands[0].print() + " " + Text + " " + Operands[1].print() +
           ")";
  case TermKind::IsNull:
    return "(" + Operands[0].print() +
           (Negated ? " is not null)" : " is null)");
  case TermKind::In:
    Out = Negated ? "(not-in" : "(in";
    break;
  case TermKind::And:
    Out = "(and";
    break;
  case TermKind::Or:
    Out = "(or";
    break;
  case TermKind::Not:
    Out = "(not";
    break;
  case TermKind::Other:
    Out = "(" + Text;
    break;
  case TermKind::Subquery:
    Out = "(select " + Text;
    break;
  }
  for (const Term &Part : Operands)
    Out += " " + Part.print();
  return Out + ")";
}

void Term::collectColumns(
    std::set<std::pair<std::string, std::string>> &Found) const {
  if (Kind == TermKind::Column)
    Found.insert({Qualifier, Text});
  for (const Term &Part : Operands)
    Part.collectColumns(Found);
}

std::optional<double> numberOf(const Term &T) {
  double N;
  if (T.Kind != TermKind::Number || StringRef(T.Text).getAsDouble(N))
    return std::nullopt;
  return N;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {

class TermReader {
public:
  TermReader(const ParseTree &Tree, StringRef Normal)
      : Tree(Tree), Normal(Normal) {}

  Term read(ParseTree::Node N) {
    if (++Depth > MaxTermDepth) {
      --Depth;
      Term Deep;
      Deep.Text = "deep" + std::to_string(N);
      return Deep;
    }
    Term Made = readTyped(N);
    --Depth;
    return Made;
  }

private:
  static Term leaf(TermKind Kind, StringRef Text) {
    Term Made;
    Made.Kind = Kind;
    Made.Text = Text.str();
    return Made;
  }

  Term readTyped(ParseTree::Node N) {
    ParseTree::Node Inner = Tree.first(N);
    StringRef Type = Tree.key(Inner);
    if (Type == "ColumnRef")
      return column(Inner);
    if (Type == "A_Const")
      return constant(Inner);
    if (Type == "ParamRef") {
      Term Made = leaf(TermKind::Param, "");
      Tree.text(Tree.member(Inner, "number")).getAsInteger(10, Made.Index);
      return Made;
    }
    if (Type == "A_Expr")
      return expression(Inner);
    if (Type == "BoolExpr") {
      StringRef Op = Tree.text(Tree.member(Inner, "boolop"));
      Term Made = leaf(Op == "AND_EXPR"  ? TermKind::And
                       : Op == "OR_EXPR" ? TermKind::Or
                                         : TermKind::Not,
                       "");
      addAll(Made, Tree.member(Inner, "args"));
      return Made;
    }
    if (Type == "NullTest") {
      Term Made = leaf(TermKind::IsNull, "");
      Made.Operands.push_back(read(Tree.member(Inner, "arg")));
      Made.Negated =
          Tree.text(Tree.member(Inner, "nulltesttype")) == "IS_NOT_NULL";
      return Made;
    }
    if (Type == "BooleanTest")
      return booleanTest(Inner);
    if (Type == "SubLink") {
      Term Made = leaf(TermKind::Subquery,
                       Tree.text(Tree.member(Inner, "subLinkType")));
      Made.Select = Tree.member(Inner, "subselect");
      if (Tree.member(Inner, "testexpr") != ParseTree::None)
        Made.Operands.push_back(read(Tree.member(Inner, "testexpr")));
      return Made;
    }
    if (Type == "TypeCast") {
      // `x::text` compares as x does; `interval '5 min'` keeps its type.
      Term Of = read(Tree.member(Inner, "arg"));
      StringRef To;
      ParseTree::Node Names =
          Tree.member(Tree.member(Inner, "typeName"), "names");
      for (auto Part = Tree.first(Names); Part != ParseTree::None;
           Part = Tree.next(Part))
        To = Tree.text(Tree.member(Tree.first(Part), "sval"));
      if (Of.Kind == TermKind::String && (To == "bool" || To == "boolean"))
        return leaf(TermKind::Boolean,
                    StringRef(Of.Text).starts_with_insensitive("t") ? "true"
                                                                    : "false");
      if (To != "interval" && To != "timestamp" && To != "date")
        return Of;
      Term Made = leaf(TermKind::Other, To);
      Made.Operands.push_back(std::move(Of));
      return Made;
    }
    if (Type == "FuncCall") {
      Term Made = leaf(TermKind::Other, functionName(Inner));
      addAll(Made, Tree.member(Inner, "args"));
      if (Made.Text == "isnull" || Made.Text == "ifnull" || Made.Text == "nvl")
        Made.Text = "coalesce";
      if (isNow(Made))
        return leaf(TermKind::Other, "now");
      return Made;
    }
    if (Type == "SQLValueFunction") {
      StringRef Op = Tree.text(Tree.member(Inner, "op"));
      return leaf(TermKind::Other, Op.contains("TIMESTAMP") ? "now" : Op);
    }
    if (Type == "NamedArgExpr")
      return read(Tree.member(Inner, "arg"));
    if (Type == "CoalesceExpr") {
      Term Made = leaf(TermKind::Other, "coalesce");
      addAll(Made, Tree.member(Inner, "args"));
      return Made;
    }
    Term Made = leaf(TermKind::Other, Type);
    for (auto Part = Tree.first(Inner); Part != ParseTree::None;
         Part = Tree.next(Part)) {
      if (Tree.first(Part) == ParseTree::None)
        continue;
      if (Tree.key(Tree.first(Part)).empty())
        addAll(Made, Part);
      else
        Made.Operands.push_back(read(Part));
    }
    return Made;
  }

  void addAll(Term &To, ParseTree::Node List) {
    for (auto Part = Tree.first(List); Part != ParseTree::None;
         Part = Tree.next(Part))
      To.Operands.push_back(read(Part));
  }

  static bool isNow(const Term &Call) {
    static constexpr StringRef Names[] = {"now",
                                          "sysdate",
                                          "getdate",
                                          "utc_timestamp",
                                          "localtimestamp",
                                          "getutcdate",
                                          "statement_timestamp",
                                          "clock_timestamp",
                                          "transaction_timestamp",
                                          "current_timestamp",
                                          "sysdatetime"};
    return Call.Operands.empty() && is_contained(Names, Call.Text);
  }

  std::string functionName(ParseTree::Node Call) const {
    StringRef Last;
    ParseTree::Node Names = Tree.member(Call, "funcname");
    for (auto Part = Tree.first(Names); Part != ParseTree::None;
         Part = Tree.next(Part))
      Last = Tree.text(Tree.member(Tree.first(Part), "sval"));
    return Last.lower();
  }

  Term column(ParseTree::Node N) {
    Term Made = leaf(TermKind::Column, "*");
    ParseTree::Node Fields = Tree.member(N, "fields");
    std::vector<std::string> Parts;
    for (auto Part = Tree.first(Fields); Part != ParseTree::None;
         Part = Tree.next(Part))
      if (ParseTree::Node Name = Tree.member(Tree.first(Part), "sval");
          Name != ParseTree::None)
        Parts.push_back(Tree.text(Name).lower());
    if (Parts.size() == Tree.count(Fields) && !Parts.empty()) {
      Made.Text = Parts.back();
      Parts.pop_back();
    }
    if (!Parts.empty())
      Made.Qualifier = Parts.back();
    return Made;
  }

  Term constant(ParseTree::Node N) {
    if (Tree.member(N, "isnull") != ParseTree::None)
      return leaf(TermKind::Null, "");
    if (auto B = Tree.member(N, "boolval"); B != ParseTree::None)
      return leaf(TermKind::Boolean,
                  Tree.first(B) == ParseTree::None ? "false" : "true");
    if (auto S = Tree.member(N, "sval"); S != ParseTree::None)
      return leaf(TermKind::String, Tree.text(Tree.first(S)));
    if (auto F = Tree.member(N, "fval"); F != ParseTree::None)
      return leaf(TermKind::Number, Tree.text(Tree.first(F)));
    // The tree leaves the sign of an integer out: read it from the text.
    int At = Tree.location(N);
    StringRef Text = At < 0 ? StringRef() : Normal.drop_front(At);
    bool IsNegative = Text.consume_front("-");
    Text = Text.ltrim().take_while(isDigit);
    return leaf(TermKind::Number, (IsNegative ? "-" : "") + Text.str());
  }

  Term booleanTest(ParseTree::Node N) {
    StringRef Type = Tree.text(Tree.member(N, "booltesttype"));
    Term Made = leaf(TermKind::Compare, "=");
    Made.Operands.push_back(read(Tree.member(N, "arg")));
    Made.Operands.push_back(
        leaf(TermKind::Boolean, Type.ends_with("TRUE") ? "true" : "false"));
    if (Type.contains("UNKNOWN")) {
      Made.Kind = TermKind::IsNull;
      Made.Operands.pop_back();
    }
    if (!Type.starts_with("IS_NOT"))
      return Made;
    if (Made.Kind == TermKind::IsNull) {
      Made.Negated = true;
      return Made;
    }
    Made.Text = "<>";
    return Made;
  }

  Term expression(ParseTree::Node N) {
    StringRef Kind = Tree.text(Tree.member(N, "kind"));
    StringRef Op = Tree.text(
        Tree.member(Tree.first(Tree.first(Tree.member(N, "name"))), "sval"));
    ParseTree::Node Left = Tree.member(N, "lexpr"),
                    Right = Tree.member(N, "rexpr");
    if (Kind == "AEXPR_IN") {
      Term Made = leaf(TermKind::In, "");
      Made.Negated = Op == "<>";
      Made.Operands.push_back(read(Left));
      addAll(Made, Tree.member(Tree.member(Right, "List"), "items"));
      return Made;
    }
    if (Kind.starts_with("AEXPR_BETWEEN") ||
        Kind.starts_with("AEXPR_NOT_BETWEEN")) {
      ParseTree::Node Low =
          Tree.first(Tree.member(Tree.member(Right, "List"), "items"));
      Term Made = leaf(TermKind::And, "");
      Made.Operands.push_back(compare(">=", read(Left), read(Low)));
      Made.Operands.push_back(compare("<=", read(Left), read(Tree.next(Low))));
      if (!Kind.starts_with("AEXPR_NOT"))
        return Made;
      Term Not = leaf(TermKind::Not, "");
      Not.Operands.push_back(std::move(Made));
      return Not;
    }
    if (Kind == "AEXPR_DISTINCT" || Kind == "AEXPR_NOT_DISTINCT") {
      Term To = read(Right);
      if (To.Kind == TermKind::Null) {
        Term Made = leaf(TermKind::IsNull, "");
        Made.Negated = Kind == "AEXPR_DISTINCT";
        Made.Operands.push_back(read(Left));
        return Made;
      }
      return compare(Kind == "AEXPR_DISTINCT" ? "<>" : "=", read(Left),
                     std::move(To));
    }
    static constexpr StringRef Comparisons[] = {"=",  "<>", "<",
                                                "<=", ">",  ">="};
    if (Kind == "AEXPR_OP" && Left != ParseTree::None &&
        is_contained(Comparisons, Op))
      return compare(Op, read(Left), read(Right));
    if (Kind == "AEXPR_OP" && Op == "-" && Left == ParseTree::None) {
      Term Of = read(Right);
      if (Of.Kind == TermKind::Number) {
        Of.Text = "-" + Of.Text;
        return Of;
      }
      Term Made = leaf(TermKind::Other, "-");
      Made.Operands.push_back(std::move(Of));
      return Made;
    }
    Term Made = leaf(TermKind::Other,
                     Kind == "AEXPR_OP" ? Op.str() : (Kind + Op).str());
    if (Left != ParseTree::None)
      Made.Operands.push_back(read(Left));
    Made.Operands.push_back(read(Right));
    return Made;
  }

  static Term compare(StringRef Op, Term Left, Term Right) {
    Term Made = leaf(TermKind::Compare, Op);
    Made.Operands.push_back(std::move(Left));
    Made.Operands.push_back(std::move(Right));
    return Made;
  }

  const ParseTree &Tree;
  StringRef Normal;
  unsigned Depth = 0;
};

} // namespace

Term readTerm(const ParseTree &Tree, ParseTree::Node N, StringRef Normal) {
  return TermReader(Tree, Normal).read(N);
}

} // namespace clang::toctou
