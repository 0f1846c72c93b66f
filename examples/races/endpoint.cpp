// The rival of endpoint: another process that takes the port which the server
// is about to bind. It stands in bind(), which is where the window ends.
//
// Linked with --wrap=bind: the program's calls of bind() come here. The rival's
// sockets live in the same process, which the kernel does not care about.
#include <arpa/inet.h>
#include <cstdio>
#include <netinet/in.h>
#include <sys/socket.h>

extern "C" int __real_bind(int fd, const sockaddr *addr, socklen_t len);

extern "C" int __wrap_bind(int fd, const sockaddr *addr, socklen_t len) {
  // Asked for port 0 it gets some other one, for the number is not known yet.
  const int rival = ::socket(addr->sa_family, SOCK_STREAM, 0);
  sockaddr_in taken{};
  socklen_t size = sizeof taken;
  const auto wanted =
      ntohs(reinterpret_cast<const sockaddr_in *>(addr)->sin_port);
  if (__real_bind(rival, addr, len) == 0 && ::listen(rival, 1) == 0 &&
      ::getsockname(rival, reinterpret_cast<sockaddr *>(&taken), &size) == 0)
    std::fprintf(stderr, "rival: asks for %s port first\n",
                 wanted == 0 ? "any" : "this");
  return __real_bind(fd, addr, len);
}
