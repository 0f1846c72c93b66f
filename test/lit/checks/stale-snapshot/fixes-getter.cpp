// RUN: %check_toctou %s toctou-stale-snapshot %t
//
// A getter that locks: the read moves below the delay, or is repeated.
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

class Link {
public:
  void set(int fd) {
    std::lock_guard<std::mutex> guard(mutex_);
    fd_ = fd;
  }
  int fd() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return fd_;
  }

private:
  mutable std::mutex mutex_;
  int fd_ = -1;
};

// Nothing in between needs it: it moves.
void moved(const Link &link) {
  int fd = link.fd();
  sleep(1);
  send(fd, "x", 1, 0);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a copy of `fd()` is sent to after a sleep
// CHECK-FIXES-LABEL: void moved(
// CHECK-FIXES-NEXT:  sleep(1);
// CHECK-FIXES-NEXT:  int fd = link.fd();
// CHECK-FIXES-NEXT:  send(fd, "x", 1, 0);

// The first send needs it: it is read once more.
void repeated(const Link &link) {
  int fd = link.fd();
  send(fd, "x", 1, 0);
  sleep(1);
  send(fd, "y", 1, 0);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a copy of `fd()` is sent to after a sleep
// CHECK-FIXES-LABEL: void repeated(
// CHECK-FIXES-NEXT:  int fd = link.fd();
// CHECK-FIXES-NEXT:  send(fd, "x", 1, 0);
// CHECK-FIXES-NEXT:  sleep(1);
// CHECK-FIXES-NEXT:  // Read again: it may have changed since. A change after this is still missed.
// CHECK-FIXES-NEXT:  fd = link.fd();
// CHECK-FIXES-NEXT:  send(fd, "y", 1, 0);

// A constant cannot be given a new value: only words.
void constant(const Link &link) {
  const int fd = link.fd();
  send(fd, "x", 1, 0);
  sleep(1);
  send(fd, "y", 1, 0);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a copy of `fd()` is sent to after a sleep
// CHECK-FIXES-LABEL: void constant(
// CHECK-FIXES-NEXT:  const int fd = link.fd();
// CHECK-FIXES-NEXT:  send(fd, "x", 1, 0);
// CHECK-FIXES-NEXT:  sleep(1);
// CHECK-FIXES-NEXT:  send(fd, "y", 1, 0);

// A macro is not edited.
#define PING(FD) send(FD, "x", 1, 0)
void inAMacro(const Link &link) {
  int fd = link.fd();
  sleep(1);
  PING(fd);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a copy of `fd()` is sent to after a sleep
