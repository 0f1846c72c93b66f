// RUN: %check_toctou %s toctou-fail-open-lock %t
//
// What a naive matcher would flag: the answer decides, in one of many ways.
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
  void elseDropOk() {
    if (m.try_lock()) {
      x++;
      m.unlock();
    } else {
      dropped++;
    }
  }
  void elseDrop2Ok() {
    if (m.try_lock()) {
      x++;
      m.unlock();
    } else {
      dropped.fetch_add(1);
    }
  }
  void earlyOk() {
    if (!m.try_lock())
      return;
    x++;
    m.unlock();
  }
  void throwOk() {
    if (!tm.try_lock_for(1s))
      throw std::runtime_error("x");
    y++;
    tm.unlock();
  }
  void retryOk() {
    while (!m.try_lock())
      std::this_thread::yield();
    x++;
    m.unlock();
  }
  void retry2Ok() {
    for (;;) {
      if (m.try_lock())
        break;
      std::this_thread::sleep_for(1ms);
    }
    x++;
    m.unlock();
  }
  bool retryFewOk() {
    bool got = false;
    for (int i = 0; i < 5 && !got; ++i) {
      got = m.try_lock();
      if (!got)
        std::this_thread::sleep_for(1ms);
    }
    if (!got)
      return false;
    x++;
    m.unlock();
    return true;
  }
  bool retryFew2Ok() {
    for (int i = 0; i < 5; ++i) {
      if (m.try_lock()) {
        x++;
        m.unlock();
        return true;
      }
      std::this_thread::sleep_for(1ms);
    }
    return false;
  }
  void fallbackOk() {
    if (!tm.try_lock_for(1s)) {
      fprintf(stderr, "slow\n");
      tm.lock();
    }
    y++;
    tm.unlock();
  }
  void guardOk() {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (!lk.owns_lock())
      return;
    x++;
  }
  void guard2Ok() {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (lk)
      x++;
  }
  void guard3Ok() {
    if (std::unique_lock<std::mutex> lk(m, std::try_to_lock); lk.owns_lock()) {
      x++;
    } else {
      dropped++;
    }
  }
  void guardFallbackOk() {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (!lk.owns_lock())
      lk.lock();
    x++;
  }
  void deferOk() {
    std::unique_lock<std::timed_mutex> lk(tm, std::defer_lock);
    if (!lk.try_lock_for(10ms))
      return;
    y++;
  }
  bool timedGuardOk() {
    std::unique_lock<std::timed_mutex> lk(tm, 100ms);
    if (!lk)
      return false;
    y++;
    return true;
  }
  void stdTryOk() {
    if (std::try_lock(m, m2) != -1)
      return;
    x++;
    m.unlock();
    m2.unlock();
  }
  void stdTry2Ok() {
    if (std::try_lock(m, m2) == -1) {
      x++;
      m.unlock();
      m2.unlock();
    }
  }
  bool tryPushOk(int i) {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (!lk)
      return false;
    v.push_back(i);
    return true;
  }
  void optionOk(bool force) {
    if (!m.try_lock() && !force)
      return;
    x++;
    m.unlock();
  }
  bool verbose = false;
  void otherWorkOk() {
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (lk.owns_lock()) {
      x++;
    }
    other();
  }
  void other();
  void reportOk() {
    if (!m.try_lock())
      note_fail_open("m", 0);
    x++;
    m.unlock();
  }
  static void note_fail_open(const char *, int);
  void copyOk() {
    std::vector<int> mine;
    std::unique_lock<std::mutex> lk(m, std::try_to_lock);
    if (!lk) {
      mine.push_back(1);
      return;
    }
    v.push_back(1);
  }
  void fallbackOtherOk() {
    bool got = m.try_lock();
    if (!got) {
      m2.lock();
    }
    other();
    if (got)
      m.unlock();
    else
      m2.unlock();
  }
};
