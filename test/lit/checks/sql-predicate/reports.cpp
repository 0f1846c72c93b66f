// RUN: %check_toctou %s toctou-sql-predicate %t

// One function a titled example of the page.
void reportedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-sql-predicate]
}
