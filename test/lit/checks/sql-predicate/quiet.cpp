// RUN: %check_toctou %s toctou-sql-predicate %t -- -- -I%S/Inputs
#include "pq.h"
#include <string>

void work(const char *id);

void carriedOk(PGconn *db) {
  PGresult *res = PQexec(
      db, "SELECT j.id FROM job j WHERE j.state IN ('queued', 'stuck')"
          " AND NOT (j.owner IS NOT NULL)");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "UPDATE job SET state = 'running', owner = 'me'"
                   " WHERE owner IS NULL AND (state = 'stuck' OR 'queued' ="
                   " state) AND id = $1", 1, nullptr, values, nullptr, nullptr,
               0);
  work(values[0]);
}

// The claim tests the column that it sets.
void compareAndSetOk(PGconn *db) {
  PGresult *res = PQexec(
      db, "SELECT id FROM job WHERE state = 'queued' AND due < now()");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "UPDATE job SET state = 'running' WHERE id = $1"
                   " AND state = 'queued'", 1, nullptr, values, nullptr,
               nullptr, 0);
  work(values[0]);
}

// A mark: set to a constant, and the row is done with.
void markOk(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM mail WHERE sent = 0");
  for (int i = 0; i < PQntuples(res); ++i) {
    const char *values[] = {PQgetvalue(res, i, 0)};
    work(values[0]);
    PQexecParams(db, "UPDATE mail SET sent = 1 WHERE id = $1", 1, nullptr,
                 values, nullptr, nullptr, 0);
  }
}

void rowLockOk(PGconn *db) {
  PQexec(db, "BEGIN");
  PGresult *res =
      PQexec(db, "SELECT id FROM job WHERE state = 'queued' FOR UPDATE");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM job WHERE id = $1", 1, nullptr, values, nullptr,
               nullptr, 0);
  PQexec(db, "COMMIT");
}

void serializableOk(PGconn *db) {
  PQexec(db, "BEGIN ISOLATION LEVEL SERIALIZABLE");
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'queued'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM job WHERE id = $1", 1, nullptr, values, nullptr,
               nullptr, 0);
  PQexec(db, "COMMIT");
}

void advisoryLockOk(PGconn *db) {
  PQexec(db, "SELECT pg_advisory_lock(42)");
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'queued'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM job WHERE id = $1", 1, nullptr, values, nullptr,
               nullptr, 0);
  PQexec(db, "SELECT pg_advisory_unlock(42)");
}

// A part of the predicate is known only at run time.
void holeOk(PGconn *db, const std::string &more) {
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'queued'");
  const std::string id = PQgetvalue(res, 0, 0);
  PQexec(db, ("DELETE FROM job WHERE id = " + id + more).c_str());
}

void lookupOk(PGconn *db, const char *name) {
  const char *by[] = {name};
  PGresult *res = PQexecParams(db, "SELECT id FROM town WHERE name = $1", 1,
                               nullptr, by, nullptr, nullptr, 0);
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "UPDATE town SET visits = visits + 1 WHERE id = $1", 1,
               nullptr, values, nullptr, nullptr, 0);
}

void otherTableOk(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM job WHERE state = 'queued'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM log WHERE job = $1", 1, nullptr, values,
               nullptr, nullptr, 0);
}

void nobodyChangesOk(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM town WHERE country = 'at'");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM town WHERE id = $1", 1, nullptr, values,
               nullptr, nullptr, 0);
}

// The row that was read is compared with.
void valueReadOk(PGconn *db) {
  PGresult *res = PQexec(
      db, "SELECT address, expire FROM lease WHERE expire < now() AND state = 2");
  const char *values[] = {PQgetvalue(res, 0, 0), PQgetvalue(res, 0, 1)};
  PQexecParams(db, "DELETE FROM lease WHERE address = $1 AND expire = $2", 2,
               nullptr, values, nullptr, nullptr, 0);
}
