// An endpoint for rollouts: it owns an interception server and tells the
// clients the URL under which their requests reach it.
#include "net.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>
#include <thread>

// Answers HTTP requests on all interfaces.
class InterceptionServer {
public:
  explicit InterceptionServer(uint16_t port) : port_(port) {}
  InterceptionServer(const InterceptionServer &) = delete;
  InterceptionServer &operator=(const InterceptionServer &) = delete;
  ~InterceptionServer() {
    if (fd_ >= 0)
      ::close(fd_);
  }

  // Port 0 lets the system choose; the number is read from the live socket.
  void start() {
    if (fd_ >= 0)
      return;
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
    if (fd_ < 0)
      throw std::system_error(errno, std::generic_category(), "socket");
    sockaddr_in addr = ipv4(INADDR_ANY, port_);
    socklen_t len = sizeof addr;
    if (::bind(fd_, reinterpret_cast<sockaddr *>(&addr), sizeof addr) != 0 ||
        ::listen(fd_, 64) != 0 ||
        ::getsockname(fd_, reinterpret_cast<sockaddr *>(&addr), &len) != 0)
      throw std::system_error(errno, std::generic_category(), "bind");
    port_ = ntohs(addr.sin_port);
  }

  void serveOne() {
    int client = ::accept(fd_, nullptr, nullptr);
    if (client < 0)
      throw std::system_error(errno, std::generic_category(), "accept");
    char request[512];
    ssize_t size = ::recv(client, request, sizeof request, 0);
    const std::string answer = size > 0 ? "HTTP/1.0 200 OK\r\n\r\nintercepted\n"
                                        : "HTTP/1.0 400 Bad Request\r\n\r\n";
    ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
    ::close(client);
  }

  uint16_t port() const { return port_; }

private:
  uint16_t port_;
  int fd_ = -1;
};

class Endpoint {
public:
  Endpoint() : port_(get_free_port()), server_(port_) {}

  std::string registerRollout(const std::string &id) {
    server_.start();
    return "http://127.0.0.1:" + std::to_string(port_) + "/r/" + id;
  }

  void serveOne() { server_.serveOne(); }

private:
  uint16_t port_;
  InterceptionServer server_;
};

// Asks for a URL and returns the whole answer.
static std::string fetch(const std::string &url) {
  const size_t colon = url.rfind(':'), slash = url.find('/', colon);
  const int port = std::stoi(url.substr(colon + 1, slash - colon - 1));
  const sockaddr_in addr = ipv4(INADDR_LOOPBACK, static_cast<uint16_t>(port));
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(fd, reinterpret_cast<const sockaddr *>(&addr), sizeof addr) !=
      0) {
    ::close(fd);
    return std::string("connect: ") + std::strerror(errno) + "\n";
  }
  const std::string request = "GET " + url.substr(slash) + " HTTP/1.0\r\n\r\n";
  ::send(fd, request.data(), request.size(), MSG_NOSIGNAL);
  std::string answer;
  char part[256];
  for (ssize_t n; (n = ::recv(fd, part, sizeof part, 0)) > 0;)
    answer.append(part, static_cast<size_t>(n));
  ::close(fd);
  return answer;
}

int main() {
  try {
    Endpoint endpoint;
    const std::string url = endpoint.registerRollout("r1");
    std::thread client([&url] { std::fputs(fetch(url).c_str(), stdout); });
    endpoint.serveOne();
    client.join();
    return 0;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "endpoint: %s\n", error.what());
    return 1;
  }
}
