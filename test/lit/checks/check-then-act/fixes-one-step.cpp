// RUN: %check_toctou %s toctou-check-then-act %t
//
// Two steps become one, or the test is made again where the act is.
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>
void work();
void useInt(int);
struct Session {
  void close();
  int id;
};

std::atomic<bool> busy{false};
std::atomic<int> state{0};
std::atomic<long> count{0};

void addOk() { count.fetch_add(1); }

void branchBad() {
  if (!busy.load()) {
    busy.store(true);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old
    // CHECK-FIXES: if (!busy.exchange(true)) {
    work();
  }
}

bool earlyBad() {
  if (busy)
  // CHECK-FIXES: if (busy.exchange(true))
    return false;
  busy = true;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old
  work();
  return true;
}

void afterBad(bool wanted) {
  if (wanted && !busy.load(std::memory_order_acquire)) {
  // CHECK-FIXES: if (wanted && !busy.exchange(true, std::memory_order_acq_rel)) {
    work();
    busy.store(true, std::memory_order_release);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old
  }
}

void stateBad() {
  if (state.load() == 1) {
    state.store(2);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `state` is stored on the word of an earlier load, which may be old
    // CHECK-FIXES: if (int expected = 1; state.compare_exchange_strong(expected, 2)) {
    work();
  }
}

void stateExitBad() {
  if (state.load() != 0)
  // CHECK-FIXES: if (int expected = 0; !state.compare_exchange_strong(expected, 1))
    return;
  state.store(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `state` is stored on the word of an earlier load, which may be old
  work();
}

void sumBad(int by) { count.store(count.load() + by); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `count` is stored from a value that an earlier step loaded
// CHECK-FIXES: void sumBad(int by) { count.fetch_add(by); }

void assignBad() { count = count - 1; }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `count` is stored from a value that an earlier step loaded
// CHECK-FIXES: void assignBad() { count -= 1; }

void lastBad() {
  long left = count.load();
  count.store(left - 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `count` is stored from a value that an earlier step loaded
  // CHECK-FIXES: long left = count.fetch_sub(1);
  if (left == 1)
    work();
}

long resetBad() {
  long seen = count.load();
  count.store(0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `count` is reset in a step of its own after it was loaded
  // CHECK-FIXES: long seen = count.exchange(0);
  return seen;
}

void weakInlineBad(std::weak_ptr<Session> weak) {
  if (!weak.expired())
    weak.lock()->close();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `expired()`, which may be old
    // CHECK-FIXES: if (auto locked = weak.lock())
    // CHECK-FIXES: locked->close();
}

void weakBlockBad(std::weak_ptr<Session> weak) {
  if (!weak.expired()) {
    auto session = weak.lock();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `expired()`, which may be old
    // CHECK-FIXES: if (auto session = weak.lock()) {
    session->close();
  }
}

void weakExitBad(std::weak_ptr<Session> weak) {
  if (weak.expired())
  // CHECK-FIXES: auto session = weak.lock();
  // CHECK-FIXES: if (!session)
    return;
  auto session = weak.lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `lock()` is trusted on the word of `expired()`, which may be old
  session->close();
}

class Queue {
public:
  bool empty() {
    std::lock_guard<std::mutex> guard(mu_);
    return items_.empty();
  }
  int front() {
    std::lock_guard<std::mutex> guard(mu_);
    return items_.front();
  }
  void pop() {
    std::lock_guard<std::mutex> guard(mu_);
    items_.pop_front();
  }
  bool try_pop(int &item) {
    std::lock_guard<std::mutex> guard(mu_);
    if (items_.empty())
      return false;
    item = items_.front();
    items_.pop_front();
    return true;
  }

private:
  std::mutex mu_;
  std::deque<int> items_;
};

bool takeBad(Queue &queue, int &item) {
  if (queue.empty())
  // CHECK-FIXES: if (!queue.try_pop(item))
    return false;
  item = queue.front();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `front()` relies on `empty()`, which was tested in an earlier critical section
  queue.pop();
  return true;
}

class Feed {
public:
  bool addBad(int client) {
    {
      std::lock_guard<std::mutex> guard(mu_);
      if (closed_)
        return false;
    }
    work();
    std::lock_guard<std::mutex> guard(mu_);
    // CHECK-FIXES: if (closed_)
    // CHECK-FIXES: return false;
    clients_.push_back(client);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `push_back()` relies on `closed_`, which was tested in an earlier critical section
    return true;
  }
  void close() {
    std::lock_guard<std::mutex> guard(mu_);
    closed_ = true;
    clients_.clear();
  }
  int *makeBad() {
    if (!made_) {
      std::lock_guard<std::mutex> guard(mu_);
      made_ = new int(1);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `made_` relies on `made_`, which was tested before the lock was taken
      // CHECK-FIXES: if (!made_)
      // CHECK-FIXES: made_ = new int(1);
    }
    return made_;
  }

private:
  std::mutex mu_;
  bool closed_ = false;
  std::vector<int> clients_;
  int *made_ = nullptr;
};

// No edit: control may leave before the store.
bool leavesBad(bool ready) {
  if (busy.load())
    return false;
  if (!ready)
    return false;
  busy.store(true);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `busy` is stored on the word of an earlier load, which may be old
  work();
  return true;
}
