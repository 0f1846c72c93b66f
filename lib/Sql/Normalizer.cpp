//===- Normalizer.cpp - Any dialect's SQL in PostgreSQL's grammar ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Normalizer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Clauses
//===----------------------------------------------------------------------===//

SqlClauses findClauses(const std::vector<SqlToken> &Tokens) {
  static const StringSet<> Verbs = {"select", "update", "delete", "insert",
                                    "replace"};
  static const StringSet<> Ends = {"group",  "order",  "limit", "returning",
                                   "having", "for",    "fetch", "window",
                                   "union",  "offset", "lock",  "intersect",
                                   "except", "minus",  "option"};
  SqlClauses Found;
  int Depth = 0;
  for (unsigned I = 0; I < Tokens.size(); ++I) {
    const SqlToken &T = Tokens[I];
    Depth += T.isSymbol("(") - T.isSymbol(")");
    if (Depth != 0 || T.Kind != SqlTokenKind::Word)
      continue;
    if (Found.Verb == SqlClauses::None) {
      if (Verbs.contains(T.Text))
        Found.Verb = I;
      continue;
    }
    if (Found.Where == SqlClauses::None) {
      if (T.Text == "where")
        Found.Where = I;
    } else if (Found.WhereEnd == SqlClauses::None && Ends.contains(T.Text))
      Found.WhereEnd = I;
  }
  if (Found.Where != SqlClauses::None && Found.WhereEnd == SqlClauses::None) {
    Found.WhereEnd = Tokens.size();
    while (Found.WhereEnd > Found.Where + 1 &&
           Tokens[Found.WhereEnd - 1].isSymbol(";"))
      --Found.WhereEnd;
  }
  return Found;
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

namespace {

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

class Rewriter {
public:
  Rewriter(std::vector<SqlToken> Given) {
    Out.Tokens = std::move(Given);
    Clauses = findClauses(Out.Tokens);
    if (Clauses.Verb != SqlClauses::None)
      Verb = Out.Tokens[Clauses.Verb].Text;
  }

  std::optional<NormalSql> run() {
    while (I < size()) {
      const SqlToken &T = token(I);
      if (T.isSymbol(";")) {
        // Nothing may come after the end.
        if (I + 1 != size() && !all_of(drop_begin(Out.Tokens, I),
                                       [](auto &T) { return T.isSymbol(";"); }))
          return std::nullopt;
        break;
      }
      Depth += T.isSymbol("(") - T.isSymbol(")");
      unsigned Before = I;
      rewrite(T);
      if (I == Before)
        ++I;
    }
    return std::move(Out);
  }

private:
  size_t size() const { return Out.Tokens.size(); }
  const SqlToken &token(size_t N) const {
    static const SqlToken None{SqlTokenKind::Symbol, "", 0, 0, {}, 0};
    return N < size() ? Out.Tokens[N] : None;
  }
  const SqlToken &previous() const { return I ? token(I - 1) : token(size()); }

  /// The clause is outermost, or the text is a part of one that is.
  bool isOuter() const { return Depth == 0; }
  bool isInWhere() const {
    return Clauses.Where != SqlClauses::None && I > Clauses.Where &&
           I < Clauses.WhereEnd;
  }
  /// In the list of assignments of an UPDATE.
  bool isInSet() const { return isOuter() && InSet; }

  void emit(const Twine &Text) {
    if (!Out.Text.empty())
      Out.Text += ' ';
    Out.Origins.push_back({Out.Text.size(), unsigned(I)});
    Out.Text += Text.str();
  }
  void emitString(StringRef Held) {
    std::string Safe;
    for (char C : Held) {
      if (C == '\'')
        Safe += '\'';
      Safe += C == '\0' ? ' ' : C;
    }
    emit("'" + Safe + "'");
  }
  void emitName(StringRef Held) {
    std::string Safe;
    for (char C : Held)
      if (C != '"' && C != '\0')
        Safe += toLower(C);
    emit("\"" + (Safe.empty() ? "_" : Safe) + "\"");
  }

  void emitParam(const SqlToken &T) {
    unsigned Number = 0;
    bool IsNamed = T.Kind == SqlTokenKind::Param && T.Text != "?";
    if (IsNamed)
      for (unsigned P = 0; P < Out.Params.size(); ++P)
        if (Out.Params[P].Written == T.Text)
          Number = P + 1;
    if (!Number) {
      SqlParam Made;
      if (T.Kind == SqlTokenKind::Param)
        Made.Written = T.Text;
      Made.Holes = T.Holes;
      Made.Begin = T.Begin;
      Made.End = T.End;
      Out.Params.push_back(std::move(Made));
      Number = Out.Params.size();
    }
    emit("$" + Twine(Number));
  }

  /// The identifier \p T with its holes spelled out.
  static std::string spelled(const SqlToken &T) {
    std::string Name;
    unsigned Hole = 0;
    for (char C : T.Text)
      if (C == HoleMark)
        Name += "hole" + (Hole < T.Holes.size() ? T.Holes[Hole++] : "") + "_";
      else
        Name += C;
    return Name;
  }

  void rewrite(const SqlToken &T) {
    switch (T.Kind) {
    case SqlTokenKind::Word:
      return word(T);
    case SqlTokenKind::Name:
      return name(T);
    case SqlTokenKind::String:
      // A text of which a part is unknown is a value like any other.
      if (!T.Holes.empty())
        return emitParam(T);
      return emitString(T.Text);
    case SqlTokenKind::Number:
      return number(T);
    case SqlTokenKind::Param:
      return param(T);
    case SqlTokenKind::Hole:
      return hole(T);
    case SqlTokenKind::Symbol:
      return symbol(T);
    }
  }

  /// `WHERE status = "queued"`: in some dialects a string.
  bool isValuePosition() const {
    const SqlToken &P = previous();
    if (token(I + 1).isSymbol(".") || P.isSymbol("."))
      return false;
    if (P.isSymbol("(") || P.isSymbol(",")) {
      size_t Open = I;
      int Level = 0;
      while (Open-- > 0) {
        Level += token(Open).isSymbol(")") - token(Open).isSymbol("(");
        if (Level < 0)
          return Open && (token(Open - 1).isWord("in") ||
                          token(Open - 1).isWord("values"));
      }
      return false;
    }
    return isComparison(P) || P.isWord("like");
  }

  void name(const SqlToken &T) {
    if (T.Quote == '"' && isValuePosition())
      return T.Holes.empty() ? emitString(T.Text) : emitParam(T);
    emitName(spelled(T));
  }

  void number(const SqlToken &T) {
    if (!T.Holes.empty())
      return emitParam(T);
    StringRef Text = T.Text;
    if (Text.starts_with_insensitive("0x")) {
      unsigned long long N = 0;
      if (Text.drop_front(2).getAsInteger(16, N))
        return emitString(Text);
      return emit(Twine(N));
    }
    emit(Text);
  }

  void param(const SqlToken &T) {
    // `IN ?`, `IN :list`.
    if (previous().isWord("in")) {
      emit("(");
      emitParam(T);
      return emit(")");
    }
    emitParam(T);
  }

  /// A hole is a value, a name or a fragment, by what stands beside it.
  void hole(const SqlToken &T) {
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
    if (!AfterOperand && I)
      return emitParam(T);
    // What comes after a whole operand may hold anything.
    if (isInWhere() || (Clauses.Where == SqlClauses::None && I))
      Out.HidesPredicate = true;
  }

  void symbol(const SqlToken &T) {
    if (T.Text == "==")
      return emit("=");
    if (T.Text == "<=>")
      return emit("is not distinct from");
    if (T.Text == "&&")
      return emit("and");
    if (T.Text == "!")
      return emit("not");
    emit(T.Text);
  }

  /// Consumes tokens up to \p End without a trace.
  void skipTo(size_t End) {
    for (; I < End && I < size(); ++I)
      Depth += token(I).isSymbol("(") - token(I).isSymbol(")");
  }
  /// The index after the `)` that closes the `(` at \p Open.
  size_t afterClose(size_t Open) const {
    int Level = 0;
    for (size_t N = Open; N < size(); ++N) {
      Level += token(N).isSymbol("(") - token(N).isSymbol(")");
      if (Level == 0)
        return N + 1;
    }
    return size();
  }

  void word(const SqlToken &T) {
    StringRef W = T.Text;
    const SqlToken &N = token(I + 1);
    if (previous().isSymbol("."))
      return isKeyword(W) || isReservedColumn(W) || !T.Holes.empty()
                 ? emitName(spelled(T))
                 : emit(spelled(T));
    if (isColumnHere(W, N))
      return emitName(W);
    if (modifier(W, N) || locking(W, N) || mySqlForms(W, N) || setList(W, N) ||
        operators(W, N))
      return;
    emit(spelled(T));
  }

  /// `user = ?`, `SET order = 1`: a column, though PostgreSQL reserves it.
  bool isColumnHere(StringRef W, const SqlToken &N) const {
    if (!isReservedColumn(W))
      return false;
    const SqlToken &P = previous();
    bool StartsOperand = beginsPredicate(P) || P.isSymbol("(") ||
                         P.isSymbol(",") || P.isWord("set") ||
                         P.isWord("select") || P.isWord("by");
    bool EndsOperand = isComparison(N) || N.isSymbol(",") || N.isWord("is") ||
                       N.isWord("in") || N.isWord("like") || N.isSymbol(")") ||
                       N.isWord("between") || N.isWord("from");
    return StartsOperand && EndsOperand;
  }

  /// Words between a verb and its table that do not change what it means.
  bool modifier(StringRef W, const SqlToken &N) {
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

  bool locking(StringRef W, const SqlToken &N) {
    // T-SQL: FROM t WITH (UPDLOCK, READPAST).
    if (W == "with" && N.isSymbol("(") && I) {
      size_t End = afterClose(I + 1);
      for (size_t H = I; H < End; ++H)
        Out.LocksRows |=
            token(H).isWord("updlock") || token(H).isWord("xlock") ||
            token(H).isWord("tablockx") || token(H).isWord("holdlock") ||
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

  bool mySqlForms(StringRef W, const SqlToken &N) {
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
  bool setList(StringRef W, const SqlToken &N) {
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

  bool operators(StringRef W, const SqlToken &N) {
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

  NormalSql Out;
  SqlClauses Clauses;
  std::string Verb;
  size_t I = 0;
  int Depth = 0;
  bool InSet = false, InDuplicate = false;
};

/// How many operators and parentheses nest or chain in \p Tokens.
unsigned countOperators(const std::vector<SqlToken> &Tokens) {
  unsigned Count = 0;
  for (const SqlToken &T : Tokens)
    Count += (T.Kind == SqlTokenKind::Symbol && T.Text != "," &&
              T.Text != "." && T.Text != ";" && T.Text != ")") ||
             T.isWord("not") || T.isWord("and") || T.isWord("or") ||
             T.isWord("case") || T.isWord("union");
  return Count;
}

} // namespace

std::optional<NormalSql> normalize(const SqlSource &Source) {
  if (Source.Text.size() > MaxSqlText || StringRef(Source.Text).contains('\0'))
    return std::nullopt;
  auto Tokens = tokenize(Source);
  if (!Tokens || Tokens->empty() || countOperators(*Tokens) > MaxSqlOperators)
    return std::nullopt;
  return Rewriter(std::move(*Tokens)).run();
}

} // namespace clang::toctou
