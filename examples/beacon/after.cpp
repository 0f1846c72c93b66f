// A beacon: nodes behind NATs register with it from time to time, and it
// brings two of them together by telling each where the other one is.
#include "../endpoint/net.h"
#include <cstdio>
#include <iterator>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_map>

namespace beacon {

// Every message is a kind, the number of a node, and perhaps its address.
enum Kind : uint8_t { Register = 1, Registered = 2, Punch = 3, Stop = 4 };

struct Message {
  Kind kind{};
  uint32_t node = 0;
  sockaddr_in where{};
};

struct Node {
  sockaddr_in endpoint{};
  uint64_t registrations = 0;
};

class Server {
public:
  explicit Server(int fd) : fd_(fd) {}

  // Takes registrations until it is told to stop.
  void serve() {
    Message msg;
    sockaddr_in from{};
    for (socklen_t len = sizeof from;
         ::recvfrom(fd_, &msg, sizeof msg, 0,
                    reinterpret_cast<sockaddr *>(&from), &len) > 0 &&
         msg.kind != Stop;)
      if (msg.kind == Register)
        handleRegister(msg, from);
  }

  void handlePunchRequest(uint32_t requesterId, uint32_t targetId);

private:
  void handleRegister(const Message &msg, const sockaddr_in &from) {
    {
      std::unique_lock<std::shared_mutex> lock(mu_);
      Node &node = nodes_[msg.node];
      node.endpoint = from;
      ++node.registrations;
    }
    send(from, {Registered, msg.node, from});
  }

  // Best effort, as UDP is.
  bool send(const sockaddr_in &to, const Message &msg) const {
    return ::sendto(fd_, &msg, sizeof msg, 0,
                    reinterpret_cast<const sockaddr *>(&to),
                    sizeof to) == static_cast<ssize_t>(sizeof msg);
  }

  bool sendPunchCommand(const sockaddr_in &to, const sockaddr_in &peer,
                        uint32_t peerId) const {
    return send(to, {Punch, peerId, peer});
  }

  const int fd_;
  mutable std::shared_mutex mu_;
  std::unordered_map<uint32_t, Node> nodes_;
};

void Server::handlePunchRequest(uint32_t requesterId, uint32_t targetId) {
  sockaddr_in requester, target;
  {
    std::shared_lock<std::shared_mutex> lock(mu_);
    auto r = nodes_.find(requesterId);
    auto t = nodes_.find(targetId);
    if (r == nodes_.end() || t == nodes_.end()) {
      std::fprintf(stderr, "punch: node %u or %u is unknown\n", requesterId,
                   targetId);
      return;
    }
    requester = r->second.endpoint;
    target = t->second.endpoint;
  }

  if (!sendPunchCommand(requester, target, targetId))
    std::fprintf(stderr, "punch: node %u was not told\n", requesterId);
  // Read again: it may have changed since. A change after this is still missed.
  {
    std::shared_lock<std::shared_mutex> lock(mu_);
    auto r = nodes_.find(requesterId);
    auto t = nodes_.find(targetId);
    if (r == nodes_.end() || t == nodes_.end()) {
      std::fprintf(stderr, "punch: node %u or %u is unknown\n", requesterId,
                   targetId);
      return;
    }
    requester = r->second.endpoint;
    target = t->second.endpoint;
  }
  if (!sendPunchCommand(target, requester, requesterId))
    std::fprintf(stderr, "punch: node %u was not told\n", targetId);
}

} // namespace beacon

// A UDP socket of its own port on loopback.
static int openSocket(sockaddr_in &own) {
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  own = ipv4(INADDR_LOOPBACK, 0);
  socklen_t len = sizeof own;
  if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr *>(&own), len) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr *>(&own), &len) != 0)
    throw std::runtime_error("socket");
  return fd;
}

int main() {
  using namespace beacon;
  sockaddr_in address, own[2];
  const int fd = openSocket(address);
  const int peers[] = {openSocket(own[0]), openSocket(own[1])};
  for (int peer : peers)
    if (::connect(peer, reinterpret_cast<sockaddr *>(&address),
                  sizeof address) != 0)
      return 1;
  Server server(fd);
  std::thread registrar([&server] { server.serve(); });
  Message msg;
  for (uint32_t id = 0; id != std::size(peers); ++id) {
    msg = {Register, id, {}};
    ::send(peers[id], &msg, sizeof msg, 0);
    ::recv(peers[id], &msg, sizeof msg, 0);
  }
  server.handlePunchRequest(0, 1);
  msg = {Stop, 0, {}};
  ::send(peers[0], &msg, sizeof msg, 0);
  registrar.join();
  for (uint32_t id = 0; id != std::size(peers); ++id)
    if (::recv(peers[id], &msg, sizeof msg, MSG_DONTWAIT) > 0)
      std::printf("node %u punches towards node %u\n", id, msg.node);
  return 0;
}
