// RUN: %check_toctou %s toctou-check-then-act %t
//
// Steps of atomics and weak pointers that are one, or of one thread.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
void work();
void log(const char *);
void sleepMs(int);
int computeHash(const std::string &);
struct S {
  void run();
  int x;
};
struct A {
  std::atomic<int> n{0};
  std::atomic<bool> busy{false};
  std::atomic<long> peak{0};
  std::atomic<int> state{0};
  std::atomic<int> hash{0};
  std::atomic<bool> running{true}, stop{false};
  std::atomic<size_t> head{0}, tail{0};
  int buf[64];
  std::mutex m;
  std::atomic<long> seen{0};
  void incOk() {
    n++;
    n += 3;
    n.fetch_add(1);
  }
  void idemOk() {
    if (!busy)
      busy = true;
  }
  void idemLogOk() {
    if (!busy.load()) {
      std::printf("x");
      busy.store(true);
    }
  }
  void casOk() {
    int e = 0;
    if (state.compare_exchange_strong(e, 1)) {
      work();
      state.store(2);
    }
  }
  void casLoopOk(long v) {
    long o = peak.load();
    while (v > o && !peak.compare_exchange_weak(o, v)) {
    }
  }
  bool exchOk() {
    if (busy.exchange(true))
      return false;
    work();
    busy.store(false);
    return true;
  }
  void hintOk() {
    if (busy.load() || busy.exchange(true))
      return;
    work();
    busy = false;
  }
  void loopOk() {
    while (running.load()) {
      work();
      if (n.load() > 3)
        running.store(false);
    }
  }
  void loop2Ok() {
    while (!stop) {
      work();
    }
    stop = false;
  }
  void loop3Ok() {
    for (;;) {
      if (stop.load())
        break;
      work();
    }
    stop.store(false);
  }
  void relaxedOk() {
    seen.store(seen.load(std::memory_order_relaxed) + 1,
               std::memory_order_relaxed);
  }
  bool push(int v) {
    size_t t = tail.load(std::memory_order_relaxed);
    if (t - head.load(std::memory_order_acquire) == 64)
      return false;
    buf[t % 64] = v;
    tail.store(t + 1, std::memory_order_release);
    return true;
  }
  bool pop(int &v) {
    size_t h = head.load();
    if (h == tail.load())
      return false;
    v = buf[h % 64];
    head.store(h + 1);
    return true;
  }
  int hashOk(const std::string &s) {
    int h = hash.load();
    if (h == 0) {
      h = computeHash(s);
      hash.store(h);
    }
    return h;
  }
  void dclOk() {
    if (busy)
      return;
    std::lock_guard<std::mutex> g(m);
    if (busy)
      return;
    work();
    busy = true;
  }
  void lockedOk() {
    std::lock_guard<std::mutex> g(m);
    if (busy)
      return;
    work();
    busy = true;
  }
  void lockedCntOk() {
    std::lock_guard<std::mutex> g(m);
    n = n + 1;
  }
  void uncondOk() {
    bool was = busy.load();
    work();
    busy.store(false);
    if (was)
      work();
  }
  void otherOk() {
    if (busy)
      work();
    state.store(1);
  }
  void setIfDiffOk(int s) {
    if (state.load() != s)
      state.store(s);
  }
  std::once_flag once;
  void onceOk() {
    if (!busy)
      std::call_once(once, [this] {
        work();
        busy = true;
      });
  }
  void localOk() {
    std::atomic<int> c{0};
    c = c + 1;
    if (c == 1) {
      c = 5;
      work();
    }
  }
  ~A() {
    if (busy) {
      work();
      busy = false;
    }
  }
  A() {
    if (!busy) {
      busy = true;
      work();
    }
  }
  void elseOk() {
    if (busy.load())
      work();
    else
      busy.store(true);
  }
};
thread_local std::atomic<int> tl{0};
void tlOk() {
  if (tl == 0) {
    tl = 1;
    work();
  }
}
struct W {
  std::weak_ptr<S> w;
  void lockOk() {
    if (auto s = w.lock())
      s->run();
  }
  void testedInsideOk() {
    if (!w.expired()) {
      auto s = w.lock();
      if (s)
        s->run();
    }
  }
  void testedAfterOk() {
    if (w.expired())
      return;
    if (auto s = w.lock())
      s->run();
  }
  void logOk() {
    if (w.expired())
      std::puts("gone");
  }
  std::shared_ptr<S> returnedOk() {
    if (w.expired())
      return nullptr;
    return w.lock();
  }
  void reassignedOk() {
    if (w.expired()) {
      w = std::make_shared<S>();
    }
  }
  void ownerFirstOk() {
    auto s = w.lock();
    if (!s)
      return;
    if (w.expired())
      return;
    s->run();
  }
};
