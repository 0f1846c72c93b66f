// RUN: %check_toctou %s toctou-port-probe %t
//
// A class that probes, keeps the number and hands it to its own server asks
// the server instead.
#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

uint16_t getFreePort();

class Server {
public:
  explicit Server(uint16_t port) : port_(port) {}
  bool start() {
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(port_);
    socklen_t size = sizeof addr;
    if (::bind(fd_, reinterpret_cast<sockaddr *>(&addr), sizeof addr) != 0 ||
        ::getsockname(fd_, reinterpret_cast<sockaddr *>(&addr), &size) != 0)
      return false;
    port_ = ntohs(addr.sin_port);
    return true;
  }
  uint16_t port() const { return port_; }

private:
  uint16_t port_;
  int fd_ = -1;
};

class Endpoint {
public:
  Endpoint() : port_(getFreePort()), server_(port_) {}
  explicit Endpoint(uint16_t port) : port_(port), server_(port) {}
  std::string url() {
    server_.start();
    return "http://127.0.0.1:" + std::to_string(port_) + "/";
  }

private:
  uint16_t port_;
  Server server_;
};
// CHECK-MESSAGES: :[[@LINE-11]]:{{.*}} warning: port number from `getFreePort` is handed to a server
// CHECK-FIXES-LABEL: class Endpoint {
// CHECK-FIXES-NEXT: public:
// CHECK-FIXES-NEXT: Endpoint() : server_(0) {}
// CHECK-FIXES-NEXT: explicit Endpoint(uint16_t port) : server_(port) {}
// CHECK-FIXES-NEXT: std::string url() {
// CHECK-FIXES-NEXT: server_.start();
// CHECK-FIXES-NEXT: return "http://127.0.0.1:" + std::to_string(server_.port()) + "/";
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-EMPTY:
// CHECK-FIXES-NEXT: private:
// CHECK-FIXES-NEXT: Server server_;

// Others read the member: no edit.
class Shared {
public:
  Shared() : port(getFreePort()), server(port) {}
  uint16_t port;
  Server server;
};
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: port number from `getFreePort` is handed to a server
// CHECK-FIXES-LABEL: class Shared {
// CHECK-FIXES-NEXT: public:
// CHECK-FIXES-NEXT: Shared() : port(getFreePort()), server(port) {}
