// RUN: %check_toctou %s toctou-fail-open-lock %t -- "--config={CheckOptions: {toctou-fail-open-lock.FailOpenHandler: 'audit::failOpen'}}"
//
// With a handler, each fail-open path calls it.
#include <cerrno>
#include <functional>
#include <mutex>
#include <string>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace audit {
void failOpen(const char *target, int error);
}

static std::string sidecarOf(const std::string &target) {
  return target + ".lock";
}

static bool acquire(int fd) {
  for (int tries = 0; tries < 5; ++tries) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0)
      return true;
    ::usleep(1000);
  }
  return false;
}

// The handler's declaration stands above this comment.
bool withFileLock(const std::string &target,
                  const std::function<bool()> &body) {
  int fd = ::open(sidecarOf(target).c_str(), O_CREAT | O_RDWR, 0600);
  if (fd < 0)
    return false;
  bool locked = acquire(fd);
  bool ok = body();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `body()` runs also where the file lock was not got [toctou-fail-open-lock]
  // CHECK-FIXES: if (!locked)
  // CHECK-FIXES-NEXT: audit::failOpen(target.c_str(), errno);
  if (locked)
    ::flock(fd, LOCK_UN);
  ::close(fd);
  return ok;
}

class Counter {
public:
  void add() {
    mutex.try_lock();
    ++count;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `count` is used also where `mutex` was not got [toctou-fail-open-lock]
    // CHECK-FIXES: if (!mutex.try_lock())
    // CHECK-FIXES-NEXT: audit::failOpen("mutex", 0);
    mutex.unlock();
  }
  void addInGuard() {
    std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
    ++count;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `count` is used also where `mutex` was not got [toctou-fail-open-lock]
    // CHECK-FIXES: if (!lock.owns_lock())
    // CHECK-FIXES-NEXT: audit::failOpen("mutex", 0);
  }

private:
  std::mutex mutex;
  int count = 0;
};
