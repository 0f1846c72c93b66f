// RUN: %check_toctou %s toctou-check-then-act %t
//
// Tested again, claimed in time, or not needed for the act.
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
template <class T> class TSQ {
  mutable std::mutex m;
  std::deque<T> q;
  std::condition_variable cv;

public:
  bool empty() const {
    std::lock_guard<std::mutex> l(m);
    return q.empty();
  }
  size_t size() const {
    std::lock_guard<std::mutex> l(m);
    return q.size();
  }
  void push(T t) {
    std::lock_guard<std::mutex> l(m);
    q.push_back(std::move(t));
    cv.notify_one();
  }
  bool try_pop(T &t) {
    std::lock_guard<std::mutex> l(m);
    if (q.empty())
      return false;
    t = std::move(q.front());
    q.pop_front();
    return true;
  }
  std::optional<T> poll() {
    std::lock_guard<std::mutex> l(m);
    if (q.empty())
      return std::nullopt;
    T t = std::move(q.front());
    q.pop_front();
    return t;
  }
  T waitPop() {
    std::unique_lock<std::mutex> l(m);
    cv.wait(l, [&] { return !q.empty(); });
    T t = std::move(q.front());
    q.pop_front();
    return t;
  }
  T waitPop2() {
    std::unique_lock<std::mutex> l(m);
    while (q.empty())
      cv.wait(l);
    T t = std::move(q.front());
    q.pop_front();
    return t;
  }
  void clear() {
    std::lock_guard<std::mutex> l(m);
    q.clear();
  }
  void drain(std::vector<T> &o) {
    std::lock_guard<std::mutex> l(m);
    while (!q.empty()) {
      o.push_back(q.front());
      q.pop_front();
    }
  }
};
void useInt(int);
void tryOk(TSQ<int> &q) {
  int v;
  while (!q.empty()) {
    if (q.try_pop(v))
      useInt(v);
  }
}
void logThenPushOk(TSQ<int> &q) {
  if (q.empty())
    std::puts("empty");
  q.push(1);
}
void clearOk(TSQ<int> &q) {
  if (!q.empty())
    q.clear();
}
void requeueOk(TSQ<int> &q) {
  while (!q.empty()) {
    int v;
    if (!q.try_pop(v))
      break;
    q.push(v + 1);
  }
}
void unrelatedOk(TSQ<int> &q) {
  if (q.size() > 10)
    std::puts("long");
  if (rand() > 3)
    return;
  q.push(2);
}
void twoQueuesOk(TSQ<int> &a, TSQ<int> &b) {
  if (a.empty())
    return;
  b.push(1);
}
void pollOk(TSQ<int> &q) {
  if (!q.empty()) {
    if (auto v = q.poll())
      useInt(*v);
  }
}
void localOk() {
  TSQ<int> q;
  q.push(1);
  while (!q.empty())
    useInt(q.waitPop());
}
class Acct {
  std::mutex m;
  std::condition_variable cv;
  long bal = 0;
  bool closed = false, stop = false, running = false;
  std::deque<int> jobs;
  std::vector<int> done;
  std::map<std::string, int> cache;
  std::set<int> inflight;
  int hits = 0, misses = 0;
  int cached = -1;
  std::string name;

public:
  void close() {
    std::lock_guard<std::mutex> l(m);
    closed = true;
    stop = true;
    jobs.clear();
    done.clear();
  }
  void workerOk() {
    while (true) {
      int j;
      {
        std::unique_lock<std::mutex> l(m);
        cv.wait(l, [&] { return stop || !jobs.empty(); });
        if (stop && jobs.empty())
          return;
        j = jobs.front();
        jobs.pop_front();
      }
      useInt(j);
      std::lock_guard<std::mutex> l(m);
      done.push_back(j);
    }
  }
  void whileWaitOk() {
    std::unique_lock<std::mutex> l(m);
    while (!stop) {
      while (jobs.empty() && !stop)
        cv.wait(l);
      if (stop)
        break;
      int j = jobs.front();
      jobs.pop_front();
      l.unlock();
      useInt(j);
      l.lock();
      done.push_back(j);
    }
  }
  bool startOk() {
    {
      std::lock_guard<std::mutex> l(m);
      if (running)
        return false;
      running = true;
    }
    work();
    std::lock_guard<std::mutex> l(m);
    running = false;
    return true;
  }
  int cacheOk(const std::string &k) {
    {
      std::lock_guard<std::mutex> l(m);
      ++hits;
      auto it = cache.find(k);
      if (it != cache.end())
        return it->second;
    }
    int v = computeHash(k);
    std::lock_guard<std::mutex> l(m);
    cache.emplace(k, v);
    return v;
  }
  int memoOk() {
    {
      std::lock_guard<std::mutex> l(m);
      if (cached >= 0)
        return cached;
    }
    int v = computeHash("x");
    std::lock_guard<std::mutex> l(m);
    cached = v;
    return v;
  }
  void inflightOk(int id) {
    {
      std::lock_guard<std::mutex> l(m);
      if (inflight.count(id))
        return;
      inflight.insert(id);
    }
    work();
    std::lock_guard<std::mutex> l(m);
    inflight.erase(id);
    done.push_back(id);
  }
  void statOk() {
    {
      std::lock_guard<std::mutex> l(m);
      if (closed)
        return;
    }
    work();
    std::lock_guard<std::mutex> l(m);
    ++hits;
  }
  void deferOk() {
    std::unique_lock<std::mutex> l(m);
    if (closed)
      return;
    jobs.push_back(1);
    l.unlock();
    work();
  }
  void recursiveOk() {
    std::lock_guard<std::mutex> l(m);
    if (jobs.empty())
      return;
    useInt(jobs.front());
    jobs.pop_front();
  }
  void twoStepOk() {
    {
      std::lock_guard<std::mutex> l(m);
      if (jobs.empty())
        return;
    }
    work();
    std::lock_guard<std::mutex> l(m);
    if (jobs.empty())
      return;
    jobs.pop_front();
  }
  void swapOk() {
    std::deque<int> local;
    {
      std::lock_guard<std::mutex> l(m);
      if (jobs.empty())
        return;
      local.swap(jobs);
    }
    for (int j : local)
      useInt(j);
    std::lock_guard<std::mutex> l(m);
    done.push_back(1);
  }
};
