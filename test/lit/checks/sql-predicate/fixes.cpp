// RUN: %check_toctou %s toctou-sql-predicate %t

// The fixed text, line by line.
void fixedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-sql-predicate]
  // CHECK-FIXES: {{.+}}
}
