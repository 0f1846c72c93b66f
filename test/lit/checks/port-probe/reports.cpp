// RUN: %check_toctou %s toctou-port-probe %t
//
// A number whose probe socket is closed goes to someone who will bind it.
#include <arpa/inet.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

int getFreePort();

class HttpServer {
public:
  explicit HttpServer(int port);
  void listen();
};

struct ServerConfig {
  std::string host;
  int port = 0;
};

static int probe() {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  socklen_t size = sizeof addr;
  if (::bind(fd, reinterpret_cast<sockaddr *>(&addr), size) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr *>(&addr), &size) != 0) {
    ::close(fd);
    return -1;
  }
  ::close(fd);
  return ntohs(addr.sin_port);
}

static int bindTo(int fd, int port) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(port));
  return ::bind(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr);
}

int allInOneFunctionBad(int server) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  socklen_t size = sizeof addr;
  ::bind(fd, reinterpret_cast<sockaddr *>(&addr), size);
  ::getsockname(fd, reinterpret_cast<sockaddr *>(&addr), &size);
  ::close(fd);
  return ::bind(server, reinterpret_cast<sockaddr *>(&addr), size);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from the probe socket is bound after the socket that held it is closed
}

int throughTwoHelpersBad(int server) {
  int port = probe();
  if (port < 0)
    return -1;
  return bindTo(server, port);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `probe` is bound after the socket that held it is closed
}

void serverObjectBad() {
  HttpServer server(getFreePort());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is handed to a server after
  server.listen();
}

void shellTextBad() {
  std::string command = "redis-server --port " + std::to_string(getFreePort());
  std::system(command.c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is put into a shell command after
}

void formattedTextBad() {
  char command[64];
  std::snprintf(command, sizeof command, "httpd -p %d", getFreePort());
  std::system(command);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is put into a shell command after
}

void childArgumentBad() {
  std::string port = std::to_string(getFreePort());
  if (::fork() == 0)
    ::execl("/usr/bin/worker", "worker", "--port", port.c_str(),
            static_cast<char *>(nullptr));
  // CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: port number from `getFreePort` is passed to a child process after
}

void environmentBad() {
  ::setenv("PORT", std::to_string(getFreePort()).c_str(), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is put into the environment of a child process after
}

// The loop retries the same number: it is no fresh probe.
int sameNumberAgainBad(int server) {
  int port = getFreePort();
  for (int i = 0; i < 10; ++i)
    if (bindTo(server, port) == 0)
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
      return port;
  return -1;
}

class Gateway {
public:
  Gateway() : port_(probe()) {}
  int startBad(int fd) {
    return bindTo(fd, port_);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `probe` is bound after the socket that held it is closed
  }

private:
  int port_;
};

// Two numbers of one probing function, one after the other.
int pairBad(int rtp, int rtcp) {
  int first = getFreePort();
  int second = getFreePort();
  if (bindTo(rtp, first) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
    return -1;
  return bindTo(rtcp, second);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: port number from `getFreePort` is bound after
}
