// A lambda called at once is part of its function; one handed to a thread is a
// function of its own.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <mutex>
#include <thread>

class Store {
public:
  void set(int N) {
    auto Write = [&] {
      std::lock_guard<std::mutex> guard(M);
      Value = N;
    };
    Write();
  }
  void setLater(int N) {
    std::thread Worker([this, N] {
      std::lock_guard<std::mutex> guard(M);
      Value = N;
    });
    Worker.detach();
  }
  template <class F> void withLock(F Body) {
    std::lock_guard<std::mutex> guard(M);
    Body();
  }
  void setInside(int N) {
    withLock([&] { Value = N; });
  }

private:
  std::mutex M;
  int Value = 0;
};

void use(Store &S) { S.setInside(3); }

// CHECK-LABEL: {{^}}Store::set:
// CHECK: L14 Call
// CHECK: outcome 0: returns -
// CHECK: L14 Acquire@L11 *this.M
// CHECK: L14 Write@L12 *this.Value
// CHECK: L14 Release@L10 *this.M at scope end

// CHECK-LABEL: {{^}}Store::set::lambda:
// CHECK: L11 Acquire *this.M
// CHECK: L12 Write *this.Value
// CHECK: L10 Release *this.M at scope end

// CHECK-LABEL: {{^}}Store::setLater:
// CHECK-NOT: Acquire
// CHECK-NOT: Write

// CHECK-LABEL: {{^}}Store::setLater::lambda:
// CHECK: L18 Acquire *this.M
// CHECK: L19 Write *this.Value
// CHECK: L17 Release *this.M at scope end

// CHECK-LABEL: {{^}}Store::withLock:
// CHECK: L24 Acquire *this.M
// CHECK: L25 Call
// CHECK: outcome 0: returns -
// CHECK: L25 Write@L28 *this.Value
// CHECK: L23 Release *this.M at scope end

// CHECK-LABEL: {{^}}Store::setInside:
// CHECK: L28 Call
// CHECK: outcome 0: returns -
// CHECK: L28 Acquire@L24 *this.M
// CHECK: L28 Write@L28 *this.Value
// CHECK: L28 Release@L23 *this.M at scope end

// CHECK-LABEL: {{^}}use:
// CHECK: L36 Call
// CHECK: outcome 0: returns -
// CHECK: L36 Acquire@L24 *S.M
// CHECK: L36 Write@L28 *S.Value <- 3
// CHECK: L36 Release@L23 *S.M at scope end
