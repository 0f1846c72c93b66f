// source: apache/incubator-heron#1847 heron/common/tests/cpp/network/switch_unittest.cpp, heron/common/src/cpp/network/baseserver.cpp (racy helper: #1833 SockUtils::getFreePort)
// A number from a closed socket is in a file-level constant; a server thread puts it into its options and binds. After: port 0, read back after listen, handed out by a latch.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace heron {

struct SockUtils {
  static int getFreePort() {
    int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) {
      std::cerr << "socket: " << std::strerror(errno) << "\n";
      return -1;
    }
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(INADDR_ANY);
    in.sin_port = 0;
    int port = -1;
    socklen_t size = sizeof in;
    if (::bind(fd, reinterpret_cast<sockaddr *>(&in), sizeof in) == 0 &&
        ::getsockname(fd, reinterpret_cast<sockaddr *>(&in), &size) == 0) {
      port = ntohs(in.sin_port);
    }
    ::close(fd);
    return port;
  }
};

class NetworkOptions {
 public:
  void set_host(const std::string &host) { host_ = host; }
  void set_port(int port) { port_ = port; }
  int get_port() const { return port_; }

 private:
  std::string host_;
  int port_ = -1;
};

class EventLoop {
 public:
  void loop();
};

class OrderServer {
 public:
  OrderServer(EventLoop *loop, const NetworkOptions &options);
  int Start();  // bind and listen; fills the port of its options when that was 0
  const NetworkOptions &get_serveroptions() const;
};

class OrderClient {
 public:
  OrderClient(EventLoop *loop, const NetworkOptions &options);
  void Start();  // connects
};

class CountDownLatch {
 public:
  void countDown() {
    std::lock_guard<std::mutex> guard(m_);
    open_ = true;
    cv_.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> lock(m_);
    cv_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace heron

using namespace heron;

static const int SERVER_PORT = SockUtils::getFreePort();

void start_server(int port) {
  NetworkOptions options;
  options.set_host("127.0.0.1");
  options.set_port(port);  // EXPECT: toctou-port-probe
  EventLoop loop;
  OrderServer server(&loop, options);
  if (server.Start() != 0) {
    std::cerr << "server did not start on " << port << "\n";
    return;
  }
  loop.loop();
}

// The same options class, but this side only connects.
void start_client(int port) {
  NetworkOptions options;
  options.set_host("127.0.0.1");
  options.set_port(port);
  EventLoop loop;
  OrderClient client(&loop, options);
  client.Start();
  loop.loop();
}

void run_before(int clients) {
  std::thread server(start_server, SERVER_PORT);
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) threads.emplace_back(start_client, SERVER_PORT);
  for (auto &t : threads) t.join();
  server.join();
}

// After: port 0 goes in, the number comes back from the listening server.
void start_server_bind0(int *port, CountDownLatch *latch) {
  NetworkOptions options;
  options.set_host("127.0.0.1");
  options.set_port(*port);
  EventLoop loop;
  OrderServer server(&loop, options);
  if (server.Start() == 0) *port = server.get_serveroptions().get_port();
  latch->countDown();
  loop.loop();
}

void run_after(int clients) {
  int port = 0;
  CountDownLatch latch;
  std::thread server(start_server_bind0, &port, &latch);
  latch.wait();
  std::cout << "server port " << port << "\n";
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) threads.emplace_back(start_client, port);
  for (auto &t : threads) t.join();
  server.join();
}
