// RUN: %check_toctou %s toctou-fail-open-lock %t -- "--config={CheckOptions: {toctou-fail-open-lock.FailOpenHandler: 'audit::failOpen'}}"
//
// A path that calls the handler is the documented remedy.
#include <mutex>

namespace audit {
void failOpen(const char *target, int error);
} // namespace audit

class Counter {
public:
  void addOk() {
    bool held = mutex_.try_lock();
    if (!held)
      audit::failOpen("counter", 0);
    ++count_;
    if (held)
      mutex_.unlock();
  }

private:
  std::mutex mutex_;
  int count_ = 0;
};
