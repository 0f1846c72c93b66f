// RUN: %check_toctou %s toctou-filesystem %t

// The fixed text, line by line.
void fixedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-filesystem]
  // CHECK-FIXES: {{.+}}
}
