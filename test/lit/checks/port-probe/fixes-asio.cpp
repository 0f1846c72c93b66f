// RUN: %check_toctou %s toctou-port-probe %t
//
// Asio: the acceptor binds 0 and its local endpoint tells the number.
#include <cstdint>
#include <cstdio>

namespace asio {
class io_context {
public:
  void run();
};
namespace ip {
class tcp {
public:
  static tcp v4();
  class endpoint {
  public:
    endpoint(const tcp &protocol, std::uint16_t port);
    std::uint16_t port() const;
  };
  class acceptor {
  public:
    explicit acceptor(io_context &context);
    acceptor(io_context &context, const endpoint &at, bool reuse = true);
    void open(const tcp &protocol);
    void bind(const endpoint &at);
    void listen(int backlog = 128);
    void close();
    endpoint local_endpoint() const;
  };
};
} // namespace ip
} // namespace asio

using asio::ip::tcp;

static std::uint16_t unusedPort() {
  asio::io_context context;
  tcp::acceptor probe(context, tcp::endpoint(tcp::v4(), 0));
  return probe.local_endpoint().port();
}

void constructed() {
  asio::io_context context;
  const auto port = unusedPort();
  tcp::acceptor acceptor(context, tcp::endpoint(tcp::v4(), port));
  std::printf("port %u\n", port);
  context.run();
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: port number from `unusedPort` is bound after
// CHECK-FIXES-LABEL: void constructed() {
// CHECK-FIXES-NEXT: asio::io_context context;
// CHECK-FIXES-NEXT: tcp::acceptor acceptor(context, tcp::endpoint(tcp::v4(), 0));
// CHECK-FIXES-NEXT: const auto port = acceptor.local_endpoint().port();
// CHECK-FIXES-NEXT: std::printf("port %u\n", port);

// The probe in the same block goes with its number.
void inPlace() {
  asio::io_context context;
  tcp::endpoint any(tcp::v4(), 0);
  tcp::acceptor probe(context, any);
  const std::uint16_t port = probe.local_endpoint().port();
  probe.close();
  tcp::acceptor acceptor(context);
  acceptor.open(tcp::v4());
  acceptor.bind(tcp::endpoint(tcp::v4(), port));
  acceptor.listen();
  std::printf("port %u\n", port);
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: port number from the probe socket is bound after
// CHECK-FIXES-LABEL: void inPlace() {
// CHECK-FIXES-NEXT: asio::io_context context;
// CHECK-FIXES-NEXT: tcp::acceptor acceptor(context);
// CHECK-FIXES-NEXT: acceptor.open(tcp::v4());
// CHECK-FIXES-NEXT: acceptor.bind(tcp::endpoint(tcp::v4(), 0));
// CHECK-FIXES-NEXT: const std::uint16_t port = acceptor.local_endpoint().port();
// CHECK-FIXES-NEXT: acceptor.listen();
// CHECK-FIXES-NEXT: std::printf("port %u\n", port);

// A probe that lives in a block of its own.
void scoped() {
  asio::io_context context;
  std::uint16_t port = 0;
  {
    tcp::acceptor probe(context, tcp::endpoint(tcp::v4(), 0));
    port = probe.local_endpoint().port();
  }
  tcp::acceptor acceptor(context, tcp::endpoint(tcp::v4(), port));
  std::printf("port %u\n", port);
}
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: port number from the probe socket is bound after
// CHECK-FIXES-LABEL: void scoped() {
// CHECK-FIXES-NEXT: asio::io_context context;
// CHECK-FIXES-NEXT: std::uint16_t port = 0;
// CHECK-FIXES-NEXT: tcp::acceptor acceptor(context, tcp::endpoint(tcp::v4(), 0));
// CHECK-FIXES-NEXT: port = acceptor.local_endpoint().port();
// CHECK-FIXES-NEXT: std::printf("port %u\n", port);
