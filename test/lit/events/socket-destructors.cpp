// An object that owns a socket closes it when it ends.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

class Socket {
public:
  Socket() : Fd(::socket(AF_INET, SOCK_STREAM, 0)) {}
  ~Socket() {
    if (Fd >= 0)
      ::close(Fd);
  }
  Socket(const Socket &) = delete;
  int fd() const { return Fd; }

private:
  int Fd;
};

int probe() {
  Socket S;
  sockaddr_in Addr{};
  ::bind(S.fd(), reinterpret_cast<sockaddr *>(&Addr), sizeof Addr);
  socklen_t Size = sizeof Addr;
  ::getsockname(S.fd(), reinterpret_cast<sockaddr *>(&Addr), &Size);
  return ntohs(Addr.sin_port);
}

// CHECK-LABEL: {{^}}Socket::Socket:
// CHECK: L10 Write *this.Fd

// CHECK-LABEL: {{^}}Socket::~Socket:
// CHECK: L12 Read *this.Fd
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L13 Read *this.Fd
// CHECK: L13 Close #[[SOCKET:[0-9]+]]

// CHECK-LABEL: {{^}}probe:
// CHECK: L23 Call
// CHECK: outcome 0: returns -
// CHECK: L23 Write@L10 S.Fd
// CHECK: L25 Call
// CHECK: outcome 0: returns read(
// CHECK: L25 Read@L16 S.Fd
// CHECK: L25 Bind #[[SOCKET:[0-9]+]]
// CHECK: L27 Call
// CHECK: outcome 0: returns read(
// CHECK: L27 Read@L16 S.Fd
// CHECK: L27 LearnPort #[[SOCKET]] <- port
// CHECK: L28 Return <- carry(port)
// CHECK: L28 Call
// CHECK: outcome 0: returns -
// CHECK: L28 Read@L12 S.Fd
// CHECK: outcome 1: returns -
// CHECK: L28 Read@L12 S.Fd
// CHECK: L28 Read@L13 S.Fd
// CHECK: L28 Close@L13 #[[SOCKET]]
