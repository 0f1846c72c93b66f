// What a callee stores through a pointer or reference is what its caller finds.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

bool learn(int Fd, int *Port) {
  sockaddr_in Addr{};
  socklen_t Size = sizeof Addr;
  if (::getsockname(Fd, reinterpret_cast<sockaddr *>(&Addr), &Size) != 0)
    return false;
  *Port = ntohs(Addr.sin_port);
  return true;
}

void learnText(int Fd, std::string &Text) {
  int Port = 0;
  if (learn(Fd, &Port))
    Text = "port " + std::to_string(Port);
}

int startServer(int Fd) {
  int Port = 0;
  if (!learn(Fd, &Port))
    return -1;
  return Port;
}

// CHECK-LABEL: {{^}}learn:
// CHECK: L11 LearnPort #[[SOCKET:[0-9]+]] <- port
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L12 Return <- 0
// CHECK: L13 Write *Port <- carry(port)
// CHECK: L14 Return <- 1

// CHECK-LABEL: {{^}}learnText:
// CHECK: L19 Call
// CHECK: outcome 0: returns 0
// CHECK: L19 LearnPort@L11 #[[SOCKET:[0-9]+]] <- port
// CHECK: outcome 1: returns 1
// CHECK: L19 LearnPort@L11 #[[SOCKET]] <- port
// CHECK: L19 Write@L13 Port <- carry(port)
// CHECK: -> B{{[0-9]+}} if phi(0, 1)
// CHECK: -> B{{[0-9]+}} unless phi(0, 1)
// CHECK: L20 Read *Text
// CHECK: L20 Write *Text

// CHECK-LABEL: {{^}}startServer:
// CHECK: L25 Call
// CHECK: outcome 0: returns 0
// CHECK: L25 LearnPort@L11 #[[SOCKET:[0-9]+]] <- port
// CHECK: outcome 1: returns 1
// CHECK: L25 LearnPort@L11 #[[SOCKET]] <- port
// CHECK: L25 Write@L13 Port <- carry(port)
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L26 Return <- -1
// CHECK: L27 Return <- phi(0, carry(port))
