// source: chromedriver bug 2161, told in chromiumembedded/cef#2476; chrome/test/chromedriver/net/port_server.cc (PortManager::ReservePort), chrome_launcher.cc
// PortManager listens on a candidate with a local TCPServerSocket and keeps only the number in a set; the "reservation" holds no socket. Chrome gets --remote-debugging-port=N. After: 0, and Chrome writes DevToolsActivePort.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace net {
constexpr int OK = 0;
struct IPEndPoint {
  IPEndPoint(const std::string& address, uint16_t port);
  uint16_t port() const;
};
struct TCPServerSocket {
  TCPServerSocket();
  ~TCPServerSocket();
  int Listen(const IPEndPoint& address, int backlog);
  int GetLocalAddress(IPEndPoint* address) const;
};
}  // namespace net

namespace base {
int RandInt(int min, int max);
std::string NumberToString(int value);
class CommandLine {
 public:
  explicit CommandLine(const std::string& program);
  void AppendSwitchASCII(const std::string& name, const std::string& value);
};
struct Process {
  bool IsValid() const;
};
Process LaunchProcess(const CommandLine& command);
}  // namespace base

enum StatusCode { kOk, kUnknownError };
struct Status {
  explicit Status(StatusCode code, std::string text = "") : code_(code), text_(std::move(text)) {}
  bool IsError() const { return code_ != kOk; }
  StatusCode code_;
  std::string text_;
};

// Gives the number back to the set of its manager.
class PortReservation {
 public:
  PortReservation(std::function<void(int)> on_free, int port) : on_free_(std::move(on_free)), port_(port) {}
  ~PortReservation() { on_free_(port_); }

 private:
  std::function<void(int)> on_free_;
  int port_;
};

class PortManager {
 public:
  Status ReservePort(int* port, std::unique_ptr<PortReservation>* reservation) {
    int found = FindAvailablePort();
    if (!found) return Status(kUnknownError, "unable to find open port");
    taken_.insert(found);
    *port = found;
    *reservation = std::make_unique<PortReservation>([this](int p) { taken_.erase(p); }, found);
    return Status(kOk);
  }

 private:
  static constexpr int kMinPort = 12000;
  static constexpr int kMaxPort = 13000;

  int FindAvailablePort() const {
    const int start = base::RandInt(kMinPort, kMaxPort);
    for (int i = 0; i <= kMaxPort - kMinPort; ++i) {
      int try_port = kMinPort + (start - kMinPort + i) % (kMaxPort - kMinPort + 1);
      if (taken_.count(try_port)) continue;
      net::TCPServerSocket sock;
      if (sock.Listen(net::IPEndPoint("127.0.0.1", static_cast<uint16_t>(try_port)), 1) == net::OK) return try_port;
    }
    return 0;
  }
  std::set<int> taken_;
};

struct DevToolsHttpClient {
  DevToolsHttpClient(const std::string& host, int port);
  bool WaitForVersion(int seconds);
};

class Launcher {
 public:
  explicit Launcher(std::string user_data_dir) : user_data_dir_(std::move(user_data_dir)) {}

  Status LaunchBefore(PortManager* ports, std::unique_ptr<DevToolsHttpClient>* client) {
    int port = 0;
    std::unique_ptr<PortReservation> reservation;
    Status status = ports->ReservePort(&port, &reservation);
    if (status.IsError()) return status;
    base::CommandLine command("chrome");
    command.AppendSwitchASCII("user-data-dir", user_data_dir_);
    command.AppendSwitchASCII("remote-debugging-port", base::NumberToString(port));  // EXPECT: toctou-port-probe
    if (!base::LaunchProcess(command).IsValid()) return Status(kUnknownError, "cannot start Chrome");
    reservation_ = std::move(reservation);
    return Connect(port, client);
  }

  // After: Chrome binds first, and its file has the number.
  Status LaunchAfter(std::unique_ptr<DevToolsHttpClient>* client) {
    base::CommandLine command("chrome");
    command.AppendSwitchASCII("user-data-dir", user_data_dir_);
    command.AppendSwitchASCII("remote-debugging-port", "0");
    if (!base::LaunchProcess(command).IsValid()) return Status(kUnknownError, "cannot start Chrome");
    int port = 0;
    std::ifstream file(user_data_dir_ + "/DevToolsActivePort");
    if (!(file >> port)) return Status(kUnknownError, "DevToolsActivePort is not there");
    return Connect(port, client);
  }

  // The session's user asked for this port.
  Status LaunchOnRequestedPort(int requested, std::unique_ptr<DevToolsHttpClient>* client) {
    base::CommandLine command("chrome");
    command.AppendSwitchASCII("remote-debugging-port", base::NumberToString(requested));
    if (!base::LaunchProcess(command).IsValid()) return Status(kUnknownError, "cannot start Chrome");
    return Connect(requested, client);
  }

  // Chrome is the client of our own log listener, which lives as long as this object.
  Status LaunchWithLogSink() {
    log_listener_ = std::make_unique<net::TCPServerSocket>();
    net::IPEndPoint local("127.0.0.1", 0);
    if (log_listener_->Listen(local, 1) != net::OK || log_listener_->GetLocalAddress(&local) != net::OK)
      return Status(kUnknownError, "no log port");
    base::CommandLine command("chrome");
    command.AppendSwitchASCII("log-net-to", "127.0.0.1:" + base::NumberToString(local.port()));
    return base::LaunchProcess(command).IsValid() ? Status(kOk) : Status(kUnknownError, "cannot start Chrome");
  }

 private:
  Status Connect(int port, std::unique_ptr<DevToolsHttpClient>* client) {
    std::printf("DevTools at 127.0.0.1:%d\n", port);
    *client = std::make_unique<DevToolsHttpClient>("127.0.0.1", port);
    return (*client)->WaitForVersion(60) ? Status(kOk) : Status(kUnknownError, "DevTools does not answer");
  }

  std::string user_data_dir_;
  std::unique_ptr<PortReservation> reservation_;
  std::unique_ptr<net::TCPServerSocket> log_listener_;
};
