// source: envoyproxy/envoy#5210, #5244 test/test_common/network_utility.cc (findOrCheckFreePort), test/common/network/listen_socket_impl_test.cc (testBindSpecificPort)
// The number hides in an immutable address object that a helper returns after its scoped descriptor was closed; a listen socket binds the object. After: a retry with a fresh address, or the bound descriptor is handed on.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace Envoy::Network {

struct SocketBindException : std::runtime_error {
  SocketBindException(const std::string& what, int error) : std::runtime_error(what), error_(error) {}
  const int error_;
};

class Ipv4Instance {
public:
  Ipv4Instance(const std::string& address, uint32_t port) {
    address_.sin_family = AF_INET;
    address_.sin_port = htons(static_cast<uint16_t>(port));
    ::inet_pton(AF_INET, address.c_str(), &address_.sin_addr);
  }
  explicit Ipv4Instance(const sockaddr_in& address) : address_(address) {}

  int bind(int fd) const { return ::bind(fd, reinterpret_cast<const sockaddr*>(&address_), sizeof(address_)); }
  uint32_t port() const { return ntohs(address_.sin_port); }
  std::string asString() const { return std::string(::inet_ntoa(address_.sin_addr)) + ":" + std::to_string(port()); }

private:
  sockaddr_in address_{};
};
using InstanceConstSharedPtr = std::shared_ptr<const Ipv4Instance>;

InstanceConstSharedPtr addressFromFd(int fd) {
  sockaddr_in name{};
  socklen_t length = sizeof(name);
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&name), &length) != 0)
    return nullptr;
  return std::make_shared<Ipv4Instance>(name);
}

struct TcpListenSocket {
  explicit TcpListenSocket(InstanceConstSharedPtr address) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (address->bind(fd_) != 0) {
      const int error = errno;
      ::close(fd_);
      throw SocketBindException("cannot bind '" + address->asString() + "'", error);
    }
    local_address_ = addressFromFd(fd_);
  }
  // Adopts a descriptor that is bound already.
  TcpListenSocket(int fd, InstanceConstSharedPtr address) : fd_(fd), local_address_(std::move(address)) {}
  TcpListenSocket(const TcpListenSocket&) = delete;
  ~TcpListenSocket() { ::close(fd_); }
  int listen() { return ::listen(fd_, 0); }
  const InstanceConstSharedPtr& localAddress() const { return local_address_; }
  int fd_;
  InstanceConstSharedPtr local_address_;
};

struct TapParams {
  std::string collector_host{"127.0.0.1"};
  uint32_t collector_port{0};
};
struct TapClient {
  explicit TapClient(const TapParams& params);
  bool connect();
};

struct ScopedFdCloser {
  ~ScopedFdCloser() { ::close(fd_); }
  const int fd_;
};

// The address with a port that was free a moment ago, or null.
InstanceConstSharedPtr findOrCheckFreePort(const InstanceConstSharedPtr& address) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return nullptr;
  ScopedFdCloser closer{fd};
  if (address->bind(fd) != 0)
    return nullptr;
  return address->port() == 0 ? addressFromFd(fd) : address;
}

// The socket stays bound, and it is the caller's.
std::pair<InstanceConstSharedPtr, int> bindFreeLoopbackPort() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || Ipv4Instance("127.0.0.1", 0).bind(fd) != 0)
    throw std::runtime_error("no loopback port");
  return {addressFromFd(fd), fd};
}

void bindSpecificPortBefore() {
  auto any = std::make_shared<Ipv4Instance>("127.0.0.1", 0);
  auto address = findOrCheckFreePort(any);
  if (address == nullptr || address->port() == 0)
    throw std::runtime_error("no port");
  TcpListenSocket socket1(address); // EXPECT: toctou-port-probe
  if (socket1.listen() != 0)
    std::cerr << "listen failed on " << address->asString() << "\n";
}

// After: whoever took the number wins, and the next number is tried.
std::unique_ptr<TcpListenSocket> bindSpecificPortRetrying() {
  auto any = std::make_shared<Ipv4Instance>("127.0.0.1", 0);
  while (true) {
    auto address = findOrCheckFreePort(any);
    if (address == nullptr) return nullptr;
    try {
      return std::make_unique<TcpListenSocket>(address);
    } catch (const SocketBindException& e) {
      if (e.error_ != EADDRINUSE) throw;
      std::cerr << address->asString() << " was taken\n";
    }
  }
}

bool adoptBoundDescriptor() {
  auto [address, fd] = bindFreeLoopbackPort();
  TcpListenSocket socket(fd, address);
  return socket.listen() == 0;
}

// The second bind has to fail: the first socket is there.
bool secondBindThrows() {
  TcpListenSocket socket1(std::make_shared<Ipv4Instance>("127.0.0.1", 0));
  try {
    TcpListenSocket socket2(socket1.localAddress());
    return false;
  } catch (const SocketBindException&) {
    return true;
  }
}

// Nobody listens there: the reconnect logic of the client is what counts.
bool tapClientReconnects() {
  auto address = findOrCheckFreePort(std::make_shared<Ipv4Instance>("127.0.0.1", 0));
  TapParams params;
  params.collector_port = address->port();
  TapClient client(params);
  return client.connect();
}

} // namespace Envoy::Network
