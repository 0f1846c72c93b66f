// source: yhirose/cpp-httplib#160 httplib.h Server::listen_internal, Server::stop
// The listening socket is loaded before the wait for a client; stop() closes it meanwhile, and the number
// that is accepted on, or closed once more after the workers' end, may be somebody else's by then.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <functional>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace httplib {

using socket_t = int;
constexpr socket_t INVALID_SOCKET = -1;

namespace detail {
inline int select_read(socket_t sock, int timeout_ms) {
  pollfd pfd{sock, POLLIN, 0};
  int n;
  do
    n = ::poll(&pfd, 1, timeout_ms);
  while (n < 0 && errno == EINTR);
  return n;
}
inline void shutdown_and_close(socket_t sock) {
  ::shutdown(sock, SHUT_RDWR);
  ::close(sock);
}
} // namespace detail

class Server {
public:
  using Handler = std::function<void(socket_t)>;
  explicit Server(Handler h) : handler_(std::move(h)) {}

  bool bind_socket(socket_t sock) {
    socket_t none = INVALID_SOCKET;
    return svr_sock_.compare_exchange_strong(none, sock);
  }

  bool listen_internal() {
    bool ok = true;
    std::vector<std::thread> workers;
    for (;;) {
      socket_t svr = svr_sock_.load();
      if (svr == INVALID_SOCKET)
        break;
      int n = detail::select_read(svr, 1000);
      if (n == 0)
        continue;
      socket_t sock = ::accept(svr, nullptr, nullptr); // EXPECT: toctou-stale-snapshot
      if (sock == INVALID_SOCKET) {
        if (errno == EMFILE || errno == EINTR)
          continue;
        ok = false;
        break;
      }
      workers.emplace_back([this, sock] {
        handler_(sock);
        detail::shutdown_and_close(sock);
      });
    }
    for (auto &t : workers)
      t.join();
    return ok;
  }

  bool drain(std::vector<std::thread> &workers) {
    socket_t svr = svr_sock_.load();
    if (svr == INVALID_SOCKET)
      return false;
    for (auto &t : workers)
      t.join();
    ::close(svr); // EXPECT: toctou-stale-snapshot
    return true;
  }

  // Upstream: the socket is an atomic that stop() empties, and it is looked at again after the wait.
  bool listen_internal_fixed() {
    bool ok = true;
    std::vector<std::thread> workers;
    while (svr_sock_.load() != INVALID_SOCKET) {
      int n = detail::select_read(svr_sock_.load(), 1000);
      if (n == 0)
        continue;
      socket_t svr = svr_sock_.load();
      if (svr == INVALID_SOCKET)
        break; // closed by stop()
      socket_t sock = ::accept(svr, nullptr, nullptr);
      if (sock == INVALID_SOCKET) {
        if (errno == EMFILE || errno == EINTR)
          continue;
        ok = false;
        break;
      }
      workers.emplace_back([this, sock] {
        handler_(sock);
        detail::shutdown_and_close(sock);
      });
    }
    for (auto &t : workers)
      t.join();
    return ok;
  }

  // Whoever takes the number out of the atomic closes it, be it after a wait or not.
  bool drain_fixed(std::vector<std::thread> &workers) {
    socket_t svr = svr_sock_.exchange(INVALID_SOCKET);
    if (svr == INVALID_SOCKET)
      return false;
    for (auto &t : workers)
      t.join();
    ::close(svr);
    return true;
  }

  void stop() {
    socket_t svr = svr_sock_.exchange(INVALID_SOCKET);
    if (svr != INVALID_SOCKET)
      detail::shutdown_and_close(svr);
  }

  // Each round has its own look.
  void wait_until_stopped() const {
    while (svr_sock_.load() != INVALID_SOCKET)
      ::usleep(10000);
    std::puts("stopped");
  }

private:
  Handler handler_;
  std::atomic<socket_t> svr_sock_{INVALID_SOCKET};
};

} // namespace httplib
