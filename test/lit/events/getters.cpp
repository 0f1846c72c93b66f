// A callee's events come in its caller's terms, an outcome a way to return.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <mutex>

class Counter {
public:
  int value() const {
    std::lock_guard<std::mutex> guard(M);
    return Value;
  }
  int valueOr(int Other) const {
    std::lock_guard<std::mutex> guard(M);
    if (!IsSet)
      return Other;
    return Value;
  }
  int twice() const { return 2 * value(); }

private:
  mutable std::mutex M;
  int Value = 0;
  bool IsSet = false;
};

int ofObject(const Counter &C) { return C.value(); }

int ofTwo(const Counter &First, const Counter &Second) {
  return First.value() + Second.value();
}

int withOutcomes(const Counter &C) { return C.valueOr(-1); }

int throughAnother(const Counter &C) { return C.twice(); }

// CHECK-LABEL: {{^}}Counter::value:
// CHECK: L8 Acquire *this.M
// CHECK: L9 Read *this.Value
// CHECK: L9 Return
// CHECK: L9 Release *this.M at scope end

// CHECK-LABEL: {{^}}Counter::valueOr:
// CHECK: L12 Acquire *this.M
// CHECK: L13 Read *this.IsSet
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L14 Return
// CHECK: L14 Release *this.M at scope end
// CHECK: L15 Read *this.Value
// CHECK: L15 Return
// CHECK: L15 Release *this.M at scope end

// CHECK-LABEL: {{^}}Counter::twice:
// CHECK: L17 Call
// CHECK: outcome 0: returns read(
// CHECK: L17 Acquire@L8 *this.M
// CHECK: L17 Read@L9 *this.Value
// CHECK: L17 Release@L9 *this.M at scope end
// CHECK: L17 Return

// CHECK-LABEL: {{^}}ofObject:
// CHECK: L25 Call
// CHECK: outcome 0: returns read(
// CHECK: L25 Acquire@L8 *C.M
// CHECK: L25 Read@L9 *C.Value
// CHECK: L25 Release@L9 *C.M at scope end
// CHECK: L25 Return

// CHECK-LABEL: {{^}}ofTwo:
// CHECK: L28 Call
// CHECK: outcome 0: returns read(
// CHECK: L28 Acquire@L8 *First.M
// CHECK: L28 Read@L9 *First.Value
// CHECK: L28 Release@L9 *First.M at scope end
// CHECK: L28 Call
// CHECK: outcome 0: returns read(
// CHECK: L28 Acquire@L8 *Second.M
// CHECK: L28 Read@L9 *Second.Value
// CHECK: L28 Release@L9 *Second.M at scope end
// CHECK: L28 Return

// CHECK-LABEL: {{^}}withOutcomes:
// CHECK: L31 Call
// CHECK: outcome 0: returns -1
// CHECK: L31 Acquire@L12 *C.M
// CHECK: L31 Read@L13 *C.IsSet
// CHECK: L31 Release@L14 *C.M at scope end
// CHECK: outcome 1: returns read(
// CHECK: L31 Acquire@L12 *C.M
// CHECK: L31 Read@L13 *C.IsSet
// CHECK: L31 Read@L15 *C.Value
// CHECK: L31 Release@L15 *C.M at scope end
// CHECK: L31 Return

// CHECK-LABEL: {{^}}throughAnother:
// CHECK: L33 Call
// CHECK: outcome 0: returns op(
// CHECK: L33 Acquire@L8 *C.M
// CHECK: L33 Read@L9 *C.Value
// CHECK: L33 Release@L9 *C.M at scope end
// CHECK: L33 Return
