//===- Statement.cpp - What a statement of SQL does -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Statement.h"
#include "Sql/StatementReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::toctou {

const SqlTable *SqlStatement::findTable(StringRef Name) const {
  for (const SqlTable &T : Tables)
    if (T.Name == Name)
      return &T;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Statements that need no grammar
//===----------------------------------------------------------------------===//

static bool hasWord(const std::vector<SqlToken> &Tokens, StringRef Word) {
  return any_of(Tokens, [&](const SqlToken &T) { return T.isWord(Word); });
}

static SqlIsolation isolationIn(const std::vector<SqlToken> &Tokens) {
  if (!hasWord(Tokens, "isolation"))
    return SqlIsolation::Default;
  if (hasWord(Tokens, "serializable") || hasWord(Tokens, "snapshot"))
    return SqlIsolation::Serializable;
  return hasWord(Tokens, "repeatable") ? SqlIsolation::RepeatableRead
                                       : SqlIsolation::Default;
}

/// True if \p Tokens call a function whose name holds one of \p Names.
static bool calls(const std::vector<SqlToken> &Tokens,
                  ArrayRef<StringRef> Names) {
  return any_of(Tokens, [&](const SqlToken &T) {
    return T.Kind == SqlTokenKind::Word && is_contained(Names, T.Text);
  });
}

/// Control statements, which dialects write in many ways. True if it is one.
static bool readControl(const std::vector<SqlToken> &Tokens,
                        SqlStatement &Into) {
  const SqlToken &First = Tokens[0];
  auto Word = [&](size_t I) {
    return I < Tokens.size() ? StringRef(Tokens[I].Text) : StringRef();
  };
  if (First.Kind != SqlTokenKind::Word || Tokens.size() > 40)
    return false;
  StringRef W = First.Text;
  if (W == "begin" || (W == "start" && Word(1) == "transaction")) {
    Into.Kind = SqlKind::Begin;
    Into.LocksDatabase =
        hasWord(Tokens, "immediate") || hasWord(Tokens, "exclusive");
    Into.Isolation = isolationIn(Tokens);
    return true;
  }
  if (W == "commit" || W == "end" || W == "abort" ||
      (W == "rollback" && !hasWord(Tokens, "to"))) {
    Into.Kind = SqlKind::End;
    return true;
  }
  if (W == "lock") {
    Into.Kind = SqlKind::Lock;
    return true;
  }
  if (W == "unlock") {
    Into.Kind = SqlKind::Unlock;
    return true;
  }
  if (W == "set" && isolationIn(Tokens) != SqlIsolation::Default) {
    Into.Kind = SqlKind::Isolation;
    Into.Isolation = isolationIn(Tokens);
    return true;
  }
  if (W != "select" && W != "exec" && W != "execute" && W != "call" &&
      W != "do" && W != "perform")
    return false;
  if (hasWord(Tokens, "from"))
    return false;
  if (calls(Tokens, {"release_lock", "release_all_locks", "pg_advisory_unlock",
                     "pg_advisory_unlock_all", "sp_releaseapplock",
                     "pg_advisory_unlock_shared"})) {
    Into.Kind = SqlKind::NamedUnlock;
    return true;
  }
  if (calls(Tokens, {"get_lock", "pg_advisory_lock", "pg_advisory_xact_lock",
                     "pg_try_advisory_lock", "pg_try_advisory_xact_lock",
                     "sp_getapplock"})) {
    Into.Kind = SqlKind::NamedLock;
    return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Places of conjuncts in the source
//===----------------------------------------------------------------------===//

namespace {

/// Cuts a range of tokens at its outermost ANDs.
class ConjunctCutter {
public:
  explicit ConjunctCutter(const NormalSql &Normal)
      : Tokens(Normal.Tokens), Kept(Normal.Tokens.size(), false) {
    for (const NormalSql::Origin &O : Normal.Origins)
      if (O.Token < Kept.size())
        Kept[O.Token] = true;
  }

  void cut(unsigned Begin, unsigned End) {
    while (Begin < End && !Kept[End - 1] &&
           Tokens[End - 1].Kind == SqlTokenKind::Hole)
      --End;
    std::vector<unsigned> Cuts;
    bool HasOr = false;
    int Depth = 0, Between = 0, Case = 0;
    for (unsigned I = Begin; I < End; ++I) {
      const SqlToken &T = Tokens[I];
      Depth += T.isSymbol("(") - T.isSymbol(")");
      if (Depth)
        continue;
      Case += T.isWord("case") - (T.isWord("end") && Case);
      Between += T.isWord("between");
      HasOr |= T.isWord("or") && !Case;
      if (!T.isWord("and") && !T.isSymbol("&&"))
        continue;
      if (Between)
        --Between;
      else if (!Case)
        Cuts.push_back(I);
    }
    if (!HasOr && Cuts.empty() && End - Begin > 2 &&
        Tokens[Begin].isSymbol("(") && Tokens[End - 1].isSymbol(")") &&
        closes(Begin, End) && isJunction(Begin + 1, End - 1))
      return cut(Begin + 1, End - 1);
    if (HasOr || Cuts.empty()) {
      if (Begin < End)
        Pieces.push_back({Tokens[Begin].Begin, Tokens[End - 1].End});
      IsOr |= HasOr;
      return;
    }
    unsigned From = Begin;
    for (unsigned Cut : Cuts) {
      cut(From, Cut);
      From = Cut + 1;
    }
    cut(From, End);
  }

  std::vector<std::pair<size_t, size_t>> Pieces;
  bool IsOr = false; ///< Some piece is an OR without parentheses.

private:
  bool closes(unsigned Begin, unsigned End) const {
    int Depth = 0;
    for (unsigned I = Begin; I < End; ++I) {
      Depth += Tokens[I].isSymbol("(") - Tokens[I].isSymbol(")");
      if (Depth == 0)
        return I + 1 == End;
    }
    return false;
  }
  /// True if an AND and no OR joins the tokens.
  bool isJunction(unsigned Begin, unsigned End) const {
    int Depth = 0;
    bool HasAnd = false;
    for (unsigned I = Begin; I < End; ++I) {
      Depth += Tokens[I].isSymbol("(") - Tokens[I].isSymbol(")");
      if (Depth == 0 && Tokens[I].isWord("or"))
        return false;
      HasAnd |= Depth == 0 && Tokens[I].isWord("and");
    }
    return HasAnd;
  }

  const std::vector<SqlToken> &Tokens;
  std::vector<bool> Kept;
};

} // namespace

/// Gives the conjuncts of \p Into their places.
static void findPlaces(const NormalSql &Normal, SqlStatement &Into) {
  SqlClauses Clauses = findClauses(Normal.Tokens);
  if (Clauses.Verb != SqlClauses::None)
    Into.Verb = Normal.Tokens[Clauses.Verb].Begin;
  if (Clauses.Where == SqlClauses::None || Clauses.WhereEnd == 0)
    return;
  Into.WhereBegin = Normal.Tokens[Clauses.Where].End;
  ConjunctCutter Cutter(Normal);
  Cutter.cut(Clauses.Where + 1, Clauses.WhereEnd);
  if (!Cutter.Pieces.empty())
    Into.WhereEnd = Cutter.Pieces.back().second;
  // The end of the whole, whatever parentheses it ends with.
  for (unsigned I = Clauses.Where; I < Clauses.WhereEnd; ++I)
    Into.WhereEnd = std::max(Into.WhereEnd, Normal.Tokens[I].End);
  Into.IsDisjunction = Cutter.IsOr;
  size_t Outer = count_if(Into.Where, [](auto &C) { return !C.IsInner; });
  if (Outer != Cutter.Pieces.size())
    return;
  size_t I = 0;
  for (SqlConjunct &C : Into.Where)
    if (!C.IsInner) {
      C.Begin = Cutter.Pieces[I].first;
      C.End = Cutter.Pieces[I++].second;
    }
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

SqlParse parseSql(const SqlSource &Source, SqlStatement &Into) {
  auto Normal = normalize(Source);
  if (!Normal)
    return SqlParse::Beyond;
  if (readControl(Normal->Tokens, Into))
    return SqlParse::Parsed;
  auto Tree = ParseTree::parse(Normal->Text);
  if (!Tree)
    return SqlParse::Failed;
  readStatement(*Tree, Normal->Text, Into);
  Into.LocksRows |= Normal->LocksRows;
  Into.HidesPredicate = Normal->HidesPredicate;
  findPlaces(*Normal, Into);
  Into.Params = std::move(Normal->Params);
  return SqlParse::Parsed;
}

} // namespace clang::toctou
