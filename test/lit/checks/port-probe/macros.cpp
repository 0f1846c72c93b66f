// RUN: %check_toctou %s toctou-port-probe %t
//
// Inside a macro the finding is shown where the macro is used, and is never
// edited.
#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <sys/socket.h>

int getFreePort();

#define BIND(FD, ADDR)                                                         \
  ::bind(FD, reinterpret_cast<sockaddr *>(&ADDR), sizeof ADDR)

int insideAMacroBad(int server) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(getFreePort()));
  return BIND(server, addr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
}
