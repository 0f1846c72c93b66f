// RUN: %check_toctou %s toctou-split-lock %t
//
// Known gaps, as they are today. docs/limits.md names each.
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class Window {
public:
  void move(int by) {
    std::lock_guard<std::mutex> guard(mu_);
    begin_ += by;
    end_ += by;
  }
  int begin() const {
    std::lock_guard<std::mutex> guard(mu_);
    return begin_;
  }
  int end() const {
    std::lock_guard<std::mutex> guard(mu_);
    return end_;
  }

private:
  mutable std::mutex mu_;
  int begin_ = 0;
  int end_ = 0;
};

// Only declared: nobody knows that the getters lock.
class Declared {
public:
  int begin() const;
  int end() const;
};
int onlyDeclaredBadFN(const Declared &window) {
  return window.end() - window.begin();
}

// The values meet in another method.
class Copy {
public:
  void take(const Window &from) {
    begin_ = from.begin();
    end_ = from.end();
  }
  int widthBadFN() const { return end_ - begin_; }

private:
  int begin_ = 0;
  int end_ = 0;
};

int nestedConditionsBadFN(const Window &window) {
  if (window.begin() > 0)
    if (window.end() > 100)
      return 1;
  return 0;
}

int twoPointersToOneObjectBadFN(Window *a, Window *b) {
  if (a != b)
    return 0;
  return a->end() - b->begin();
}

int throughAFunctionObjectBadFN(const Window &window,
                                const std::function<int()> &begin) {
  return window.end() - begin();
}

// No other thread is left: the reader knows, the analysis does not.
int afterJoinOkFP(Window &window) {
  std::thread writer([&window] { window.move(3); });
  writer.join();
  return window.end() - window.begin();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `begin()` is paired with `end()`
}
