// RUN: %check_toctou %s toctou-stale-snapshot %t

// One function a titled example of the page.
void reportedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-stale-snapshot]
}
