// RUN: %check_toctou %s toctou-check-then-act %t

// One function a titled example of the page.
void reportedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-check-then-act]
}
