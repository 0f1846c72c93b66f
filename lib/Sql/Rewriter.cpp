//===- Rewriter.cpp - From one dialect's tokens to a grammar's ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Rewriter.h"

using namespace llvm;

namespace clang::toctou {

/// Words before which an operand is complete, or that begin a clause.
bool isKeyword(StringRef W) {
  static const StringSet<> Words = {
      "select", "from",   "where",     "and",   "or",      "not",    "in",
      "is",     "like",   "between",   "on",    "join",    "inner",  "left",
      "right",  "outer",  "cross",     "group", "order",   "by",     "having",
      "limit",  "offset", "returning", "for",   "union",   "set",    "values",
      "into",   "update", "delete",    "as",    "case",    "when",   "then",
      "else",   "end",    "distinct",  "using", "natural", "insert", "exists",
      "all",    "any",    "some",      "ilike", "full",    "with",   "asc",
      "desc",   "top",    "interval",  "lock",  "option",  "escape", "div",
      "mod",    "xor",    "rlike",     "glob",  "regexp",  "similar"};
  return Words.contains(W);
}

/// Words of PostgreSQL that are columns elsewhere.
bool isReservedColumn(StringRef W) {
  static const StringSet<> Words = {
      "user",      "order",        "group",
      "end",       "desc",         "asc",
      "limit",     "offset",       "default",
      "table",     "to",           "from",
      "column",    "check",        "primary",
      "window",    "when",         "references",
      "unique",    "placing",      "authorization",
      "binary",    "freeze",       "verbose",
      "analyse",   "analyze",      "both",
      "leading",   "trailing",     "only",
      "foreign",   "grant",        "do",
      "collation", "concurrently", "tablesample",
      "symmetric", "initially",    "deferrable",
      "variadic"};
  return Words.contains(W);
}

bool isComparison(const SqlToken &T) {
  static const StringSet<> Symbols = {
      "=", "<", ">", "<=", ">=", "<>", "!=", "==", "<=>"};
  return T.Kind == SqlTokenKind::Symbol && Symbols.contains(T.Text);
}

bool beginsPredicate(const SqlToken &T) {
  return T.isWord("where") || T.isWord("and") || T.isWord("or") ||
         T.isWord("not") || T.isWord("on") || T.isWord("having");
}

/// A hole is a value, a name or a fragment, by what stands beside it.
void Rewriter::hole(const SqlToken &T) {
  const SqlToken &P = previous(), &N = token(I + 1);
  static const StringSet<> BeforeNames = {"from",  "join", "into",   "update",
                                          "table", "as",   "exists", "by"};
  if (P.isSymbol(".") || N.isSymbol(".") ||
      (P.Kind == SqlTokenKind::Word && BeforeNames.contains(P.Text)))
    return emitName(spelled(T));
  bool IsOperand = isComparison(N) || N.isWord("is") || N.isWord("in") ||
                   N.isWord("like") || N.isWord("between") ||
                   (N.isWord("not") && !beginsPredicate(P));
  bool Begins = beginsPredicate(P) ||
                (P.isSymbol("(") && I >= 2 && beginsPredicate(token(I - 2)));
  if (isInSet() && (P.isWord("set") || P.isSymbol(","))) {
    emitName(spelled(T));
    if (!N.isSymbol("="))
      emit("= null");
    return;
  }
  if (Begins) {
    if (IsOperand)
      return emitName(spelled(T));
    Out.HidesPredicate |= I > Clauses.Where;
    return emitName("fragment" + spelled(T));
  }
  if (P.isWord("in")) {
    emit("(");
    emitParam(T);
    return emit(")");
  }
  bool AfterOperand =
      (P.Kind == SqlTokenKind::Word && !isKeyword(P.Text)) ||
      P.Kind == SqlTokenKind::Name || P.Kind == SqlTokenKind::String ||
      P.Kind == SqlTokenKind::Number || P.Kind == SqlTokenKind::Param ||
      P.Kind == SqlTokenKind::Hole || P.isSymbol(")");
  // A value and something else.
  if (T.Holes.size() > 1 && (isInWhere() || Clauses.Where == SqlClauses::None))
    Out.HidesPredicate = true;
  if (!AfterOperand && I)
    return emitParam(T);
  // What comes after a whole operand may hold anything.
  if (isInWhere() || (Clauses.Where == SqlClauses::None && I))
    Out.HidesPredicate = true;
}

/// Words between a verb and its table that do not change what it means.
bool Rewriter::modifier(StringRef W, const SqlToken &N) {
  const SqlToken &P = previous();
  if (W == "top" && (P.isWord("select") || P.isWord("distinct") ||
                     P.isWord("update") || P.isWord("delete"))) {
    skipTo(N.isSymbol("(") ? afterClose(I + 1) : I + 2);
    return true;
  }
  static const StringSet<> Hints = {"sql_no_cache",
                                    "sql_calc_found_rows",
                                    "high_priority",
                                    "low_priority",
                                    "straight_join",
                                    "ignore",
                                    "quick",
                                    "delayed",
                                    "sql_small_result",
                                    "sql_big_result",
                                    "distinctrow"};
  if ((P.isWord("select") || P.isWord("update") || P.isWord("delete") ||
       P.isWord("insert") || P.isWord("replace")) &&
      Hints.contains(W)) {
    skipTo(I + 1);
    return true;
  }
  // `INSERT OR REPLACE`, `UPDATE OR IGNORE`.
  if (W == "or" && (P.isWord("insert") || P.isWord("update"))) {
    Out.Replaces |= N.isWord("replace");
    skipTo(I + 2);
    return true;
  }
  if (W == "replace" && I == Clauses.Verb) {
    Out.Replaces = true;
    emit("insert");
    if (!N.isWord("into"))
      emit("into");
    return true;
  }
  if (W == "insert" && !N.isWord("into") && I == Clauses.Verb &&
      N.Kind != SqlTokenKind::Word) {
    emit("insert into");
    return true;
  }
  if (W == "delete" && I == Clauses.Verb &&
      (N.Kind == SqlTokenKind::Name || N.Kind == SqlTokenKind::Hole ||
       (N.Kind == SqlTokenKind::Word && N.Text != "from" && N.Text != "top" &&
        !Hints.contains(N.Text)))) {
    emit("delete from");
    return true;
  }
  if ((W == "use" || W == "force" || W == "ignore") &&
      (N.isWord("index") || N.isWord("key"))) {
    size_t Open = I + 2;
    while (Open < size() && !token(Open).isSymbol("("))
      ++Open;
    skipTo(afterClose(Open));
    return true;
  }
  if (W == "indexed" && N.isWord("by")) {
    skipTo(I + 3);
    return true;
  }
  if (W == "collate") {
    skipTo(I + 2);
    return true;
  }
  if (W == "binary" && !isComparison(N)) {
    skipTo(I + 1);
    return true;
  }
  return false;
}

bool Rewriter::locking(StringRef W, const SqlToken &N) {
  // T-SQL: FROM t WITH (UPDLOCK, READPAST).
  if (W == "with" && N.isSymbol("(") && I) {
    size_t End = afterClose(I + 1);
    for (size_t H = I; H < End; ++H)
      Out.LocksRows |= token(H).isWord("updlock") || token(H).isWord("xlock") ||
                       token(H).isWord("tablockx") ||
                       token(H).isWord("holdlock") ||
                       token(H).isWord("serializable");
    skipTo(End);
    return true;
  }
  bool IsLock = (W == "for" && (N.isWord("update") || N.isWord("share") ||
                                N.isWord("no") || N.isWord("key"))) ||
                (W == "lock" && N.isWord("in"));
  if (!IsLock)
    return false;
  size_t End = I;
  int Level = 0;
  for (; End < size() && Level >= 0; ++End)
    Level += token(End).isSymbol("(") - token(End).isSymbol(")");
  if (Level < 0)
    --End;
  if (isOuter())
    Out.LocksRows = true;
  if (isOuter() || W == "lock")
    skipTo(End);
  else {
    emit("for update");
    skipTo(End);
  }
  return true;
}

bool Rewriter::mySqlForms(StringRef W, const SqlToken &N) {
  // ORDER BY and LIMIT of an UPDATE or DELETE.
  if (isOuter() && (Verb == "update" || Verb == "delete") &&
      ((W == "order" && N.isWord("by")) || W == "limit")) {
    size_t End = I;
    while (End < size() && !token(End).isWord("returning") &&
           !token(End).isSymbol(";"))
      ++End;
    skipTo(End);
    return true;
  }
  // LIMIT offset, count.
  if (W == "limit" && token(I + 2).isSymbol(",")) {
    skipTo(I + 4);
    return true;
  }
  // INTERVAL 1 HOUR, INTERVAL ? SECOND.
  if (W == "interval" && N.Kind != SqlTokenKind::String && !isComparison(N) &&
      !N.isSymbol(",") && !N.isSymbol(")")) {
    size_t End = N.isSymbol("(") ? afterClose(I + 1) : I + 2;
    if (N.isSymbol("-"))
      ++End;
    if (token(End).Kind != SqlTokenKind::Word)
      return false;
    std::string Unit = token(End).Text;
    emit("mysql_interval (");
    ++I;
    while (I < End) {
      size_t Before = I;
      rewrite(token(I));
      if (I == Before)
        ++I;
    }
    emit(", '" + Unit + "' )");
    I = End + 1;
    return true;
  }
  if (W == "on" && N.isWord("duplicate")) {
    emit("on conflict ( conflict ) do update set");
    skipTo(I + 4); // ON DUPLICATE KEY UPDATE
    InDuplicate = true;
    return true;
  }
  if (W == "values" && InDuplicate) {
    emit("excluded_value");
    return true;
  }
  if (W == "separator") {
    skipTo(I + 2);
    return true;
  }
  if ((W == "current_timestamp" || W == "current_date" ||
       W == "current_time") &&
      N.isSymbol("(") && token(I + 2).isSymbol(")")) {
    emit(W);
    skipTo(I + 3);
    return true;
  }
  if (W == "with" && N.isWord("rollup")) {
    skipTo(I + 2);
    return true;
  }
  return false;
}

/// `SET t.col = ...`: PostgreSQL wants the column alone.
bool Rewriter::setList(StringRef W, const SqlToken &N) {
  if (isOuter() && W == "set" && Verb == "update") {
    InSet = true;
    return false;
  }
  if (isOuter() &&
      (W == "where" || W == "from" || W == "returning" || W == "output"))
    InSet = false;
  if (W == "output" && isOuter() && I > Clauses.Verb &&
      (Verb == "update" || Verb == "delete")) {
    // T-SQL's OUTPUT list.
    size_t End = I;
    while (End < size() && !token(End).isWord("where") &&
           !token(End).isWord("from"))
      ++End;
    skipTo(End);
    return true;
  }
  if (isInSet() && N.isSymbol(".") && token(I + 3).isSymbol("=") &&
      (previous().isWord("set") || previous().isSymbol(","))) {
    skipTo(I + 2);
    return true;
  }
  return false;
}

bool Rewriter::operators(StringRef W, const SqlToken &N) {
  if (W == "regexp" || W == "rlike" || W == "glob" || W == "match") {
    if (W == "match" && N.isSymbol("("))
      return false;
    emit("~");
    return true;
  }
  if (W == "div" || W == "mod") {
    if (N.isSymbol("("))
      return false;
    emit(W == "div" ? "/" : "%");
    return true;
  }
  if (W == "xor") {
    emit("<>");
    return true;
  }
  if (W == "minus") {
    emit("except");
    return true;
  }
  // SQLite's `x NOT NULL`.
  if (W == "not" && N.isWord("null") && !previous().isWord("is") &&
      isInWhere() && !beginsPredicate(previous())) {
    emit("is not null");
    skipTo(I + 2);
    return true;
  }
  // `IS ?` and `IS 1` compare in SQLite.
  if (W == "is" &&
      (N.Kind == SqlTokenKind::Param || N.Kind == SqlTokenKind::Number ||
       N.Kind == SqlTokenKind::String || N.Kind == SqlTokenKind::Hole)) {
    emit("is not distinct from");
    return true;
  }
  return false;
}

} // namespace clang::toctou
