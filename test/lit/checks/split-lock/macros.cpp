// RUN: %check_toctou %s toctou-split-lock %t
//
// Inside a macro the finding is shown where the macro is used, and is never
// edited.
#include <mutex>

#define LOCKED(WHAT)                                                           \
  std::lock_guard<std::mutex> guard(mu_);                                      \
  return WHAT

class Window {
public:
  void move(int by) {
    std::lock_guard<std::mutex> guard(mu_);
    begin_ += by;
    end_ += by;
  }
  int begin() { LOCKED(begin_); }
  int end() { LOCKED(end_); }

private:
  std::mutex mu_;
  int begin_ = 0;
  int end_ = 0;
};

#define WIDTH(OF) ((OF).end() - (OF).begin())

int widthBad(Window &window) {
  return WIDTH(window);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `begin()` is paired with `end()`
}
