// Clang's thread-safety attributes are evidence where no body is in sight.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
class __attribute__((capability("mutex"))) Latch {
public:
  void enter() __attribute__((acquire_capability()));
  void leave() __attribute__((release_capability()));
  bool tryEnter() __attribute__((try_acquire_capability(true)));
};

class __attribute__((scoped_lockable)) Hold {
public:
  explicit Hold(Latch &L) __attribute__((acquire_capability(L)));
  ~Hold() __attribute__((release_capability()));
};

class Box {
public:
  int locked() {
    L.enter();
    int Copy = Value;
    L.leave();
    return Copy;
  }
  int held() {
    Hold Guard(L);
    return Value;
  }
  bool tried() {
    if (!L.tryEnter())
      return false;
    Value = 1;
    L.leave();
    return true;
  }
  int demands() __attribute__((requires_capability(L))) { return Value; }

private:
  Latch L;
  int Value __attribute__((guarded_by(L))) = 0;
};

// CHECK-LABEL: {{^}}Box::locked:
// CHECK: L19 Acquire *this.L
// CHECK: L20 Read *this.Value
// CHECK: L21 Release *this.L
// CHECK: L22 Return

// CHECK-LABEL: {{^}}Box::held:
// CHECK: L25 Acquire *this.L
// CHECK: L26 Read *this.Value
// CHECK: L26 Return
// CHECK: L26 Release *this.L at scope end

// CHECK-LABEL: {{^}}Box::tried:
// CHECK: L29 TryAcquire *this.L
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L30 Return <- 0
// CHECK: L31 Write *this.Value <- 1
// CHECK: L32 Release *this.L
// CHECK: L33 Return <- 1

// CHECK-LABEL: {{^}}Box::demands:
// CHECK: L0 Acquire *this.L
// CHECK: L35 Read *this.Value
// CHECK: L35 Return
