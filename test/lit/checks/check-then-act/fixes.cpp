// RUN: %check_toctou %s toctou-check-then-act %t

// The fixed text, line by line.
void fixedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-check-then-act]
  // CHECK-FIXES: {{.+}}
}
