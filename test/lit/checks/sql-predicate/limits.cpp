// RUN: %check_toctou %s toctou-sql-predicate %t -- -- -I%S/Inputs
//
// Known gaps, named as they are.
#include "pq.h"
#include <string>

// The key goes through a member from one method to another.
class Queue {
public:
  explicit Queue(PGconn *db) : db(db) {}
  void find() {
    id = PQgetvalue(PQexec(db, "SELECT id FROM job WHERE state = 'new'"), 0, 0);
  }
  void laterBadFN() {
    PQexec(db, ("DELETE FROM job WHERE id = " + id).c_str());
  }

private:
  PGconn *db;
  std::string id;
};

// The name says that the column changes; nobody changes it.
void columnNobodyChangesOkFP(PGconn *db) {
  PGresult *res = PQexec(db, "SELECT id FROM motor WHERE phase = 3");
  const char *values[] = {PQgetvalue(res, 0, 0)};
  PQexecParams(db, "DELETE FROM motor WHERE id = $1", 1, nullptr, values,
               nullptr, nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-2]]:20: warning: this DELETE of `motor`
}
