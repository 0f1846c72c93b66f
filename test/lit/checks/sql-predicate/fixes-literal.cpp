// RUN: %check_toctou %s toctou-sql-predicate %t -- -- -I%S/Inputs
//
// The conjuncts are appended to the literal that holds the end of the WHERE
// clause, before what follows it.
#include "pq.h"
#include <cstdio>
#include <string>

void work(const char *id);

void adjacent(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT j.id FROM job AS j WHERE j.state = 'new'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db,
               "UPDATE job SET state = 'taken'"
               " WHERE id = $1"
               " RETURNING id",
               1, nullptr, values, nullptr, nullptr, 0);
  work(values[0]);
}
// CHECK-MESSAGES: :[[@LINE-6]]:16: warning: this UPDATE of `job`
// CHECK-FIXES-LABEL: void adjacent(
// CHECK-FIXES:       " WHERE id = $1 AND state = 'new'"
// CHECK-FIXES-NEXT:  " RETURNING id",

void raw(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM lease WHERE \"Until\" < now()");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, R"(DELETE FROM lease
                      WHERE id = $1)", 1, nullptr, values, nullptr, nullptr, 0);
}
// CHECK-MESSAGES: :[[@LINE-3]]:20: warning: this DELETE of `lease`
// CHECK-FIXES-LABEL: void raw(
// CHECK-FIXES:       WHERE id = $1 AND "Until" < now())"

void disjunction(PGconn *db) {
  PGresult *res =
      PQexec(db, "SELECT id FROM seat WHERE holder IS NULL OR until < now()");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "UPDATE seat SET holder = 7 WHERE id = $1", 1, nullptr,
               values, nullptr, nullptr, 0);
}
// CHECK-MESSAGES: :[[@LINE-3]]:20: warning: this UPDATE of `seat`
// CHECK-FIXES-LABEL: void disjunction(
// CHECK-FIXES:       WHERE id = $1 AND (holder IS NULL OR until < now())"

// The end of the clause is no literal: the conjunct comes first.
void concatenated(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'new'");
  const std::string id = PQgetvalue(res, 0, 0);
  PQexec(db, ("DELETE FROM job WHERE id = " + id).c_str());
}
// CHECK-MESSAGES: :[[@LINE-2]]:15: warning: this DELETE of `job`
// CHECK-FIXES-LABEL: void concatenated(
// CHECK-FIXES:       PQexec(db, ("DELETE FROM job WHERE state = 'new' AND id = " + id).c_str());

// A percent sign of a format is doubled.
void formatted(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE done % 2 = 0");
  char text[100];
  std::snprintf(text, sizeof text, "DELETE FROM job WHERE id = %s;",
                PQgetvalue(res, 0, 0));
  PQexec(db, text);
}
// CHECK-MESSAGES: :[[@LINE-4]]:36: warning: this DELETE of `job`
// CHECK-FIXES-LABEL: void formatted(
// CHECK-FIXES:       "DELETE FROM job WHERE id = %s AND done %% 2 = 0;"
