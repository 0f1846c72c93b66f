// RUN: %check_toctou %s toctou-stale-snapshot %t

// The fixed text, line by line.
void fixedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-stale-snapshot]
  // CHECK-FIXES: {{.+}}
}
