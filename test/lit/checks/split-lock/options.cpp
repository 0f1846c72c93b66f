// RUN: %check_toctou --check-suffix=MODEL %s toctou-split-lock %t.model -- "--config={CheckOptions: {toctou.ModelFile: %S/Inputs/models.yaml}}"
// RUN: %check_toctou --check-suffix=PLAIN %s toctou-split-lock %t.plain
//
// Rows of one's own: calls that take and give back a lock, and who logs.
#include <mutex>

namespace acme {
class Gate {
public:
  void in();
  void out();
};
void trace(const char *text, int first, int second);
} // namespace acme

class Window {
public:
  void move(int by) {
    gate_.in();
    begin_ += by;
    end_ += by;
    gate_.out();
  }
  int begin() {
    gate_.in();
    int copy = begin_;
    gate_.out();
    return copy;
  }
  int end() {
    gate_.in();
    int copy = end_;
    gate_.out();
    return copy;
  }
  int widthBad() {
    int begin = this->begin();
    return end() - begin;
    // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: `end()` is paired with `begin()`
  }
  void traceOk() { acme::trace("window", begin(), end()); }

private:
  acme::Gate gate_;
  int begin_ = 0;
  int end_ = 0;
};

// Known without a row.
class Range {
public:
  void move(int by) {
    std::lock_guard<std::mutex> guard(mu_);
    low_ += by;
    high_ += by;
  }
  int low() {
    std::lock_guard<std::mutex> guard(mu_);
    return low_;
  }
  int high() {
    std::lock_guard<std::mutex> guard(mu_);
    return high_;
  }
  int widthBad() {
    int low = this->low();
    return high() - low;
    // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: `high()` is paired with `low()`
    // CHECK-MESSAGES-PLAIN: :[[@LINE-2]]:{{[0-9]+}}: warning: `high()` is paired with `low()`
  }

private:
  std::mutex mu_;
  int low_ = 0;
  int high_ = 0;
};
