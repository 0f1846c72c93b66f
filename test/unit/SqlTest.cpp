//===- SqlTest.cpp - Statements, predicates, and what implies what --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sql/Predicate.h"
#include "Sql/Statement.h"
#include "gtest/gtest.h"
#include <pthread.h>

namespace clang::toctou {

namespace {

/// `^` stands for a hole.
SqlSource source(llvm::StringRef Text) {
  SqlSource S;
  for (char C : Text) {
    S.Text += C == '^' ? HoleMark : C;
    if (C == '^')
      S.Holes.push_back(std::to_string(S.Holes.size() + 1));
  }
  return S;
}

SqlStatement parsed(llvm::StringRef Text) {
  SqlStatement S;
  EXPECT_EQ(parseSql(source(Text), S), SqlParse::Parsed) << Text.str();
  return S;
}

std::string where(llvm::StringRef Text) {
  std::string All;
  for (const SqlConjunct &C : parsed(Text).Where)
    All += (All.empty() ? "" : " & ") + C.Condition.print();
  return All;
}

/// What the predicate \p Given says of \p Wanted.
Relation said(llvm::StringRef Given, llvm::StringRef Wanted) {
  SqlStatement G = parsed("DELETE FROM t WHERE " + Given.str());
  SqlStatement W = parsed("SELECT 1 FROM t WHERE " + Wanted.str());
  std::vector<const Term *> Terms;
  for (const SqlConjunct &C : G.Where)
    Terms.push_back(&C.Condition);
  Relation Worst = Relation::Implies;
  for (const SqlConjunct &C : W.Where)
    Worst = std::min(Worst, relate(Terms, C.Condition));
  return Worst;
}

} // namespace

TEST(Sql, KnowsTheTableUnderSchemaQuotesCaseAndAlias) {
  for (const char *Text :
       {"UPDATE core.job SET a = 1", "UPDATE \"core\".\"Job\" AS j SET a = 1",
        "update `job` set `a` = 1", "UPDATE [dbo].[Job] SET [a] = 1",
        "UPDATE LOW_PRIORITY job j SET j.a = 1", "UPDATE OR IGNORE job SET a=1",
        "UPDATE TOP (5) job SET a = 1"})
    EXPECT_EQ(parsed(Text).Table, "job") << Text;
  EXPECT_EQ(parsed("UPDATE ^ SET a = 1").Table, "hole1_");
  EXPECT_EQ(parsed("UPDATE \"^_jobs\" SET a = 1").Table, "hole1__jobs");
}

TEST(Sql, ReadsTheDialectsAlike) {
  for (const char *Text :
       {"SELECT id FROM t WHERE a = ? AND b IS NULL",
        "SELECT id FROM t WHERE a = $1 AND b IS NULL",
        "SELECT id FROM t WHERE a = :name AND b IS NULL;",
        "SELECT id FROM t WHERE a = @p AND b IS NULL",
        "SELECT TOP 1 [id] FROM [t] WITH (UPDLOCK) WHERE [a] = ^ AND [b] IS "
        "NULL",
        "SELECT SQL_NO_CACHE `id` FROM `t` WHERE `a` = '^' && `b` IS NULL "
        "LIMIT "
        "1, 2",
        "SELECT id FROM t WHERE a == ?1 AND b ISNULL",
        "SELECT id -- a comment with '\n FROM t WHERE a = ? AND b IS NULL"})
    EXPECT_EQ(where(Text), "(a = ?) & (b is null)") << Text;
}

TEST(Sql, KeepsTheSignOfAnInteger) {
  EXPECT_EQ(where("DELETE FROM t WHERE a = -1 AND b = 1 AND c = 0"),
            "(a = -1) & (b = 1) & (c = 0)");
}

TEST(Sql, TellsValuesFromFragments) {
  EXPECT_FALSE(parsed("DELETE FROM t WHERE id = ^").HidesPredicate);
  EXPECT_FALSE(parsed("DELETE FROM t WHERE id IN (^)").HidesPredicate);
  EXPECT_FALSE(parsed("DELETE FROM t WHERE n = '^'").HidesPredicate);
  EXPECT_TRUE(parsed("DELETE FROM t WHERE id = ^ ^").HidesPredicate);
  EXPECT_TRUE(parsed("DELETE FROM t WHERE ^").HidesPredicate);
  EXPECT_TRUE(parsed("DELETE FROM t WHERE a = 1 AND ^").HidesPredicate);
  EXPECT_TRUE(parsed("UPDATE t SET a = 1 ^").HidesPredicate);
}

TEST(Sql, SaysWhereAConjunctStands) {
  std::string Text = "SELECT j.id FROM job j WHERE j.a = 1 AND (j.b BETWEEN 1 "
                     "AND 2 AND NOT j.c) ORDER BY j.id";
  SqlStatement S = parsed(Text);
  ASSERT_EQ(S.Where.size(), 3u);
  auto Part = [&](unsigned I) {
    return Text.substr(S.Where[I].Begin, S.Where[I].End - S.Where[I].Begin);
  };
  EXPECT_EQ(Part(0), "j.a = 1");
  EXPECT_EQ(Part(1), "j.b BETWEEN 1 AND 2");
  EXPECT_EQ(Part(2), "NOT j.c");
  EXPECT_EQ(Text.substr(S.WhereEnd), " ORDER BY j.id");
}

TEST(Sql, ReadsWhatAnUpdateSets) {
  SqlStatement S = parsed("INSERT INTO t (a, b) VALUES (1, 2) ON DUPLICATE KEY "
                          "UPDATE b = VALUES(b), c = 3");
  ASSERT_EQ(S.Sets.size(), 2u);
  EXPECT_EQ(S.Sets[0].Column, "b");
  EXPECT_EQ(S.Sets[1].Value.print(), "3");
}

TEST(Sql, KnowsTransactionsAndLocks) {
  EXPECT_EQ(parsed("BEGIN").Kind, SqlKind::Begin);
  EXPECT_TRUE(parsed("begin immediate").LocksDatabase);
  EXPECT_EQ(parsed("START TRANSACTION ISOLATION LEVEL SERIALIZABLE").Isolation,
            SqlIsolation::Serializable);
  EXPECT_EQ(parsed("ROLLBACK").Kind, SqlKind::End);
  EXPECT_NE(parsed("ROLLBACK TO SAVEPOINT a").Kind, SqlKind::End);
  EXPECT_EQ(parsed("LOCK TABLES job WRITE").Kind, SqlKind::Lock);
  EXPECT_EQ(parsed("SELECT GET_LOCK('^', 10)").Kind, SqlKind::NamedLock);
  EXPECT_EQ(parsed("SELECT pg_advisory_unlock($1)").Kind, SqlKind::NamedUnlock);
  EXPECT_TRUE(
      parsed("SELECT a FROM t WHERE b FOR UPDATE SKIP LOCKED").LocksRows);
}

TEST(Sql, FindsRowsOfItsOwnTable) {
  SqlStatement S = parsed("DELETE FROM l WHERE id IN (SELECT x.id FROM l x "
                          "WHERE x.id = $1 AND x.until < now() FOR UPDATE)");
  EXPECT_TRUE(S.FindsItself);
  EXPECT_TRUE(parsed("WITH p AS (SELECT id FROM m WHERE s = 1) UPDATE m r SET "
                     "s = 2 WHERE r.id IN (SELECT id FROM p)")
                  .FindsItself);
}

TEST(Sql, KnowsWhatImpliesWhat) {
  struct Row {
    const char *Given, *Wanted;
    Relation Says;
  };
  using enum Relation;
  for (const Row &R : std::initializer_list<Row>{
           {"now() - interval '1 h' > a", "a < now() - interval '1 h'",
            Implies},
           {"a != 3", "a <> 3", Implies},
           {"NOT (a IS NOT NULL)", "a IS NULL", Implies},
           {"a >= 1 AND a <= 9", "a BETWEEN 1 AND 9", Implies},
           {"a >= 1", "a BETWEEN 1 AND 9", Weaker},
           {"a = 'y' OR a = 'x'", "a IN ('x', 'y')", Implies},
           {"a = 'x'", "a IN ('x', 'y')", Implies},
           {"a IN ('x', 'y', 'z')", "a IN ('x', 'y')", Weaker},
           {"a = 'up'", "a <> 'lost'", Implies},
           {"a NOT IN ('r')", "a NOT IN ('r', 'p')", Weaker},
           {"a NOT IN ('r', 'p', 'q')", "a NOT IN ('r', 'p')", Implies},
           {"a < 3", "a < 5", Implies},
           {"a < 5", "a < 3", Weaker},
           {"a < 5", "a <= 5", Implies},
           {"a <= 5", "a < 5", Weaker},
           {"a < now() - interval '90 s'", "a < now() - interval '60 s'",
            Implies},
           {"a < now() - interval '60 s'", "a < now() - interval '2 min'",
            Weaker},
           {"a", "a = TRUE", Implies},
           {"a = FALSE", "NOT a", Implies},
           {"a = 1", "a", Implies},
           {"a = 5", "a IS NOT NULL", Implies},
           {"a = 5", "a IS NULL", Weaker},
           {"a < ?", "a < ?", Implies},
           {"a < ?", "a < 7", Unknown},
           {"a IS NULL OR b < 3", "b < 3 OR a IS NULL", Implies},
           {"a IS NULL", "b < 3 OR a IS NULL", Implies},
           {"a IS NULL OR a < now()", "a < now()", Weaker},
           {"b = 1", "a = 1", Unrelated},
           {"t.a = 1", "a = 1", Implies},
       })
    EXPECT_EQ(int(said(R.Given, R.Wanted)), int(R.Says))
        << R.Given << " says of " << R.Wanted;
}

TEST(Sql, RefusesWhatIsBeyondALimit) {
  SqlStatement S;
  EXPECT_EQ(parseSql(source("SELECT 1; SELECT 2"), S), SqlParse::Beyond);
  EXPECT_EQ(parseSql(source("SELECT 'open"), S), SqlParse::Beyond);
  EXPECT_EQ(
      parseSql(source("SELECT '" + std::string(MaxSqlText, 'x') + "'"), S),
      SqlParse::Beyond);
  std::string Chain = "SELECT 1";
  for (unsigned I = 0; I <= MaxSqlOperators; ++I)
    Chain += "+1";
  EXPECT_EQ(parseSql(source(Chain), S), SqlParse::Beyond);
  EXPECT_EQ(parseSql(source("SELEC 1"), S), SqlParse::Failed);
}

namespace {
/// Statements as deep as the limit allows.
void *parseDeepest(void *Result) {
  auto *All = static_cast<unsigned *>(Result);
  auto Repeated = [](llvm::StringRef Part, unsigned Times) {
    std::string Text;
    for (unsigned I = 0; I < Times; ++I)
      Text += Part;
    return Text;
  };
  unsigned N = MaxSqlOperators - 4;
  const std::string Texts[] = {
      "SELECT a FROM t WHERE b = " + Repeated("1+", N) + "1",
      "SELECT a FROM t WHERE b = " + Repeated("(", N) + "1" + Repeated(")", N),
      "SELECT a FROM t WHERE b = " + Repeated("f(", N) + "1" + Repeated(")", N),
      "SELECT a FROM t WHERE " + Repeated("NOT ", N) + "b",
      "DELETE FROM t WHERE b IN " +
          Repeated("(SELECT b FROM t WHERE c IN ", N / 2) + "(1)" +
          Repeated(")", N / 2),
      "SELECT a FROM " + Repeated("(SELECT a FROM ", N) + "t" +
          Repeated(") x", N),
      "SELECT a FROM t WHERE " + Repeated("(a = 1 OR (b = 2 AND ", N / 6) +
          "c" + Repeated("))", N / 6),
  };
  for (const std::string &Text : Texts) {
    SqlStatement S;
    *All += parseSql(source(Text), S) == SqlParse::Parsed;
  }
  return nullptr;
}
} // namespace

TEST(Sql, ParsesTheDeepestOnASmallStack) {
  unsigned Parsed = 0;
  pthread_attr_t Small;
  pthread_attr_init(&Small);
  pthread_attr_setstacksize(&Small, 512 * 1024);
  pthread_t Thread;
  ASSERT_EQ(pthread_create(&Thread, &Small, parseDeepest, &Parsed), 0);
  pthread_join(Thread, nullptr);
  pthread_attr_destroy(&Small);
  EXPECT_GE(Parsed, 6u);
}

} // namespace clang::toctou
