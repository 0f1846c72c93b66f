// source: facebookresearch/fbpcf#393 (8e87fa710, then 58b25e72e) fbpcf/engine/communication/test/SocketInTestHelper.h, PartyCommunicationAgentTest.cpp, test/benchmarks/BenchmarkHelper.h
// "Next open port": candidates are bound and closed, the winner goes to both parties; the listening party binds it in a std::async task. After: the listener binds first and tells its partner.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstring>
#include <future>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace mpc {

struct PartyInfo {
  std::string address;
  int portNo;
};
using PartyInfos = std::map<int, PartyInfo>;

class PortTestHelper {
 public:
  static int findNextOpenPort(int portNo) {
    for (; portNo <= 65535; ++portNo) {
      if (isPortOpen(portNo)) {
        return portNo;
      }
    }
    throw std::runtime_error("no open port left");
  }

  // A listening socket that blocks its number on purpose.
  static std::pair<int, int> jamPort() {
    int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr = anyAddress(0);
    socklen_t len = sizeof addr;
    if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&addr), sizeof addr) < 0 || ::listen(fd, 1) < 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&addr), &len) < 0) {
      throw std::runtime_error("cannot jam a port");
    }
    return {fd, ntohs(addr.sin_port)};
  }

 private:
  static sockaddr_in anyAddress(int port) {
    sockaddr_in addr;
    std::memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(static_cast<uint16_t>(port));
    return addr;
  }

  static bool isPortOpen(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) {
      throw std::runtime_error("probe: no socket");
    }
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in addr = anyAddress(port);
    const bool open = ::bind(fd, reinterpret_cast<sockaddr*>(&addr), sizeof addr) == 0;
    ::close(fd);
    return open;
  }
};

// Listens on the port of every partner entry; 0 lets the system choose.
class ServerAgentFactory {
 public:
  ServerAgentFactory(int myId, PartyInfos partners);
  std::map<int, int> getBoundPorts() const;
  void acceptPartners();
};

// Connects to the port of every partner entry.
class ClientAgentFactory {
 public:
  ClientAgentFactory(int myId, PartyInfos partners);
};

using Pair = std::pair<std::unique_ptr<ServerAgentFactory>, std::unique_ptr<ClientAgentFactory>>;

Pair makePairBefore() {
  const int port = PortTestHelper::findNextOpenPort(5000);
  auto alice = std::async(std::launch::async, [port] {
    PartyInfos partners{{1, {"", port}}};
    return std::make_unique<ServerAgentFactory>(0, partners);  // EXPECT: toctou-port-probe
  });
  auto bob = std::async(std::launch::async, [port] {
    PartyInfos partners{{0, {"127.0.0.1", port}}};
    return std::make_unique<ClientAgentFactory>(1, partners);
  });
  return {alice.get(), bob.get()};
}

// After: bind to 0 first, then the partner learns the number of the live socket.
Pair makePairAfter() {
  PartyInfos alicePartners{{1, {"", 0}}};
  auto alice = std::make_unique<ServerAgentFactory>(0, alicePartners);
  PartyInfos bobPartners{{0, {"127.0.0.1", 0}}};
  bobPartners.at(0).portNo = alice->getBoundPorts().at(1);
  auto accepted = std::async(std::launch::async, [&alice] { alice->acceptPartners(); });
  auto bob = std::make_unique<ClientAgentFactory>(1, bobPartners);
  accepted.get();
  return {std::move(alice), std::move(bob)};
}

// The port is busy by intent, its socket is open during the whole call: the factory has to take another one.
bool fallsBackFromJammedPort() {
  auto [jammedFd, jammedPort] = PortTestHelper::jamPort();
  PartyInfos partners{{1, {"", jammedPort}}};
  ServerAgentFactory alice(0, partners);
  const bool moved = alice.getBoundPorts().at(1) != jammedPort;
  ::close(jammedFd);
  return moved;
}

// A probed number that nobody serves: the client is expected to time out.
bool clientGivesUp() {
  const int port = PortTestHelper::findNextOpenPort(9000);
  try {
    PartyInfos partners{{0, {"127.0.0.1", port}}};
    ClientAgentFactory bob(1, partners);
  } catch (const std::runtime_error&) {
    return true;
  }
  return false;
}

}  // namespace mpc
