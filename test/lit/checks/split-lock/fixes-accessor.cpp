// RUN: grep -v "// CHECK" %s > %t.cpp
// RUN: not clang-toctou --checks=-*,toctou-split-lock --fix-notes %t.cpp -- -std=c++20 > %t.out
// RUN: FileCheck %s --check-prefix=CHECK-MESSAGES --input-file=%t.out
// RUN: FileCheck %s --check-prefix=CHECK-FIXES --input-file=%t.cpp
// RUN: %llvm_tools/clang++ -std=c++20 -fsyntax-only -w %t.cpp
// RUN: cp %t.cpp %t.again.cpp
// RUN: not clang-toctou --checks=-*,toctou-split-lock --fix-notes %t.again.cpp -- -std=c++20
// RUN: diff %t.cpp %t.again.cpp
//
// A method in sight returns both values under one lock.
#include <mutex>
#include <utility>

struct Load {
  long running = 0;
  long slots = 0;
};

class Pool {
public:
  long running() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return running_;
  }
  long slots() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return slots_;
  }
  Load load() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return Load{running_, slots_};
  }
  void resize(long slots) {
    std::lock_guard<std::mutex> guard(mutex_);
    slots_ = slots;
    running_ = running_ < slots ? running_ : slots;
  }

private:
  mutable std::mutex mutex_;
  long running_ = 0;
  long slots_ = 0;
};

long unused(const Pool &pool) {
  long slots = pool.slots();
  return slots - pool.running();
}
// CHECK-MESSAGES: warning: `running()` is paired with `slots()`
// CHECK-FIXES-LABEL: long unused(const Pool &pool) {
// CHECK-FIXES-NEXT:  const auto load = pool.load();
// CHECK-FIXES-NEXT:  long slots = load.slots;
// CHECK-FIXES-NEXT:  return slots - load.running;

void step();

// A condition that is asked again each time is not taken out of its loop, and
// nothing is read earlier than a call that may change it.
long twice(const Pool &pool) {
  long slots = pool.slots();
  step();
  return slots - pool.running();
}
// CHECK-MESSAGES: warning: `running()` is paired with `slots()`
// CHECK-FIXES-LABEL: long twice(const Pool &pool) {
// CHECK-FIXES-NEXT:  long slots = pool.slots();
// CHECK-FIXES-NEXT:  step();
// CHECK-FIXES-NEXT:  return slots - pool.running();
