// The rival of beacon: the second of the two nodes, whose NAT gives it a new
// address and which registers again between the two punch commands.
//
// Linked with --wrap=sendto: what the beacon sends comes here. The rival talks
// to the beacon by its socket only, and waits for its answer.
#include <cstdio>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>

extern "C" ssize_t __real_sendto(int fd, const void *data, size_t size,
                                 int flags, const sockaddr *to, socklen_t len);

namespace {

// What the rival reads and writes of a message: its kind and its node.
struct Head {
  unsigned char kind;
  unsigned node;
};
constexpr unsigned char Register = 1, Punch = 3;

int Rival = -1;

void registerAgain(int beacon, const void *command, size_t size) {
  sockaddr_in address{};
  socklen_t len = sizeof address;
  ::getsockname(beacon, reinterpret_cast<sockaddr *>(&address), &len);
  Rival = ::socket(AF_INET, SOCK_DGRAM, 0);
  ::connect(Rival, reinterpret_cast<sockaddr *>(&address), len);
  // The command names the node that is told next: it is this one.
  char message[64] = {};
  std::memcpy(message, command, size);
  message[0] = Register;
  ::send(Rival, message, size, 0);
  ::recv(Rival, message, sizeof message, 0);
  std::fputs("rival: the node has a new address, and the beacon knows it\n",
             stderr);
}

void seeWhetherTold() {
  char message[64];
  const bool told = ::recv(Rival, message, sizeof message, MSG_DONTWAIT) > 0;
  std::fprintf(stderr, "rival: the new address %s told\n",
               told ? "was" : "was not");
}

} // namespace

extern "C" ssize_t __wrap_sendto(int fd, const void *data, size_t size,
                                 int flags, const sockaddr *to, socklen_t len) {
  const ssize_t sent = __real_sendto(fd, data, size, flags, to, len);
  Head head{};
  std::memcpy(&head, data, sizeof head);
  if (head.kind != Punch)
    return sent;

  if (Rival < 0)
    registerAgain(fd, data, size);
  else
    seeWhetherTold();
  return sent;
}
