// Exceptions lead to handlers before the call that throws has happened; what
// lives in the try block ends on the way.
//
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s

#include <mutex>
#include <stdexcept>

struct Store {
  std::mutex M;
  int Value = 0;
  int Dropped = 0;
  int load(int Key);

  void keep(int Key) {
    try {
      std::lock_guard<std::mutex> Guard(M);
      Value = load(Key);
    } catch (const std::runtime_error &) {
      Dropped = Key;
    }
  }

  void lockOrThrow() {
    if (!M.try_lock())
      throw std::runtime_error("busy");
  }

  void caller(int Key) {
    lockOrThrow();
    Value = Key;
    M.unlock();
  }

  void catching(int Key) {
    try {
      lockOrThrow();
    } catch (...) {
      Dropped = Key;
      return;
    }
    Value = Key;
    M.unlock();
  }
};

// CHECK-LABEL: {{^}}Store::keep:
// CHECK-NEXT: B3:
// CHECK-NEXT: L17 Acquire *this.M
// CHECK-NEXT: L18 Invoke <- Key this
// CHECK-NEXT: L18 Use
// CHECK-NEXT: L18 Write *this.Value
// CHECK-NEXT: L16 Release *this.M at scope end
// CHECK-NEXT: -> B0
// CHECK-NEXT: -> [[CHOICE:B[0-9]+]] by an exception
// CHECK-NEXT: -> [[CHOICE]] by an exception
// CHECK-NEXT: [[CHOICE]]:
// CHECK-NEXT: L16 Release *this.M at scope end
// CHECK: L20 Write *this.Dropped <- Key

// CHECK-LABEL: {{^}}Store::lockOrThrow:
// CHECK: -> B0 by an exception

// CHECK-LABEL: {{^}}Store::caller:
// CHECK: outcome 1: throws
// CHECK-NEXT: fact result in 2
// CHECK: L31 Write *this.Value
// CHECK-NOT: Write

// CHECK-LABEL: {{^}}Store::catching:
// CHECK: -> {{B[0-9]+$}}
// CHECK-NEXT: -> {{B[0-9]+}} by an exception
