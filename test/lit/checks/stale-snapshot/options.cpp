// RUN: %check_toctou --check-suffix=MODEL %s toctou-stale-snapshot %t.model -- "--config={CheckOptions: {toctou.ModelFile: %S/Inputs/models.yaml}}"
// RUN: %check_toctou --check-suffix=PLAIN %s toctou-stale-snapshot %t.plain
//
// Rows of one's own: a call that takes its time.
#include <mutex>
#include <sys/socket.h>

namespace acme {
void settle();
}

class Peer {
public:
  void sendBad() {
    int fd;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      fd = fd_;
    }
    acme::settle();
    ::send(fd, "x", 1, 0);
    // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-stale-snapshot]
  }
  void reopen(int fd) {
    std::lock_guard<std::mutex> guard(mutex_);
    fd_ = fd;
  }

private:
  std::mutex mutex_;
  int fd_ = -1;
};
