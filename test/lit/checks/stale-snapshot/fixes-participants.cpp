// RUN: %check_toctou %s toctou-stale-snapshot %t
//
// Two participants: each is read just before its own send, in its lock scope.
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>

class Relay {
public:
  void registerPeer(int id, const sockaddr_in &from) {
    std::lock_guard<std::mutex> guard(mutex_);
    peers_[id] = from;
  }
  void introduce(int fd, int a, int b);

private:
  std::mutex mutex_;
  std::map<int, sockaddr_in> peers_;
};

static bool tell(int fd, const sockaddr_in &to) {
  return sendto(fd, "go", 2, 0, reinterpret_cast<const sockaddr *>(&to),
                sizeof(to)) == 2;
}

void Relay::introduce(int fd, int a, int b) {
  sockaddr_in first, second;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    auto one = peers_.find(a);
    auto two = peers_.find(b);
    if (one == peers_.end() || two == peers_.end())
      return;
    first = one->second;
    second = two->second;
  }
  tell(fd, first);
  tell(fd, second);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a copy of `second` is sent to after network I/O; it may be out of date
// CHECK-FIXES:       tell(fd, first);
// CHECK-FIXES-NEXT:  // Read again: it may have changed since. A change after this is still missed.
// CHECK-FIXES-NEXT:  {
// CHECK-FIXES-NEXT:    std::lock_guard<std::mutex> guard(mutex_);
// CHECK-FIXES-NEXT:    auto one = peers_.find(a);
// CHECK-FIXES-NEXT:    auto two = peers_.find(b);
// CHECK-FIXES-NEXT:    if (one == peers_.end() || two == peers_.end())
// CHECK-FIXES-NEXT:      return;
// CHECK-FIXES-NEXT:    first = one->second;
// CHECK-FIXES-NEXT:    second = two->second;
// CHECK-FIXES-NEXT:  }
// CHECK-FIXES-NEXT:  tell(fd, second);
