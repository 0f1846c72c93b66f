// RUN: %check_toctou %s toctou-fail-open-lock %t
//
// What is known to be missed.
#include <mutex>

bool acquireElsewhere(std::mutex &mutex);

class Account {
public:
  void byOtherFileBadFN(int sum) {
    acquireElsewhere(mutex_);
    balance_ += sum;
    mutex_.unlock();
  }

private:
  std::mutex mutex_;
  int balance_ = 0;
};
