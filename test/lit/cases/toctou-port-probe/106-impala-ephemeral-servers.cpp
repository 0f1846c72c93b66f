// source: apache/impala@da8e1c2f6 (IMPALA-7151) be/src/testutil/in-process-servers.cc, be/src/util/network-util.cc, be/src/rpc/rpc-mgr-kerberized-test.cc (MiniKdc)
// A loop that looks like a retry gives up after its first server: each number was bound and closed before. The KDC number goes into a file. After: port 0 and GetPort().
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace impala {

class Status {
 public:
  Status() = default;
  explicit Status(std::string msg) : msg_(std::move(msg)) {}
  static Status OK() { return Status(); }
  bool ok() const { return msg_.empty(); }

 private:
  std::string msg_;
};

// `used_ports` keeps one caller from drawing a number twice.
int FindUnusedEphemeralPort(std::vector<int>* used_ports) {
  static std::mt19937 rng{std::random_device{}()};
  std::uniform_int_distribution<int> pick(49152, 65000);
  for (int draws = 0; draws < 100; ++draws) {
    const int drawn = pick(rng);
    if (used_ports != nullptr && std::count(used_ports->begin(), used_ports->end(), drawn) > 0) continue;
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    if (probe < 0) break;
    sockaddr_in wildcard{};
    wildcard.sin_family = AF_INET;
    wildcard.sin_addr.s_addr = htonl(INADDR_ANY);
    wildcard.sin_port = htons(static_cast<uint16_t>(drawn));
    const int rc = ::bind(probe, reinterpret_cast<sockaddr*>(&wildcard), sizeof wildcard);
    ::close(probe);
    if (rc != 0) continue;
    if (used_ports != nullptr) used_ports->push_back(drawn);
    return drawn;
  }
  return -1;
}

class InProcessStatestore {
 public:
  explicit InProcessStatestore(int port);
  Status Start();  // listens; port 0 lets the system choose
  int port() const;

  static Status StartBefore(std::unique_ptr<InProcessStatestore>* statestore);
  static Status StartRetrying(std::unique_ptr<InProcessStatestore>* statestore);
  static Status StartAfter(std::unique_ptr<InProcessStatestore>* statestore);
};

// Goes round only when no number was found; a number that was stolen is the end.
Status InProcessStatestore::StartBefore(std::unique_ptr<InProcessStatestore>* statestore) {
  for (int tries = 0; tries < 10; ++tries) {
    std::vector<int> used_ports;
    int statestore_port = FindUnusedEphemeralPort(&used_ports);
    if (statestore_port == -1) continue;
    *statestore = std::make_unique<InProcessStatestore>(statestore_port);  // EXPECT: toctou-port-probe
    return (*statestore)->Start();
  }
  return Status("Could not find port to start Statestore.");
}

// A new number after each server that did not start: the loser tries again.
Status InProcessStatestore::StartRetrying(std::unique_ptr<InProcessStatestore>* statestore) {
  for (int tries = 0; tries < 10; ++tries) {
    int port = FindUnusedEphemeralPort(nullptr);
    if (port == -1) continue;
    auto candidate = std::make_unique<InProcessStatestore>(port);
    if (candidate->Start().ok()) {
      *statestore = std::move(candidate);
      return Status::OK();
    }
    std::cerr << "port " << port << " was taken, next\n";
  }
  return Status("Could not find port to start Statestore.");
}

Status InProcessStatestore::StartAfter(std::unique_ptr<InProcessStatestore>* statestore) {
  *statestore = std::make_unique<InProcessStatestore>(0);
  return (*statestore)->Start();
}

struct MiniKdcOptions {
  std::string realm;
  std::string data_root;
};

class MiniKdc {
 public:
  explicit MiniKdc(MiniKdcOptions options) : options_(std::move(options)) {}

  Status Start() {
    int port = FindUnusedEphemeralPort(nullptr);
    if (port == -1) return Status("no port for the KDC");
    const std::string path = options_.data_root + "/kdc.conf";
    FILE* conf = std::fopen(path.c_str(), "w");
    if (conf == nullptr) return Status("cannot write " + path);
    std::fprintf(conf, "[kdcdefaults]\n  kdc_ports = \"\"\n");
    std::fprintf(conf, "  kdc_tcp_ports = %d\n", port);  // EXPECT: toctou-port-probe
    std::fprintf(conf, "[realms]\n  %s = { }\n", options_.realm.c_str());
    std::fclose(conf);
    return RunChild("krb5kdc", path);
  }

 private:
  static Status RunChild(const char* binary, const std::string& conf);
  MiniKdcOptions options_;
};

// The number is busy by intent: the first server lives, so the second one must fail.
bool SecondStatestoreFails() {
  std::unique_ptr<InProcessStatestore> first;
  if (!InProcessStatestore::StartAfter(&first).ok()) return false;
  InProcessStatestore second(first->port());
  return !second.Start().ok();
}

}  // namespace impala
