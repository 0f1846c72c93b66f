#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned short freePort() {
  int Probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in Where{};
  Where.sin_family = AF_INET;
  Where.sin_addr.s_addr = htonl(INADDR_ANY);
  socklen_t Size = sizeof(Where);
  if (bind(Probe, reinterpret_cast<sockaddr *>(&Where), Size) < 0 ||
      getsockname(Probe, reinterpret_cast<sockaddr *>(&Where), &Size) < 0) {
    close(Probe);
    return 0;
  }
  close(Probe);
  return ntohs(Where.sin_port);
}

int serve() {
  unsigned short Port = freePort();
  int Server = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in Where{};
  Where.sin_family = AF_INET;
  Where.sin_addr.s_addr = htonl(INADDR_ANY);
  Where.sin_port = htons(Port);
  if (bind(Server, reinterpret_cast<sockaddr *>(&Where), sizeof(Where)) < 0)
    return -1;
  return listen(Server, 16);
}
