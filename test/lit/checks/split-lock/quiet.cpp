// RUN: %check_toctou %s toctou-split-lock %t
//
// Look-alikes: one section covers both, or their order makes the pair safe, or
// nobody acts on it.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <utility>

class Job {
public:
  int rows() const {
    std::lock_guard<std::recursive_mutex> guard(mu_);
    return rows_;
  }
  bool done() const {
    std::lock_guard<std::recursive_mutex> guard(mu_);
    return done_;
  }
  void finish(int rows) {
    std::lock_guard<std::recursive_mutex> guard(mu_);
    rows_ = rows;
    done_ = true;
  }
  // An enclosing guard on a recursive lock.
  std::pair<int, bool> bothOk() const {
    std::lock_guard<std::recursive_mutex> guard(mu_);
    return {rows(), done()};
  }

private:
  mutable std::recursive_mutex mu_;
  int rows_ = 0;
  bool done_ = false;
};

std::pair<bool, int> statusFirstOk(const Job &job) {
  bool done = job.done();
  return {done, job.rows()};
}

std::pair<int, bool> localObjectOk() {
  Job job;
  job.finish(3);
  int rows = job.rows();
  return {rows, job.done()};
}

int twoObjectsOk(const Job &first, const Job &second) {
  return first.rows() + second.rows();
}

class Queue {
public:
  void turn() {
    std::lock_guard<std::mutex> guard(mu_);
    ++pushed_;
    ++popped_;
    ++version_;
  }
  int pushed() const {
    std::lock_guard<std::mutex> guard(mu_);
    return pushed_;
  }
  int popped() const {
    std::lock_guard<std::mutex> guard(mu_);
    return popped_;
  }
  long version() const {
    std::lock_guard<std::mutex> guard(mu_);
    return version_;
  }
  int sizeOk() const {
    std::lock_guard<std::mutex> guard(mu_);
    return pushed_ - popped_;
  }
  int name() const { return name_; }

private:
  mutable std::mutex mu_;
  const int name_ = 7;
  int pushed_ = 0;
  int popped_ = 0;
  long version_ = 0;
};

void onlyLogsOk(const Queue &queue) {
  std::printf("%d pushed, %d popped\n", queue.pushed(), queue.popped());
}

int versionLoopOk(const Queue &queue) {
  for (;;) {
    long before = queue.version();
    int pushed = queue.pushed();
    int popped = queue.popped();
    if (queue.version() == before)
      return pushed - popped;
  }
}

int constMemberOk(const Queue &queue) { return queue.name() + queue.pushed(); }

// Two plain loads: that needs an argument about the memory model.
struct Atomics {
  std::atomic<int> first, second;
};
int atomicsOk(const Atomics &a) { return a.first.load() + a.second.load(); }

// Read in two sections, but they never meet.
int neverMeetOk(const Queue &queue, bool wanted) {
  if (wanted)
    return queue.pushed();
  return queue.popped();
}
