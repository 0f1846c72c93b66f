// RUN: %check_toctou %s toctou-port-probe %t
//
// POSIX: the socket is bound to 0 and tells its number.
#include <arpa/inet.h>
#include <cstdint>
#include <cstdio>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

uint16_t getFreePort();
void announce(uint16_t port);

int serve() {
  const uint16_t port = getFreePort();
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(port);
  if (::bind(fd, reinterpret_cast<const sockaddr *>(&addr), sizeof addr) != 0) {
    ::close(fd);
    return -1;
  }
  std::printf("port %u\n", port);
  return fd;
}
// CHECK-MESSAGES: :[[@LINE-7]]:{{.*}} warning: port number from `getFreePort` is bound after
// CHECK-FIXES-LABEL: int serve() {
// CHECK-FIXES-NEXT: int fd = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-FIXES-NEXT: sockaddr_in addr{};
// CHECK-FIXES-NEXT: addr.sin_family = AF_INET;
// CHECK-FIXES-NEXT: addr.sin_port = 0;
// CHECK-FIXES-NEXT: socklen_t addrLen = sizeof addr;
// CHECK-FIXES-NEXT: if (::bind(fd, reinterpret_cast<const sockaddr *>(&addr), sizeof addr) != 0 ||
// CHECK-FIXES-NEXT: ::getsockname(fd, reinterpret_cast<sockaddr *>(&addr), &addrLen) != 0) {
// CHECK-FIXES-NEXT: ::close(fd);
// CHECK-FIXES-NEXT: return -1;
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: const uint16_t port = ntohs(addr.sin_port);
// CHECK-FIXES-NEXT: std::printf("port %u\n", port);

// The number is also named where the bind failed: its variable stays.
int complain() {
  int port = getFreePort();
  if (port == 0)
    return -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in addr{};
  addr.sin_port = htons(static_cast<uint16_t>(port));
  if (bind(fd, (sockaddr *)&addr, sizeof addr) < 0) {
    std::fprintf(stderr, "cannot bind port %d\n", port);
    return -1;
  }
  std::printf("port %d\n", port);
  return fd;
}
// CHECK-MESSAGES: :[[@LINE-7]]:{{.*}} warning: port number from `getFreePort` is bound after
// CHECK-FIXES-LABEL: int complain() {
// CHECK-FIXES-NEXT: int port = 0;
// CHECK-FIXES-NEXT: int fd = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-FIXES-NEXT: sockaddr_in addr{};
// CHECK-FIXES-NEXT: addr.sin_port = 0;
// CHECK-FIXES-NEXT: socklen_t addrLen = sizeof addr;
// CHECK-FIXES-NEXT: if (bind(fd, (sockaddr *)&addr, sizeof addr) < 0 ||
// CHECK-FIXES-NEXT: getsockname(fd, (sockaddr *)&addr, &addrLen) != 0) {
// CHECK-FIXES-NEXT: std::fprintf(stderr, "cannot bind port %d\n", port);
// CHECK-FIXES-NEXT: return -1;
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: port = ntohs(addr.sin_port);
// CHECK-FIXES-NEXT: std::printf("port %d\n", port);

// The number leaves before it is bound: no edit.
int early() {
  const uint16_t port = getFreePort();
  announce(port);
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in addr{};
  addr.sin_port = htons(port);
  if (::bind(fd, reinterpret_cast<const sockaddr *>(&addr), sizeof addr) != 0)
    return -1;
  return fd;
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: port number from `getFreePort` is bound after
// CHECK-FIXES-LABEL: int early() {
// CHECK-FIXES-NEXT: const uint16_t port = getFreePort();
// CHECK-FIXES-NEXT: announce(port);
// CHECK-FIXES: addr.sin_port = htons(port);

#define FILL(To) To.sin_port = htons(getFreePort())

// Nothing inside a macro is edited.
int hidden() {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in addr{};
  FILL(addr);
  return ::bind(fd, reinterpret_cast<const sockaddr *>(&addr), sizeof addr);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{.*}} warning: port number from `getFreePort` is bound after
// CHECK-FIXES-LABEL: int hidden() {
// CHECK-FIXES: FILL(addr);
