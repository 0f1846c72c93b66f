// RUN: %check_toctou %s toctou-check-then-act %t
//
// Known gaps; docs/limits.md names each.
#include <atomic>
#include <map>
#include <mutex>
#include <vector>

void work();

class Declared {
public:
  bool empty() const;
  int pop();
};

// Nothing shows that the class locks itself.
int onlyDeclaredBadFN(Declared &queue) {
  return queue.empty() ? 0 : queue.pop();
}

class Jobs {
public:
  // No other section touches both fields.
  void unrelatedFieldBadFN(int job) {
    {
      std::lock_guard<std::mutex> guard(mu_);
      if (full_)
        return;
    }
    work();
    std::lock_guard<std::mutex> guard(mu_);
    jobs_.push_back(job);
  }
  void fill() {
    std::lock_guard<std::mutex> guard(mu_);
    full_ = true;
  }

  // Two mutexes.
  void overrideBadFN(int job) {
    {
      std::lock_guard<std::mutex> guard(mu_);
      if (!jobs_.empty())
        return;
    }
    work();
    std::lock_guard<std::mutex> guard(other_);
    jobs_.push_back(job);
  }

  // Two threads may do the work for one element.
  void eraseBadFN(int job) {
    {
      std::lock_guard<std::mutex> guard(mu_);
      if (byId_.count(job) == 0)
        return;
    }
    work();
    std::lock_guard<std::mutex> guard(mu_);
    byId_.erase(job);
  }

private:
  std::mutex mu_, other_;
  bool full_ = false;
  std::vector<int> jobs_;
  std::map<int, int> byId_;
};

std::atomic<int> phase{0};

// Only one thread calls this, and nothing says so.
void oneWriterOkFP() {
  phase.store(phase.load() + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `phase` is stored from a value that an earlier step loaded
}
