// RUN: %check_toctou --check-suffix=MODEL %s toctou-port-probe %t.model -- "--config={CheckOptions: {toctou.ModelFile: %S/Inputs/models.yaml}}"
// RUN: %check_toctou --check-suffix=PLAIN %s toctou-port-probe %t.plain
//
// Rows of one's own: a helper that picks ports, who binds them, who logs them.
#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <sys/socket.h>

int getFreePort();

namespace acme {
int claimNumber();
void trace(const char *text, int number);
class Widget {
public:
  void prepare(int number);
};
} // namespace acme

int bindsAClaimedNumberBad(int fd) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(acme::claimNumber()));
  return ::bind(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr);
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `claimNumber` is bound after
}

void preparesAWidgetBad(acme::Widget &widget) {
  widget.prepare(getFreePort());
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is put into the configuration of a server after
}

void tracesOk() { acme::trace("free", getFreePort()); }

// Known without a row.
int bindsAFreePortBad(int fd) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(getFreePort()));
  return ::bind(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr);
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
  // CHECK-MESSAGES-PLAIN: :[[@LINE-2]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
}
