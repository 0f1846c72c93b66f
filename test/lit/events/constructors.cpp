// Members are initialised in the order of their declaration.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <netinet/in.h>
#include <sys/socket.h>

int pickUnusedPort();

class Server {
public:
  explicit Server(int Number) : Number(Number) {}
  bool start(int Fd) {
    sockaddr_in Addr{};
    Addr.sin_port = htons(Number);
    return ::bind(Fd, reinterpret_cast<sockaddr *>(&Addr), sizeof Addr) == 0;
  }

private:
  int Number;
};

class Endpoint {
public:
  Endpoint() : Inner(Port), Port(pickUnusedPort()) {}

private:
  int Port;
  Server Inner;
};

bool run(int Fd) {
  Endpoint E;
  Server S(pickUnusedPort());
  return S.start(Fd);
}

// CHECK-LABEL: {{^}}Server::start:
// CHECK: L13 Read *this.Number
// CHECK: L13 Write Addr.sin_port
// CHECK: L14 Bind #[[SOCKET:[0-9]+]]
// CHECK: L14 Return

// CHECK-LABEL: {{^}}Endpoint::Endpoint:
// CHECK: L23 PickPort <- port by name
// CHECK: L23 Write *this.Port <- port
// CHECK: L23 Read *this.Port <- read(port)
// CHECK: L23 Call
// CHECK: outcome 0: returns -
// CHECK: L23 Write@L10 *....Inner.Number <- read(port)

// CHECK-LABEL: {{^}}run:
// CHECK: L31 Call
// CHECK: outcome 0: returns -
// CHECK: L31 PickPort@L23 <- port by name
// CHECK: L31 Write@L23 E.Port <- port
// CHECK: L31 Read@L23 E.Port <- read(port)
// CHECK: L31 Write@L10 E.Inner.Number <- read(port)
// CHECK: L32 PickPort <- port by name
// CHECK: L32 Call
// CHECK: outcome 0: returns -
// CHECK: L32 Write@L10 S.Number <- port
// CHECK: L33 Call
// CHECK: outcome 0: returns op(
// CHECK: L33 Read@L13 S.Number <- read(port)
// CHECK: L33 Bind@L14 #[[SOCKET:[0-9]+]]
// CHECK: L33 Return
