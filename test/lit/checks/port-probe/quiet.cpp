// RUN: %check_toctou %s toctou-port-probe %t
//
// Look-alikes: nobody can take the number, or nobody binds it.
#include <arpa/inet.h>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

int getFreePort();
int configuredPort();

static int bindTo(int fd, int port) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(port));
  return ::bind(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr);
}

static int portOf(int fd) {
  sockaddr_in addr{};
  socklen_t size = sizeof addr;
  if (::getsockname(fd, reinterpret_cast<sockaddr *>(&addr), &size) != 0)
    return -1;
  return ntohs(addr.sin_port);
}

// The socket that was asked is the one that serves.
int liveSocketOk(int fd) {
  if (bindTo(fd, 0) != 0)
    return -1;
  int port = portOf(fd);
  std::printf("listening on %d\n", port);
  return ::listen(fd, 16) == 0 ? port : -1;
}

// The probe is still open when the server binds (SO_REUSEPORT).
int probeStillOpenOk(int server) {
  int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  bindTo(probe, 0);
  int port = portOf(probe);
  int result = bindTo(server, port);
  ::close(probe);
  return result;
}

class Reservation {
public:
  Reservation() : fd_(::socket(AF_INET, SOCK_STREAM, 0)) { bindTo(fd_, 0); }
  ~Reservation() { ::close(fd_); }
  Reservation(const Reservation &) = delete;
  int port() const { return portOf(fd_); }

private:
  int fd_;
};

int reservedOk(int server) {
  Reservation held;
  return bindTo(server, held.port());
}

int freshNumberEachTimeOk(int server) {
  for (;;) {
    int port = getFreePort();
    if (bindTo(server, port) == 0)
      return port;
  }
}

int onlyConnectsOk(int fd) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(static_cast<uint16_t>(getFreePort()));
  return ::connect(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr);
}

void onlyPrintsOk() {
  std::printf("%d is free\n", getFreePort());
  std::cout << "free: " << getFreePort() << '\n';
}

bool onlyComparesOk(int port) { return port == getFreePort(); }

// Somebody chose this number and answers for it.
int configuredAndTriedOk(int server) {
  int port = configuredPort();
  int trial = ::socket(AF_INET, SOCK_STREAM, 0);
  if (bindTo(trial, port) != 0) {
    ::close(trial);
    return -1;
  }
  ::close(trial);
  return bindTo(server, port);
}

int bindsAnyPortOk(int server) {
  int unused = getFreePort();
  (void)unused;
  return bindTo(server, 0);
}

// A text that is built and goes nowhere that binds.
std::string urlOk() { return "http://localhost:" + std::to_string(getFreePort()); }
