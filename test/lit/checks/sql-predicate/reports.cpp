// RUN: %check_toctou %s toctou-sql-predicate %t -- -- -I%S/Inputs
#include "pq.h"
#include <cstdio>
#include <string>

void work(const char *id);

void keyAloneBad(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'queued'");
  for (int i = 0; i < PQntuples(res); ++i) {
    const char *values[] = {PQgetvalue(res, i, 0)};
    PQexecParams(db, "UPDATE job SET state = 'running' WHERE id = $1", 1,
                 nullptr, values, nullptr, nullptr, 0);
    // CHECK-MESSAGES: :[[@LINE-2]]:22: warning: this UPDATE of `job` drops `state = 'queued'`, by which a SELECT chose its rows [toctou-sql-predicate]
    work(values[0]);
  }
}

void concatenatedBad(PGconn *db) {
  PGresult *res =
      PQexec(db, "SELECT id FROM lease WHERE expires_at < now() AND kept = 0");
  const std::string id = PQgetvalue(res, 0, 0);
  const std::string text = "DELETE FROM lease WHERE id = " + id;
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: this DELETE of `lease` drops `expires_at < now()`
  PQexec(db, text.c_str());
}

void formattedBad(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM node WHERE NOT locked");
  char text[200];
  std::snprintf(text, sizeof text, "UPDATE node SET locked = true, owner = 'me'"
                                   " WHERE id = %s", PQgetvalue(res, 0, 0));
  // CHECK-MESSAGES: :[[@LINE-2]]:36: warning: this UPDATE of `node` drops `NOT locked`
  PQexec(db, text);
}

// One that is set to what it says stays weaker than it was.
void provision(PGconn *db) {
  PQexec(db, "UPDATE space SET status = 'provisioning' WHERE status = 'idle'");
}
void weakerBad(PGconn *db) {
  PGresult *res = PQexec(
      db, "SELECT id FROM space WHERE status NOT IN ('removed', 'provisioning')");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "UPDATE space SET status = 'stopped'"
                   " WHERE id = $1 AND status NOT IN ('removed')", 1, nullptr,
               values, nullptr, nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-3]]:20: warning: this UPDATE of `space` drops
  work(values[0]);
}

// A plain transaction of PostgreSQL protects nothing.
void plainTransactionBad(PGconn *db) {
  PQexec(db, "BEGIN");
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'queued'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM job WHERE id = $1", 1, nullptr, values, nullptr,
               nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-2]]:20: warning: this DELETE of `job`
  PQexec(db, "COMMIT");
}

// The same key is tested and acted on.
bool existenceBad(PGconn *db, const char *id) {
  const char *values[] = {id};
  PGresult *res = PQexecParams(
      db, "SELECT 1 FROM ticket WHERE id = $1 AND status = 'open'", 1, nullptr,
      values, nullptr, nullptr, 0);
  if (PQntuples(res) == 0)
    return false;
  PQexecParams(db, "DELETE FROM ticket WHERE id = $1", 1, nullptr, values,
               nullptr, nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-2]]:20: warning: this DELETE of `ticket`
  return true;
}
