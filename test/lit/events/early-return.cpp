// What a branch says stands on its edges, also through variables and `!`.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <mutex>

std::mutex M;
int Shared;

void earlyReturn() {
  if (!M.try_lock())
    return;
  Shared = 1;
  M.unlock();
}

void throughVariable() {
  bool IsHeld = M.try_lock();
  if (IsHeld) {
    Shared = 2;
    M.unlock();
  }
}

int onTwoWays(int N) {
  std::lock_guard<std::mutex> guard(M);
  if (N < 0)
    return -1;
  return Shared;
}

// CHECK-LABEL: {{^}}earlyReturn:
// CHECK: L9 TryAcquire M
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L10 Return
// CHECK: L11 Write Shared <- 1
// CHECK: L12 Release M

// CHECK-LABEL: {{^}}throughVariable:
// CHECK: L16 TryAcquire M
// CHECK: -> B{{[0-9]+}} if result
// CHECK: -> B{{[0-9]+}} unless result
// CHECK: L18 Write Shared <- 2
// CHECK: L19 Release M

// CHECK-LABEL: {{^}}onTwoWays:
// CHECK: L24 Acquire M
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L26 Return <- -1
// CHECK: L26 Release M at scope end
// CHECK: L27 Read Shared
// CHECK: L27 Return
// CHECK: L27 Release M at scope end
