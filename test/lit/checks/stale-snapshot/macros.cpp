// RUN: %check_toctou %s toctou-stale-snapshot %t
//
// In a macro: told where the macro is used, never edited.
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

#define PING(FD) ::send(FD, "x", 1, 0)

class Peer {
public:
  void sendBad() {
    int fd;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      fd = fd_;
    }
    ::sleep(1);
    PING(fd);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-stale-snapshot]
  }
  void reopen(int fd) {
    std::lock_guard<std::mutex> guard(mutex_);
    fd_ = fd;
  }

private:
  std::mutex mutex_;
  int fd_ = -1;
};
