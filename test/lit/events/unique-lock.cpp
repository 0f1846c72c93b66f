// A unique_lock can be unlocked and locked again, moved and released.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <condition_variable>
#include <mutex>
#include <utility>

std::mutex M;
std::condition_variable Ready;
bool IsReady;

void relocked() {
  std::unique_lock<std::mutex> guard(M);
  guard.unlock();
  guard.lock();
}

void leftUnlocked() {
  std::unique_lock<std::mutex> guard(M);
  guard.unlock();
}

void moved() {
  std::unique_lock<std::mutex> first(M);
  std::unique_lock<std::mutex> second = std::move(first);
}

void released() {
  std::unique_lock<std::mutex> guard(M);
  guard.release();
}

void waits() {
  std::unique_lock<std::mutex> guard(M);
  while (!IsReady)
    Ready.wait(guard);
}

std::unique_lock<std::mutex> lockIt() {
  return std::unique_lock<std::mutex>(M);
}

void madeByFunction() {
  auto guard = lockIt();
  IsReady = true;
}

// CHECK-LABEL: {{^}}relocked:
// CHECK: L12 Acquire M
// CHECK: L13 Release M
// CHECK: L14 Acquire M
// CHECK: L11 Release M at scope end

// CHECK-LABEL: {{^}}leftUnlocked:
// CHECK: L18 Acquire M
// CHECK: L19 Release M

// CHECK-LABEL: {{^}}moved:
// CHECK: L23 Acquire M
// CHECK-NOT: Acquire
// CHECK: L22 Release M at scope end
// CHECK-NOT: Release

// CHECK-LABEL: {{^}}released:
// CHECK: L28 Acquire M
// CHECK-NOT: Release

// CHECK-LABEL: {{^}}waits:
// CHECK: L33 Acquire M
// CHECK: L34 Read IsReady
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L35 Wait M
// CHECK: L32 Release M at scope end

// CHECK-LABEL: {{^}}lockIt:
// CHECK: L39 Acquire M
// CHECK-NOT: Release
// CHECK: L39 Return

// CHECK-LABEL: {{^}}madeByFunction:
// CHECK: L43 Call
// CHECK: outcome 0: returns guard(
// CHECK: L43 Acquire@L39 M
// CHECK: L44 Write IsReady <- 1
// CHECK: L42 Release M at scope end
