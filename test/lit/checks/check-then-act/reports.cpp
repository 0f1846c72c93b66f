// RUN: %check_toctou %s toctou-check-then-act %t
//
// A test in one critical section, an act in another.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>
void work();
struct S {
  int x;
};
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
  T pop() {
    std::lock_guard<std::mutex> l(m);
    T t = std::move(q.front());
    q.pop_front();
    return t;
  }
  T &front() {
    std::lock_guard<std::mutex> l(m);
    return q.front();
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
  void clear() {
    std::lock_guard<std::mutex> l(m);
    q.clear();
  }
};
class TMap {
  mutable std::shared_mutex m;
  std::unordered_map<std::string, int> d;

public:
  bool contains(const std::string &k) const {
    std::shared_lock l(m);
    return d.find(k) != d.end();
  }
  bool has(const std::string &k) const {
    std::shared_lock l(m);
    return d.count(k) > 0;
  }
  int at(const std::string &k) const {
    std::shared_lock l(m);
    return d.at(k);
  }
  int get(const std::string &k) const {
    std::shared_lock l(m);
    return d.find(k)->second;
  }
  void put(const std::string &k, int v) {
    std::unique_lock l(m);
    d[k] = v;
  }
  bool add(const std::string &k, int v) {
    std::unique_lock l(m);
    return d.emplace(k, v).second;
  }
  void erase(const std::string &k) {
    std::unique_lock l(m);
    d.erase(k);
  }
};
void useInt(int);
void drainBad(TSQ<int> &q) {
  while (!q.empty())
    useInt(q.pop());
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `pop()` relies on `empty()`, which was tested in an earlier critical section [toctou-check-then-act]
}
void sizeThenFrontBad(TSQ<int> &q) {
  if (q.size() > 0) {
    int x = q.front();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `front()` relies on `size()`, which was tested in an earlier critical section [toctou-check-then-act]
    q.pop();
    useInt(x);
  }
}
void roomBad(TSQ<int> &q) {
  if (q.size() < 100)
    q.push(3);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `push()` relies on `size()`, which was tested in an earlier critical section [toctou-check-then-act]
}
int containsThenAtBad(TMap &m, const std::string &k) {
  if (m.contains(k))
    return m.at(k);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `at()` relies on `contains()`, which was tested in an earlier critical section [toctou-check-then-act]
  return -1;
}
void missThenPutBad(TMap &m, const std::string &k) {
  if (!m.has(k))
    m.put(k, 1);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `put()` relies on `has()`, which was tested in an earlier critical section [toctou-check-then-act]
}
int hasThenGetBad(TMap &m, const std::string &k) {
  if (!m.has(k))
    return 0;
  return m.get(k);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `get()` relies on `has()`, which was tested in an earlier critical section [toctou-check-then-act]
}
void droppedAddBad(TMap &m) {
  if (!m.contains("a")) {
    work();
    m.add("a", 2);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `add()` relies on `contains()`, which was tested in an earlier critical section [toctou-check-then-act]
  }
}
class Acct {
  std::mutex m;
  long bal = 0;
  bool closed = false;
  std::vector<int> tail;
  std::list<int> subs;
  int *inst = nullptr;
  std::map<int, std::shared_ptr<S>> objs;
  bool running = false;

public:
  bool withdrawBad(long a) {
    {
      std::lock_guard<std::mutex> l(m);
      if (bal < a)
        return false;
    }
    work();
    std::lock_guard<std::mutex> l(m);
    bal -= a;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `bal` relies on `bal`, which was tested in an earlier critical section [toctou-check-then-act]
    return true;
  }
  void close() {
    std::lock_guard<std::mutex> l(m);
    closed = true;
    subs.clear();
  }
  bool subBad(int x) {
    m.lock();
    bool c = closed;
    m.unlock();
    if (c)
      return false;
    m.lock();
    subs.push_back(x);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `push_back()` relies on `closed`, which was tested in an earlier critical section [toctou-check-then-act]
    m.unlock();
    return true;
  }
  int *instBad() {
    if (!inst) {
      std::lock_guard<std::mutex> l(m);
      inst = new int(1);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `inst` relies on `inst`, which was tested before the lock was taken [toctou-check-then-act]
    }
    return inst;
  }
  int *instOk() {
    if (!inst) {
      std::lock_guard<std::mutex> l(m);
      if (!inst)
        inst = new int(1);
    }
    return inst;
  }
  std::shared_ptr<S> objBad(int k) {
    std::unique_lock<std::mutex> l(m);
    auto it = objs.find(k);
    if (it != objs.end())
      return it->second;
    l.unlock();
    auto o = std::make_shared<S>();
    l.lock();
    objs.emplace(k, o);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `emplace()` relies on `find()`, which was tested in an earlier critical section [toctou-check-then-act]
    return o;
  }
  void startBad() {
    {
      std::lock_guard<std::mutex> l(m);
      if (running)
        return;
    }
    work();
    {
      std::lock_guard<std::mutex> l(m);
      running = true;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `running` relies on `running`, which was tested in an earlier critical section [toctou-check-then-act]
    }
  }
  bool isRunning() {
    std::lock_guard<std::mutex> l(m);
    return running;
  }
  void setRunning(bool r) {
    std::lock_guard<std::mutex> l(m);
    running = r;
  }
  void settersBad() {
    if (isRunning())
      return;
    setRunning(true);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `setRunning()` relies on `isRunning()`, which was tested in an earlier critical section [toctou-check-then-act]
    work();
  }
  void popBad() {
    bool e;
    {
      std::lock_guard<std::mutex> l(m);
      e = tail.empty();
    }
    if (!e) {
      std::lock_guard<std::mutex> l(m);
      useInt(tail.back());
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `back()` relies on `empty()`, which was tested in an earlier critical section [toctou-check-then-act]
      tail.pop_back();
    }
  }
  void upgradeBad(int k) {
    std::unique_lock<std::mutex> l(m);
    if (objs.count(k))
      return;
    l.unlock();
    auto o = std::make_shared<S>();
    l.lock();
    objs[k] = o;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `objs` relies on `count()`, which was tested in an earlier critical section
  }
};
