// RUN: %check_toctou %s toctou-check-then-act %t
//
// An atomic, or a weak pointer, is asked in one step and trusted in the next.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
void work();
void log(const char *);
struct A {
  std::atomic<int> n{0};
  std::atomic<bool> busy{false};
  std::atomic<long> peak{0};
  std::atomic<int> state{0};
  std::atomic<int *> p{nullptr};
  std::atomic_flag fl;
  std::atomic<int> hits{0};
  void incBad() { n = n + 1; }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is stored from a value that an earlier step loaded [toctou-check-then-act]
  void decBad() { n.store(n.load() - 1); }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is stored from a value that an earlier step loaded [toctou-check-then-act]
  void localBad() {
    int v = n.load();
    v += 5;
    n.store(v);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is stored from a value that an earlier step loaded [toctou-check-then-act]
  }
  void maxBad(long v) {
    if (v > peak.load())
      peak.store(v);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `peak` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
  }
  void maxImplicitBad(long v) {
    long cur = peak;
    if (cur < v)
      peak = v;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `peak` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
  }
  bool tryBad() {
    if (busy)
      return false;
    busy = true;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
    return true;
  }
  void stateBad() {
    if (state.load() == 0) {
      state.store(1);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `state` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
      work();
    }
  }
  void lazyBad() {
    if (!p.load())
      p.store(new int(3));
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `p` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
  }
  void takeBad() {
    int h = hits.load();
    hits.store(0);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `hits` is reset in a step of its own after it was loaded [toctou-check-then-act]
    work();
    (void)h;
  }
  void hitOk() { hits.fetch_add(1); }
  void toggleBad() { busy = !busy; }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored from a value that an earlier step loaded [toctou-check-then-act]

  void spinBad() {
    while (busy.load())
      std::this_thread::yield();
    busy.store(true);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
    work();
    busy.store(false);
  }
  void ternBad() {
    bool was = busy.load();
    if (!was) {
      work();
      busy = true;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
    }
  }
  bool isBusy() const { return busy.load(); }
  void setBusy(bool b) { busy.store(b); }
  void helperBad() {
    if (isBusy())
      return;
    setBusy(true);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
    work();
  }
  void threadedBad() {
    std::thread t([this] {
      if (!busy) {
        busy = true;
        // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
        work();
      }
    });
    t.join();
  }
  void dirtyBad() {
    if (busy.load()) {
      busy.store(false);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
      work();
    }
  }
  void switchBad() {
    switch (state.load()) {
    case 0:
      state.store(1);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `state` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
      work();
      break;
    default:
      break;
    }
  }
  void dclBad() {
    if (busy.load())
      return;
    std::lock_guard<std::mutex> g(m);
    work();
    busy.store(true);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
  }
  std::mutex m;
};
void capturedBad() {
  std::atomic<bool> done{false};
  auto f = [&] {
    if (!done) {
      done = true;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `done` is stored on the word of an earlier load, which may be old [toctou-check-then-act]
      work();
    }
  };
  std::thread a(f), b(f);
  a.join();
  b.join();
}
struct S {
  void run();
  int x;
};
struct W {
  std::weak_ptr<S> w;
  void arrowBad() {
    if (!w.expired())
      w.lock()->run();
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `expired()`, which may be old [toctou-check-then-act]
  }
  void earlyReturnBad() {
    if (w.expired())
      return;
    auto s = w.lock();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `expired()`, which may be old [toctou-check-then-act]
    s->run();
  }
  void countBad() {
    if (w.use_count() > 0) {
      std::shared_ptr<S> s = w.lock();
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `use_count()`, which may be old [toctou-check-then-act]
      s->x = 1;
    }
  }
};
void starBad(std::weak_ptr<S> w) {
  if (!w.expired()) {
    (*w.lock()).run();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `expired()`, which may be old [toctou-check-then-act]
  }
}
