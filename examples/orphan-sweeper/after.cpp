// A sweeper of orphans: revokes the tokens of workspaces whose container is
// gone and that nobody has used for a while. Needs a PostgreSQL to run: the one
// that PGHOST and PGDATABASE name, where it makes its tables.
#include "libpq.h"
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

constexpr const char *Grace = "300"; // seconds

static std::vector<std::string> column0(PGresult *res) {
  std::vector<std::string> out;
  for (int i = 0; i < PQntuples(res); ++i)
    out.emplace_back(PQgetvalue(res, i, 0));
  PQclear(res);
  return out;
}

// Containers are named after the first letters of their workspace.
static std::string likeArray(const std::vector<std::string> &prefixes) {
  std::string out = "{";
  for (const std::string &prefix : prefixes)
    out += (out.size() > 1 ? "," : "") + ("\"" + prefix + "%\"");
  return out + "}";
}

void sweepStaleTokens(PGconn *db, const std::vector<std::string> &containers) {
  const std::string likes = likeArray(containers);
  const char *args[] = {likes.c_str(), Grace};
  PGresult *res =
      PQexecParams(db,
                   "SELECT DISTINCT t.workspace_id"
                   "  FROM workspace_auth_tokens t"
                   " WHERE t.revoked_at IS NULL"
                   "   AND NOT (t.workspace_id LIKE ANY($1::text[]))"
                   "   AND COALESCE(t.last_used_at, t.created_at)"
                   "       < now() - ($2 || ' seconds')::interval",
                   2, nullptr, args, nullptr, nullptr, 0);
  if (PQresultStatus(res) != PGRES_TUPLES_OK) {
    std::fprintf(stderr, "sweeper: no candidates: %s", PQerrorMessage(db));
    PQclear(res);
    return;
  }
  for (const std::string &workspace : column0(res)) {
    const char *upd[] = {workspace.c_str(), Grace};
    PGresult *r =
        PQexecParams(db,
                     "UPDATE workspace_auth_tokens SET revoked_at = now()"
                     " WHERE workspace_id = $1 AND revoked_at IS NULL AND COALESCE(last_used_at, created_at) < now() - ($2 || ' seconds')::interval",
                     2, nullptr, upd, nullptr, nullptr, 0);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
      std::fprintf(stderr, "sweeper: %s: %s", workspace.c_str(),
                   PQerrorMessage(db));
    PQclear(r);
  }
}

static void run(PGconn *db, const char *sql) {
  PGresult *res = PQexec(db, sql);
  const bool good = PQresultStatus(res) == PGRES_COMMAND_OK;
  PQclear(res);
  if (!good)
    throw std::runtime_error(PQerrorMessage(db));
}

int main() {
  PGconn *db = PQconnectdb("");
  try {
    run(db, "CREATE TABLE workspace_auth_tokens (workspace_id text, token text,"
            " created_at timestamptz DEFAULT now(), last_used_at timestamptz,"
            " revoked_at timestamptz)");
    run(db, "INSERT INTO workspace_auth_tokens VALUES"
            " ('ws-1', 'old', now() - interval '1 hour'),"
            " ('ws-2', 'busy', now() - interval '1 hour')");
    sweepStaleTokens(db, {"ws-2"});
    PGresult *res = PQexec(
        db, "SELECT token || CASE WHEN revoked_at IS NULL THEN ' is valid'"
            " ELSE ' is revoked' END FROM workspace_auth_tokens"
            " ORDER BY created_at, token");
    for (const std::string &line : column0(res))
      std::puts(line.c_str());
  } catch (const std::exception &error) {
    std::fprintf(stderr, "sweeper: %s", error.what());
    return 1;
  }
  PQfinish(db);
  return 0;
}
