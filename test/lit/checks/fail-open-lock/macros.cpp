// RUN: %check_toctou %s toctou-fail-open-lock %t
//
// In a macro: told where the macro is used, never edited.
#include <mutex>

#define ADD_UNSURE(MUTEX, COUNT)                                               \
  do {                                                                         \
    MUTEX.try_lock();                                                          \
    ++COUNT;                                                                   \
    MUTEX.unlock();                                                            \
  } while (false)

class Counter {
public:
  void addBad() {
    ADD_UNSURE(mutex_, count_);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-fail-open-lock]
  }

private:
  std::mutex mutex_;
  int count_ = 0;
};
