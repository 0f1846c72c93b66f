// RUN: %check_toctou %s toctou-sql-predicate %t -- -- -I%S/Inputs
//
// Shown where the macro is used, told in words, never edited.
#include "pq.h"

#define DROP_JOB "DELETE FROM job WHERE id = $1"

void inMacroBad(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'done'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, DROP_JOB, 1, nullptr, values, nullptr, nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: this DELETE of `job`
}
