// source: ray-project/ray#8773, #9615, #19336 src/ray/raylet/worker_pool.cc (WorkerPool::GetNextFreePort), src/ray/common/network_util.cc (CheckFree)
// The pool tests a queued number with a socket of its own and gives it to the worker that it starts; gRPC in the worker binds it later. The pull request itself names the race that stays.
#include <sys/types.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <queue>
#include <string>
#include <utility>
#include <vector>

namespace boost {
namespace system {
struct error_code {
  bool failed() const;
};
}  // namespace system
namespace asio {
class io_service {};
namespace ip {
struct tcp {
  static tcp v4();
  struct endpoint {
    endpoint(const tcp &protocol, unsigned short port);
  };
  struct socket {
    explicit socket(io_service &io);
    void open(const tcp &protocol);
    void bind(const endpoint &ep, system::error_code &ec);
    void close();
  };
};
}  // namespace ip
}  // namespace asio
}  // namespace boost

namespace ray {

class Status {
 public:
  static Status OK() { return Status(""); }
  static Status Invalid(std::string msg) { return Status(std::move(msg)); }
  bool ok() const { return msg_.empty(); }

 private:
  explicit Status(std::string msg) : msg_(std::move(msg)) {}
  std::string msg_;
};

constexpr int kFirstWorkerPort = 10002;
constexpr int kLastWorkerPort = 10999;

using boost::asio::ip::tcp;

bool IsBindable(int candidate) {
  boost::asio::io_service service;
  const tcp::endpoint wildcard(tcp::v4(), static_cast<unsigned short>(candidate));
  tcp::socket probe(service);
  boost::system::error_code result;
  probe.open(tcp::v4());
  probe.bind(wildcard, result);
  const bool bindable = !result.failed();
  probe.close();
  return bindable;
}

struct Options {
  int node_manager_port = 0;  // --node-manager-port of the user
  std::string worker_binary;
};

class WorkerPool {
 public:
  explicit WorkerPool(Options options) : options_(std::move(options)) {
    for (int port = kFirstWorkerPort; port <= kLastWorkerPort; port++) free_ports_.push(port);
  }

  Status StartWorkerProcess() {
    int port = 0;
    Status status = GetNextFreePort(&port);
    if (!status.ok()) return status;
    std::printf("worker will use port %d\n", port);
    const std::string text = std::to_string(port);
    pid_t pid = ::fork();
    if (pid == 0) {
      ::setenv("RAY_WORKER_PORT", text.c_str(), 1);  // EXPECT: toctou-port-probe
      ::execl(options_.worker_binary.c_str(), options_.worker_binary.c_str(), "--mode=worker", nullptr);
      ::_exit(127);
    }
    if (pid < 0) return Status::Invalid("fork");
    ports_by_pid_[pid] = port;
    return Status::OK();
  }

  // The worker chooses; OnWorkerAnnounced() hears of it.
  Status StartSelfBindingWorker() {
    pid_t pid = ::fork();
    if (pid == 0) {
      ::setenv("RAY_WORKER_PORT", "0", 1);
      ::execl(options_.worker_binary.c_str(), options_.worker_binary.c_str(), "--mode=worker", nullptr);
      ::_exit(127);
    }
    return pid > 0 ? Status::OK() : Status::Invalid("fork");
  }

  void OnWorkerAnnounced(pid_t pid, int bound_port) { ports_by_pid_[pid] = bound_port; }

  // The user named this number: the test in advance only gives a better message.
  Status StartNodeManager() {
    const int port = options_.node_manager_port;
    if (!IsBindable(port)) return Status::Invalid("port " + std::to_string(port) + " is taken");
    pid_t pid = ::fork();
    if (pid == 0) {
      ::setenv("RAY_NODE_MANAGER_PORT", std::to_string(port).c_str(), 1);
      ::execl("/usr/bin/raylet", "raylet", nullptr);
      ::_exit(127);
    }
    return pid > 0 ? Status::OK() : Status::Invalid("fork");
  }

  void OnWorkerExit(pid_t pid) {
    auto it = ports_by_pid_.find(pid);
    if (it == ports_by_pid_.end()) return;
    free_ports_.push(it->second);
    ports_by_pid_.erase(it);
  }

 private:
  Status GetNextFreePort(int *port) {
    for (size_t left = free_ports_.size(); left > 0; left--) {
      const int head = free_ports_.front();
      free_ports_.pop();
      if (IsBindable(head)) {
        *port = head;
        return Status::OK();
      }
      free_ports_.push(head);  // busy now, perhaps not later
    }
    return Status::Invalid("all worker ports are busy");
  }

  Options options_;
  std::queue<int> free_ports_;
  std::map<pid_t, int> ports_by_pid_;
};

}  // namespace ray
