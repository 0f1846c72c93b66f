//===- SqlPredicateStory.cpp - A dropped predicate, told ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/SqlPredicateStory.h"
#include "Report/SourcePlace.h"
#include "SqlPredicate/LiteralEdit.h"
#include "SqlPredicate/SqlPredicateAutomaton.h"
#include "SqlPredicate/SqlPredicateFix.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

/// Where the text of \p S begins that holds its verb; where it is run, if that
/// is no literal.
static SourceLocation textBegin(const KnownStatement &S, ASTContext &Context) {
  SourceLocation Token = tokenAt(S.Text, S.Sql.Verb, Context);
  if (Token.isValid())
    return Token;
  return S.Run->Inner ? S.Run->Inner->getBeginLoc() : SourceLocation();
}

static Step tell(Step::Role Role, SourceLocation At, std::string Text,
                 ASTContext &Context) {
  Step S;
  S.Plays = Role;
  S.At = placeOf(At, Context);
  S.Text = std::move(Text);
  return S;
}

/// The table as the program writes it, or in words.
static std::string tableName(const KnownStatement &S) {
  llvm::StringRef Name = S.Sql.Table;
  if (Name.contains("hole"))
    return "the table";
  return "`" + Name.str() + "`";
}

std::vector<RaceWindow> findSqlPredicates(TranslationUnit &Unit) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const SqlPredicateRace &Race : findSqlPredicateRaces(Unit)) {
    const KnownStatement &Select = *Race.Select, &Act = *Race.Act;
    std::string Verb = Act.Sql.Kind == SqlKind::Delete ? "DELETE" : "UPDATE";
    std::string Missing;
    for (unsigned I : Race.Dropped)
      Missing += (Missing.empty() ? "`" : " AND ") + droppedText(Race, I);
    Missing += "`";
    RaceWindow Told;
    Told.Check = "toctou-sql-predicate";
    Told.Function = Race.Function->getQualifiedNameAsString();
    Told.Message = "this " + Verb + " of " + tableName(Act) + " drops " +
                   Missing + ", by which a SELECT chose its rows";
    Told.Steps.push_back(tell(Step::Role::Check, textBegin(Select, Context),
                              "the rows are chosen here", Context));
    if (Select.Run->Site)
      Told.Steps.push_back(
          tell(Step::Role::Window, Select.Run->Site->getBeginLoc(),
               "the SELECT runs here, and nothing keeps its rows as they were",
               Context));
    SourceLocation At = textBegin(Act, Context);
    Told.Steps.push_back(tell(
        Step::Role::Use, At,
        "the " + Verb + " finds them by `" + Race.Key + "` alone", Context));
    const SourceManager &Sources = Context.getSourceManager();
    if (At.isMacroID())
      Told.Steps.push_back(tell(Step::Role::Detail, Sources.getSpellingLoc(At),
                                "the text is written here", Context));
    if (const Stmt *Run = Act.Run->Inner;
        Run && Sources.getExpansionLineNumber(Run->getBeginLoc()) !=
                   Sources.getExpansionLineNumber(At))
      Told.Steps.push_back(tell(Step::Role::Detail, Run->getBeginLoc(),
                                "it is run here", Context));
    Told.Rival = "another session can change a row in between, so that " +
                 Missing + " no longer holds, and the " + Verb +
                 " takes it all the same";
    Told.Remedies = remediesOf(Race, Unit);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
