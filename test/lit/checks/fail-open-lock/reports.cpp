// RUN: %check_toctou %s toctou-fail-open-lock %t
//
// A lock was not got, or nobody looked, and the work goes on.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
using namespace std::chrono_literals;
struct S {
  std::timed_mutex tm;
  std::mutex m, m2;
  std::shared_timed_mutex sm;
  int x = 0, y = 0;
  std::vector<int> v;
  std::atomic<int> dropped{0};
  void unit() {
    std::lock_guard<std::mutex> g(m);
    x++;
    v.push_back(1);
  }
  void elseBranchBad() {
    if (m.try_lock()) {
      x++;
      m.unlock();
    } else {
      x--;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
    }
  }
  void logBad() {
    if (!tm.try_lock_for(1s))
      fprintf(stderr, "no lock\n");
    y++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `y` is used also where `tm` was not got
    tm.unlock();
  }
  void retryFewBad() {
    for (int i = 0; i < 5; ++i) {
      if (m.try_lock())
        break;
      std::this_thread::sleep_for(1ms);
    }
    x++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
    m.unlock();
  }
  void guardBad() {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    x++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
  }
  void guardLogBad() {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (!lk) {
      fprintf(stderr, "contended\n");
    }
    x++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
  }
  void deferBad() {
    std::unique_lock<std::timed_mutex> lk(tm, std::defer_lock);
    lk.try_lock_for(10ms);
    y++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `y` is used also where `tm` was not got
  }
  void timedGuardBad() {
    std::unique_lock<std::timed_mutex> lk(tm, 100ms);
    y++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `y` is used also where `tm` was not got
  }
  void stdTryBad() {
    if (std::try_lock(m, m2) != -1)
      fprintf(stderr, "busy\n");
    x++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
    m.unlock();
    m2.unlock();
  }
  void stdTryPolarityBad() {
    if (std::try_lock(m, m2)) {
      x++;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
      m.unlock();
      m2.unlock();
    }
  }
  void polarityBad() {
    if (!m.try_lock()) {
      x++;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
    } else {
      m.unlock();
    }
  }
  int readBad() {
    m.try_lock();
    int r = x;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
    m.unlock();
    return r;
  }
  void sharedBad() {
    bool ok = sm.try_lock_shared_for(1ms);
    int n = (int)v.size();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `v` is used also where `sm` was not got
    (void)n;
    if (ok)
      sm.unlock_shared();
  }
  bool verbose = false;
  void verboseBad() {
    if (!m.try_lock()) {
      if (verbose)
        fprintf(stderr, "x\n");
    }
    x++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `x` is used also where `m` was not got
    m.unlock();
  }
  void other();
  static void note_fail_open(const char *, int);
};
