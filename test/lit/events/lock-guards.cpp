// Guards take their lock in the constructor and give it back at scope end.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <mutex>
#include <shared_mutex>

std::mutex A, B;
std::shared_mutex R;

void plain() { std::lock_guard<std::mutex> guard(A); }

void twoLocks() { std::scoped_lock guard(A, B); }

void reader() { std::shared_lock<std::shared_mutex> guard(R); }

void adopted() {
  A.lock();
  std::lock_guard<std::mutex> guard(A, std::adopt_lock);
}

void deferred() {
  std::unique_lock<std::mutex> guard(A, std::defer_lock);
  guard.lock();
}

void tried() { std::unique_lock<std::mutex> guard(A, std::try_to_lock); }

void innerScope() {
  { std::lock_guard<std::mutex> guard(A); }
  B.lock();
  B.unlock();
}

// CHECK-LABEL: {{^}}plain:
// CHECK: L9 Acquire A
// CHECK: L9 Release A at scope end

// CHECK-LABEL: {{^}}twoLocks:
// CHECK: L11 Acquire A
// CHECK: L11 Acquire B
// CHECK: L11 Release B at scope end
// CHECK: L11 Release A at scope end

// CHECK-LABEL: {{^}}reader:
// CHECK: L13 Acquire R shared
// CHECK: L13 Release R at scope end

// CHECK-LABEL: {{^}}adopted:
// CHECK: L16 Acquire A
// CHECK-NOT: Acquire
// CHECK: L15 Release A at scope end

// CHECK-LABEL: {{^}}deferred:
// CHECK-NOT: L21 Acquire
// CHECK: L22 Acquire A
// CHECK: L20 Release A at scope end

// CHECK-LABEL: {{^}}tried:
// CHECK-NOT: {{ }}Acquire
// CHECK: L25 TryAcquire A
// CHECK: L25 Release A at scope end

// CHECK-LABEL: {{^}}innerScope:
// CHECK: L28 Acquire A
// CHECK: L28 Release A at scope end
// CHECK: L29 Acquire B
// CHECK: L30 Release B
