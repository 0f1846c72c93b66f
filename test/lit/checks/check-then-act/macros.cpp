// RUN: %check_toctou %s toctou-check-then-act %t
//
// Inside a macro the finding is shown where the macro is used, and is never
// edited.
#include <atomic>

std::atomic<bool> busy{false};
void work();

#define CLAIM(FLAG) FLAG.store(true)

void claimBad() {
  if (busy.load())
    return;
  CLAIM(busy);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old
  work();
}
