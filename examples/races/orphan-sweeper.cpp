// The rival of orphan-sweeper: a user who comes back to the idle workspace and
// gets a fresh token between the sweeper's SELECT and its UPDATE.
//
// Linked with --wrap=PQexecParams: the sweeper's statements come here. The
// rival has a connection of its own, and its INSERT is committed at once.
#include "../orphan-sweeper/libpq.h"
#include <cstdio>
#include <string_view>

extern "C" {

PGresult *__real_PQexecParams(PGconn *conn, const char *command, int nParams,
                              const Oid *types, const char *const *values,
                              const int *lengths, const int *formats,
                              int resultFormat);

PGresult *__wrap_PQexecParams(PGconn *conn, const char *command, int nParams,
                              const Oid *types, const char *const *values,
                              const int *lengths, const int *formats,
                              int resultFormat) {
  // The SELECT has its answer by now.
  if (std::string_view(command).starts_with("UPDATE")) {
    PGconn *rival = PQconnectdb("");
    PGresult *res = __real_PQexecParams(
        rival, "INSERT INTO workspace_auth_tokens VALUES ($1, 'fresh')", 1,
        nullptr, values, nullptr, nullptr, 0);
    if (PQresultStatus(res) == PGRES_COMMAND_OK)
      std::fprintf(stderr, "rival: %s has a fresh token\n", values[0]);
    PQclear(res);
    PQfinish(rival);
  }
  return __real_PQexecParams(conn, command, nParams, types, values, lengths,
                             formats, resultFormat);
}
}
