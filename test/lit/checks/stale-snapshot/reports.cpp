// RUN: %check_toctou %s toctou-stale-snapshot %t
//
// A copy of shared state, a delay, an act on the copy.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Conn {
  int fd = -1;
  long sent = 0;
  void kick();
};

class Hub {
public:
  void setFd(int fd) {
    std::lock_guard<std::mutex> g(mu_);
    fd_ = fd;
  }
  int fd() const {
    std::lock_guard<std::mutex> g(mu_);
    return fd_;
  }
  void drop(int k) {
    std::lock_guard<std::mutex> g(mu_);
    conns_.erase(k);
  }
  void grow() {
    std::lock_guard<std::mutex> g(mu_);
    slots_.push_back(Conn());
  }
  void shrink() {
    std::lock_guard<std::mutex> g(mu_);
    slots_.pop_back();
  }
  Conn *find(int k) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = conns_.find(k);
    return it == conns_.end() ? nullptr : &it->second;
  }
  void setEndpoint(const std::string &h) {
    std::lock_guard<std::mutex> g(mu_);
    host_ = h;
  }

  void pollBad() {
    int fd;
    {
      std::lock_guard<std::mutex> g(mu_);
      fd = fd_;
    }
    pollfd p{fd, POLLIN, 0};
    ::poll(&p, 1, 1000);
    char b[8];
    ::recv(fd, b, 8, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `fd_` is worked on after waiting for events; it may be out of date
  }
  void sleepDerefBad(int k) {
    Conn *c = find(k);
    if (!c)
      return;
    std::this_thread::sleep_for(std::chrono::seconds(1));
    c->sent++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `find()` is followed after a sleep; it may be out of date
  }
  void iteratorRelockBad(int k) {
    std::unique_lock<std::mutex> lk(mu_);
    auto it = conns_.find(k);
    if (it == conns_.end())
      return;
    lk.unlock();
    ::send(3, "x", 1, 0);
    lk.lock();
    it->second.sent = 4;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `conns_` is followed after network I/O; it may be out of date
  }
  void loopRelockBad() {
    std::unique_lock<std::mutex> lk(mu_);
    for (auto it = conns_.begin(); it != conns_.end(); ++it) {
      int fd = it->second.fd;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `conns_` is followed after network I/O; it may be out of date
      lk.unlock();
      ::send(fd, "x", 1, 0);
      lk.lock();
    }
  }
  void indexRelockBad() {
    std::unique_lock<std::mutex> lk(mu_);
    size_t i = slots_.size() - 1;
    lk.unlock();
    ::usleep(10);
    lk.lock();
    slots_[i].sent = 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `slots_` is used as an index after a sleep; it may be out of date
  }
  void retakeOnlyBad(int k) {
    Conn *c;
    {
      std::lock_guard<std::mutex> g(mu_);
      auto it = conns_.find(k);
      if (it == conns_.end())
        return;
      c = &it->second;
    }
    {
      std::lock_guard<std::mutex> g(mu_);
      c->sent = 1;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `conns_` is followed although the lock was released and taken again; it may be out of date
    }
  }
  void lostUpdateBad() {
    long n;
    {
      std::lock_guard<std::mutex> g(mu_);
      n = total_;
    }
    n += 5;
    {
      std::lock_guard<std::mutex> g(mu_);
      total_ = n;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `total_` is written back although the lock was released and taken again; it may be out of date
    }
  }
  void addTotal(long n) {
    std::lock_guard<std::mutex> g(mu_);
    total_ += n;
  }
  void closeBad(std::future<int> &f) {
    int fd = this->fd();
    f.get();
    ::close(fd);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `fd()` is closed after waiting for a result; it may be out of date
  }
  void joinBad(std::thread &t) {
    int fd = this->fd();
    t.join();
    ::shutdown(fd, SHUT_RDWR);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `fd()` is closed after waiting for another thread or process; it may be out of date
  }
  void cvBad() {
    std::unique_lock<std::mutex> lk(mu_);
    Conn *c = current_;
    cv_.wait(lk);
    c->sent = 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `current_` is followed after a wait; it may be out of date
  }
  void setCurrent(Conn *c) {
    std::lock_guard<std::mutex> g(mu_);
    current_ = c;
    cv_.notify_all();
  }
  void atomicPtrBad() {
    Conn *c = head_.load();
    ::usleep(100);
    c->kick();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `head_` is followed after a sleep; it may be out of date
  }
  void setHead(Conn *c) { head_.store(c); }
  void deleteDecisionBad() {
    bool unused;
    {
      std::lock_guard<std::mutex> g(mu_);
      unused = total_ == 0;
    }
    ::sleep(5);
    if (unused)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `total_` is decided on after a sleep; it may be out of date
      delete owned_;
  }
  static void wait_a_bit() { ::usleep(1000); }
  void helperDelayBad() {
    int fd = this->fd();
    wait_a_bit();
    ::write(fd, "x", 1);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `fd()` is sent to after a sleep; it may be out of date
  }
  void lambdaBad() {
    int fd = [&] {
      std::lock_guard<std::mutex> g(mu_);
      return fd_;
    }();
    ::sleep(1);
    ::send(fd, "", 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `fd_` is sent to after a sleep; it may be out of date
  }
  void retryBad() {
    std::string h;
    {
      std::lock_guard<std::mutex> g(mu_);
      h = host_;
    }
    for (int i = 0; i < 3; ++i) {
      if (dialHost(h))
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a copy of `host_` is connected to after a sleep; it may be out of date
        return;
      ::sleep(1);
    }
  }
  bool dialHost(const std::string &h);

private:
  mutable std::mutex mu_;
  std::condition_variable cv_;
  int fd_ = -1;
  long total_ = 0;
  std::string host_;
  std::map<int, Conn> conns_;
  std::vector<Conn> slots_;
  Conn *current_ = nullptr;
  Conn *owned_ = nullptr;
  std::atomic<Conn *> head_{nullptr};
};
