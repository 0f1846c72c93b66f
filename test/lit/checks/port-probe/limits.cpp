// RUN: %check_toctou %s toctou-port-probe %t
//
// Known gaps, as they are today. docs/limits.md names each.
#include <arpa/inet.h>
#include <cstdint>
#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>

int getFreePort();
int nextNumber(); // closes its probe in another file: the name does not tell

static int bindTo(int fd, int port) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(port));
  return ::bind(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr);
}

int helperOfAnotherFileBadFN(int fd) { return bindTo(fd, nextNumber()); }

int throughAFunctionObjectBadFN(int fd, const std::function<int()> &pick) {
  return bindTo(fd, pick());
}
int usesFunctionObject(int fd) {
  return throughAFunctionObjectBadFN(fd, [] { return getFreePort(); });
}

struct Settings {
  int port = 0;
};
class Holder {
public:
  void choose() { settings_->port = getFreePort(); }
  int startBadFN(int fd) { return bindTo(fd, settings_->port); }

private:
  Settings *settings_ = nullptr;
};

// Nobody else can bind in a network namespace of one's own.
int unshareNetwork();
int inAnEmptyNamespaceOkFP(int fd) {
  if (unshareNetwork() != 0)
    return -1;
  return bindTo(fd, getFreePort());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
}

// Its body, in another file, keeps the socket until the server runs.
int findUnusedPort();
int keeperOfAnotherFileOkFP(int fd) {
  return bindTo(fd, findUnusedPort());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `findUnusedPort` is bound after
}

// The caller of this function tries a new number when it fails.
static int tryOnceOkFP(int fd) {
  return bindTo(fd, getFreePort());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
}
int retriesInTheCaller(int fd) {
  for (int i = 0; i < 10; ++i)
    if (tryOnceOkFP(fd) == 0)
      return 0;
  return -1;
}
