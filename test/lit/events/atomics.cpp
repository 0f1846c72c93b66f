// Steps of atomics: each load is a value of its own, an update is one step.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <atomic>

std::atomic<int> Count{0};
std::atomic<bool> Busy{false};

void methods() {
  Count.store(Count.load(std::memory_order_relaxed) + 1);
  Count.fetch_add(2);
}

void operators() {
  if (!Busy)
    Busy = true;
  ++Count;
}

bool exchanged() { return Busy.exchange(true); }

void captured() {
  std::atomic<int> Local{0};
  Local = 1;
  auto Later = [&] { Local = 2; };
  Later();
}

void builtins(int *Word) {
  if (__atomic_load_n(Word, __ATOMIC_ACQUIRE) == 0)
    __atomic_store_n(Word, 1, __ATOMIC_RELEASE);
  __sync_fetch_and_add(Word, 1);
}

// CHECK-LABEL: {{^}}methods:
// CHECK: L9 Read Count <- read(Count) {{(shared )?}}atomic relaxed
// CHECK: L9 Write Count <- op(carry(read(Count)), 1) atomic{{$}}
// CHECK: L10 Read Count <- result {{(shared )?}}atomic
// CHECK: L10 Write Count <- result atomic

// CHECK-LABEL: {{^}}operators:
// CHECK: L14 Read Busy <- read(Busy) {{(shared )?}}atomic
// CHECK: L15 Write Busy <- 1 atomic
// CHECK: L16 Read Count <- result {{(shared )?}}atomic

// CHECK-LABEL: {{^}}exchanged:
// CHECK: L19 Read Busy <- result {{(shared )?}}atomic
// CHECK: L19 Return <- result

// CHECK-LABEL: {{^}}captured:
// CHECK-NOT: L23 Write

// CHECK-LABEL: {{^}}captured::lambda:
// CHECK: L24 Write Local <- 2 atomic

// CHECK-LABEL: {{^}}builtins:
// CHECK: L29 Read *Word <- read(*Word) {{(shared )?}}atomic
// CHECK: L30 Write *Word <- 1 atomic
// CHECK: L31 Read *Word <- result {{(shared )?}}atomic
