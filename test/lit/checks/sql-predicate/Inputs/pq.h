// Just what the tests need of libpq.
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef unsigned int Oid;
extern "C" {
PGresult *PQexec(PGconn *conn, const char *query);
PGresult *PQexecParams(PGconn *conn, const char *command, int nParams,
                       const Oid *types, const char *const *values,
                       const int *lengths, const int *formats, int result);
int PQntuples(const PGresult *res);
char *PQgetvalue(const PGresult *res, int row, int col);
void PQclear(PGresult *res);
}
