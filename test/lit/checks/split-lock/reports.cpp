// RUN: %check_toctou %s toctou-split-lock %t
//
// Two parts of one object, read in two critical sections, meet.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

class Job {
public:
  int rows() const {
    std::lock_guard<std::mutex> guard(mu_);
    return rows_;
  }
  bool done() const {
    std::lock_guard<std::mutex> guard(mu_);
    return done_;
  }
  void finish(int rows) {
    std::lock_guard<std::mutex> guard(mu_);
    rows_ = rows;
    done_ = true;
  }

private:
  mutable std::mutex mu_;
  int rows_ = 0;
  bool done_ = false;
};

struct Report {
  int rows;
  bool done;
};

Report statusLastBad(const Job &job) {
  int rows = job.rows();
  bool done = job.done();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `done()` is paired with `rows()`, which was read in an earlier critical section
  return {rows, done};
}

class Hits {
public:
  void record(bool hit) {
    std::unique_lock<std::shared_mutex> guard(mu_);
    ++total_;
    hits_ += hit;
  }
  long hits() const {
    std::shared_lock<std::shared_mutex> guard(mu_);
    return hits_;
  }
  long total() const {
    std::shared_lock<std::shared_mutex> guard(mu_);
    return total_;
  }
  long missesBad() const {
    long hits = this->hits();
    return total() - hits;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `total()` is paired with `hits()`
  }

private:
  mutable std::shared_mutex mu_;
  long hits_ = 0;
  long total_ = 0;
};

long inOneExpressionBad(const Hits &of) {
  return 100 * of.hits() / of.total();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `total()` is paired with `hits()`
}

class Window {
public:
  void move(int by) {
    std::lock_guard<std::mutex> guard(mu_);
    begin_ += by;
    end_ += by;
  }
  int widthBad() {
    std::unique_lock<std::mutex> guard(mu_);
    int begin = begin_;
    guard.unlock();
    guard.lock();
    return end_ - begin;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `end_` is paired with `begin_`
  }
  int twoScopesBad() {
    int begin, end;
    {
      std::lock_guard<std::mutex> guard(mu_);
      begin = begin_;
    }
    {
      std::lock_guard<std::mutex> guard(mu_);
      end = end_;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `end_` is paired with `begin_`
    }
    return end - begin;
  }

private:
  std::mutex mu_;
  int begin_ = 0;
  int end_ = 0;
};

// Sibling locks: each part has its own, a writer takes both.
class Account {
public:
  void move(int sum) {
    std::scoped_lock guard(cashMutex_, bankMutex_);
    cash_ -= sum;
    bank_ += sum;
  }
  int wealthBad() {
    int cash;
    {
      std::lock_guard<std::mutex> guard(cashMutex_);
      cash = cash_;
    }
    std::lock_guard<std::mutex> guard(bankMutex_);
    return cash + bank_;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `bank_` is paired with `cash_`
  }

private:
  std::mutex cashMutex_, bankMutex_;
  int cash_ = 0;
  int bank_ = 0;
};
