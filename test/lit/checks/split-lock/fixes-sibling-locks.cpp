// RUN: grep -v "// CHECK" %s > %t.cpp
// RUN: not clang-toctou --checks=-*,toctou-split-lock --fix-notes %t.cpp -- -std=c++20 > %t.out
// RUN: FileCheck %s --check-prefix=CHECK-MESSAGES --input-file=%t.out
// RUN: FileCheck %s --check-prefix=CHECK-FIXES --input-file=%t.cpp
// RUN: %llvm_tools/clang++ -std=c++20 -fsyntax-only -w %t.cpp
// RUN: cp %t.cpp %t.again.cpp
// RUN: clang-toctou --checks=-*,toctou-split-lock --fix-notes %t.again.cpp -- -std=c++20
// RUN: diff %t.cpp %t.again.cpp
//
// Two mutexes of one object: whether both may be held together needs a
// decision, so the edit stands on a note.
#include <mutex>

class Account {
public:
  void set(long balance, long limit) {
    std::scoped_lock guard(balanceMutex_, limitMutex_);
    balance_ = balance;
    limit_ = limit;
  }
  long room();

private:
  std::mutex balanceMutex_;
  std::mutex limitMutex_;
  long balance_ = 0;
  long limit_ = 0;
};

long Account::room() {
  long balance, limit;
  {
    std::lock_guard<std::mutex> guard(balanceMutex_);
    balance = balance_;
  }
  {
    std::lock_guard<std::mutex> guard(limitMutex_);
    limit = limit_;
  }
  return limit + balance;
}
// CHECK-MESSAGES: warning: `limit_` is paired with `balance_`
// CHECK-FIXES-LABEL: long Account::room() {
// CHECK-FIXES-NEXT:  long balance, limit;
// CHECK-FIXES-NEXT:  {
// CHECK-FIXES-NEXT:    std::scoped_lock guard(balanceMutex_, limitMutex_);
// CHECK-FIXES-NEXT:    balance = balance_;
// CHECK-FIXES-NEXT:    limit = limit_;
// CHECK-FIXES-NEXT:  }
// CHECK-FIXES-NEXT:  return limit + balance;
