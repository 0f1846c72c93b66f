// RUN: %check_toctou %s toctou-sql-predicate %t -- -- -I%S/Inputs
//
// Placeholders are numbered anew, and what the SELECT was given is given to the
// act too.
#include "pq.h"

constexpr const char *Grace = "300";

void sweep(PGconn *db) {
  const char *args[] = {"tenant", Grace};
  PGresult *res = PQexecParams(
      db, "SELECT DISTINCT t.space FROM token t WHERE t.revoked_at IS NULL"
          " AND t.used_at < now() - ($2 || ' s')::interval",
      2, nullptr, args, nullptr, nullptr, 0);
  for (int i = 0; i < PQntuples(res); ++i) {
    const char *values[] = {PQgetvalue(res, i, 0)};
    PQclear(PQexecParams(db,
                         "UPDATE token SET revoked_at = now()"
                         " WHERE space = $1 AND revoked_at IS NULL",
                         1, nullptr, values, nullptr, nullptr, 0));
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: this UPDATE of `token`
// CHECK-FIXES-LABEL: void sweep(
// CHECK-FIXES:         const char *values[] = {PQgetvalue(res, i, 0), Grace};
// CHECK-FIXES:         " WHERE space = $1 AND revoked_at IS NULL AND used_at < now() - ($2 || ' s')::interval",
// CHECK-FIXES-NEXT:    2, nullptr, values, nullptr, nullptr, 0));
