//===- libpq.h - The few functions of libpq that are needed ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As <libpq-fe.h> declares them: to analyse the example, it need not be there.
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_EXAMPLES_LIBPQ_H
#define TOCTOU_EXAMPLES_LIBPQ_H

extern "C" {
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef unsigned int Oid;
enum ExecStatusType { PGRES_EMPTY_QUERY, PGRES_COMMAND_OK, PGRES_TUPLES_OK };
PGconn *PQconnectdb(const char *conninfo);
void PQfinish(PGconn *conn);
PGresult *PQexec(PGconn *conn, const char *query);
PGresult *PQexecParams(PGconn *conn, const char *command, int nParams,
                       const Oid *types, const char *const *values,
                       const int *lengths, const int *formats,
                       int resultFormat);
ExecStatusType PQresultStatus(const PGresult *res);
int PQntuples(const PGresult *res);
char *PQgetvalue(const PGresult *res, int row, int column);
char *PQerrorMessage(const PGconn *conn);
void PQclear(PGresult *res);
}

#endif // TOCTOU_EXAMPLES_LIBPQ_H
