// RUN: %check_toctou %s toctou-stale-snapshot %t
//
// Fresh, owned, compared, held, or not acted on.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Conn {
  int fd = -1;
  long sent = 0;
  long gen = 0;
  void kick();
  int refs = 0;
};
struct Config {
  std::string host;
  int retries = 3;
  bool tls = false;
};
bool dial(const std::string &host);
void startTls(int);
void report(long);
void process(Conn &);

class Hub {
public:
  void setFd(int fd) {
    std::lock_guard<std::mutex> g(mu_);
    fd_ = fd;
    ++gen_;
  }
  int fd() const {
    std::lock_guard<std::mutex> g(mu_);
    return fd_;
  }
  void setConfig(Config c) {
    std::lock_guard<std::mutex> g(mu_);
    cfg_ = c;
  }
  Config config() const {
    std::lock_guard<std::mutex> g(mu_);
    return cfg_;
  }
  void put(int k, std::shared_ptr<Conn> c) {
    std::lock_guard<std::mutex> g(mu_);
    shared_[k] = c;
  }
  std::shared_ptr<Conn> get(int k) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = shared_.find(k);
    return it == shared_.end() ? nullptr : it->second;
  }

  void sharedOk(int k) {
    auto c = get(k);
    if (!c)
      return;
    ::sleep(1);
    c->kick();
    c->sent++;
  }
  void sharedInlineOk(int k) {
    std::shared_ptr<Conn> c;
    {
      std::lock_guard<std::mutex> g(mu_);
      c = shared_[k];
    }
    ::sleep(1);
    c->sent = 1;
  }
  void snapshotAllOk() {
    std::vector<std::shared_ptr<Conn>> all;
    {
      std::lock_guard<std::mutex> g(mu_);
      for (auto &e : shared_)
        all.push_back(e.second);
    }
    for (auto &c : all) {
      ::send(c->fd, "x", 1, 0);
      c->kick();
      ::usleep(10);
    }
  }
  void firstUseOk() {
    int f = fd();
    ::send(f, "x", 1, 0);
    ::sleep(1);
  }
  void freshOk() {
    int f = fd();
    ::send(f, "x", 1, 0);
    ::sleep(1);
    f = fd();
    ::send(f, "y", 1, 0);
  }
  void headerBodyOk() {
    int f = fd();
    ::send(f, "hdr", 3, 0);
    ::send(f, "body", 4, 0);
    char b[2];
    ::recv(f, b, 2, 0);
  }
  void generationOk() {
    int f;
    long g0;
    {
      std::lock_guard<std::mutex> g(mu_);
      f = fd_;
      g0 = gen_;
    }
    ::sleep(1);
    std::lock_guard<std::mutex> g(mu_);
    if (gen_ != g0)
      return;
    ::send(f, "x", 1, 0);
  }
  void durationOk() {
    int ms;
    {
      std::lock_guard<std::mutex> g(mu_);
      ms = interval_;
    }
    for (;;) {
      std::this_thread::sleep_for(std::chrono::milliseconds(ms));
      ::usleep(ms);
    }
  }
  void setInterval(int i) {
    std::lock_guard<std::mutex> g(mu_);
    interval_ = i;
  }
  void rateOk() {
    long before = bytes_.load();
    ::sleep(1);
    long now = bytes_.load();
    report(now - before);
    std::lock_guard<std::mutex> g(mu_);
    rate_ = now - before;
  }
  void addBytes(long n) { bytes_ += n; }
  void takenOk() {
    int f;
    {
      std::lock_guard<std::mutex> g(mu_);
      f = fd_;
      fd_ = -1;
    }
    ::sleep(1);
    ::close(f);
  }
  void exchangeOk() {
    Conn *c = head_.exchange(nullptr);
    ::sleep(1);
    delete c;
  }
  void popOk() {
    Conn *c;
    {
      std::lock_guard<std::mutex> g(mu_);
      c = queue_.front();
      queue_.pop_front();
    }
    ::sleep(1);
    c->kick();
    delete c;
  }
  void push(Conn *c) {
    std::lock_guard<std::mutex> g(mu_);
    queue_.push_back(c);
  }
  void eraseOk(int k) {
    Conn *c;
    {
      std::lock_guard<std::mutex> g(mu_);
      auto it = raw_.find(k);
      if (it == raw_.end())
        return;
      c = it->second;
      raw_.erase(it);
    }
    ::sleep(1);
    delete c;
  }
  void addRaw(int k, Conn *c) {
    std::lock_guard<std::mutex> g(mu_);
    raw_[k] = c;
  }
  void pinnedOk(int k) {
    Conn *c;
    {
      std::lock_guard<std::mutex> g(mu_);
      c = raw_[k];
      c->refs++;
    }
    ::sleep(1);
    c->kick();
    {
      std::lock_guard<std::mutex> g(mu_);
      c->refs--;
    }
  }
  void heldOk() {
    std::lock_guard<std::mutex> g(mu_);
    int f = fd_;
    ::sleep(1);
    ::send(f, "x", 1, 0);
  }
  void logOnlyOk() {
    int f = fd();
    ::sleep(1);
    std::printf("fd was %d\n", f);
    std::fprintf(stderr, "fd was %d\n", f);
  }
  int returnOk() {
    int f = fd();
    ::sleep(1);
    return f;
  }
  void configOk() {
    Config c = config();
    if (!dial(c.host))
      return;
    if (c.tls)
      startTls(3);
    for (int i = 0; i < c.retries; ++i)
      ::send(7, "x", 1, 0);
  }
  void casOk() {
    long seen = bytes_.load();
    ::usleep(5);
    bytes_.compare_exchange_strong(seen, seen + 1);
  }
  void waitLoopOk() {
    std::unique_lock<std::mutex> lk(mu_);
    while (fd_ < 0)
      cv_.wait(lk);
    int f = fd_;
    lk.unlock();
    ::send(f, "x", 1, 0);
  }
  void relookOk(int k) {
    std::unique_lock<std::mutex> lk(mu_);
    auto it = raw_.find(k);
    if (it == raw_.end())
      return;
    lk.unlock();
    ::sleep(1);
    lk.lock();
    it = raw_.find(k);
    if (it != raw_.end())
      it->second->sent = 1;
  }
  void constOk() {
    std::string n;
    {
      std::lock_guard<std::mutex> g(mu_);
      n = name_;
    }
    ::sleep(1);
    dial(n);
  }
  void settledOk() {
    int f;
    {
      std::lock_guard<std::mutex> g(mu_);
      f = ctl_;
    }
    ::sleep(1);
    ::send(f, "x", 1, 0);
  }
  void outOk(long *out, int *fdOut) {
    *out = bytes_.load();
    ::sleep(1);
    *fdOut = (int)*out;
  }
  bool stopOk() {
    bool s = stop_.load();
    ::sleep(1);
    if (s)
      return true;
    ::send(9, "x", 1, 0);
    return false;
  }
  void stop() { stop_ = true; }
  void weakIntOk() {
    int n;
    {
      std::lock_guard<std::mutex> g(mu_);
      n = interval_;
    }
    std::lock_guard<std::mutex> g(other_);
    slots_[0] = n;
  }
  void optionalOk() {
    std::optional<Config> c;
    {
      std::lock_guard<std::mutex> g(mu_);
      c = opt_;
    }
    if (!c)
      return;
    dial(c->host);
    ::send(4, "x", 1, 0);
    report(c->retries);
  }
  void setOpt(Config c) {
    std::lock_guard<std::mutex> g(mu_);
    opt_ = c;
  }
  void broadcastOk() {
    std::vector<sockaddr_in> peers;
    {
      std::lock_guard<std::mutex> g(mu_);
      peers = peers_;
    }
    for (const auto &p : peers)
      ::sendto(5, "x", 1, 0, (const sockaddr *)&p, sizeof(p));
  }
  void addPeer(sockaddr_in p) {
    std::lock_guard<std::mutex> g(mu_);
    peers_.push_back(p);
  }
  void deadlineOk() {
    long end;
    {
      std::lock_guard<std::mutex> g(mu_);
      end = deadline_;
    }
    while (now() < end) {
      ::usleep(10);
      std::lock_guard<std::mutex> g(mu_);
      ++ticks_;
    }
  }
  void setDeadline(long d) {
    std::lock_guard<std::mutex> g(mu_);
    deadline_ = d;
  }
  void moveOutOk() {
    std::unique_lock<std::mutex> lk(mu_);
    while (!queue_.empty()) {
      Conn *c = queue_.front();
      queue_.pop_front();
      lk.unlock();
      process(*c);
      ::usleep(1);
      c->kick();
      delete c;
      lk.lock();
    }
  }
  static long now() { return 5; }

private:
  mutable std::mutex mu_;
  std::mutex other_;
  std::condition_variable cv_;
  int fd_ = -1;
  long gen_ = 0;
  int interval_ = 5;
  long rate_ = 0;
  long deadline_ = 0;
  long ticks_ = 0;
  const std::string name_ = "x";
  int ctl_ = 5;
  Config cfg_;
  std::optional<Config> opt_;
  std::map<int, std::shared_ptr<Conn>> shared_;
  std::map<int, Conn *> raw_;
  std::deque<Conn *> queue_;
  std::vector<sockaddr_in> peers_;
  int slots_[4];
  std::atomic<long> bytes_{0};
  std::atomic<bool> stop_{false};
  std::atomic<Conn *> head_{nullptr};
};
