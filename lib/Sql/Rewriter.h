//===- Rewriter.h - From one dialect's tokens to a grammar's ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The walk over the tokens of a statement that writes it in PostgreSQL's
/// grammar: one rule a form.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SQL_REWRITER_H
#define TOCTOU_SQL_REWRITER_H

#include "Sql/Normalizer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

namespace clang::toctou {

using llvm::StringRef;
using llvm::StringSet;
using llvm::Twine;

/// True if \p W begins a clause or stands before an operand.
bool isKeyword(StringRef W);
/// True if PostgreSQL reserves \p W, which is a column elsewhere.
bool isReservedColumn(StringRef W);
bool isComparison(const SqlToken &T);
/// True if a condition comes after \p T.
bool beginsPredicate(const SqlToken &T);

/// Rewrites one statement.
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
        if (I + 1 != size() &&
            !llvm::all_of(llvm::drop_begin(Out.Tokens, I),
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
        Safe += llvm::toLower(C);
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
  void hole(const SqlToken &T);

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
  bool modifier(StringRef W, const SqlToken &N);

  bool locking(StringRef W, const SqlToken &N);

  bool mySqlForms(StringRef W, const SqlToken &N);

  /// `SET t.col = ...`: PostgreSQL wants the column alone.
  bool setList(StringRef W, const SqlToken &N);

  bool operators(StringRef W, const SqlToken &N);

  NormalSql Out;
  SqlClauses Clauses;
  std::string Verb;
  size_t I = 0;
  int Depth = 0;
  bool InSet = false, InDuplicate = false;
};

} // namespace clang::toctou

#endif // TOCTOU_SQL_REWRITER_H
