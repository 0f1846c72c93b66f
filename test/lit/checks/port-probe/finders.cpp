// RUN: %check_toctou %s toctou-port-probe %t
//
// Who holds the number after it was found: nobody, a descriptor that the finder
// gives out, an object of the user's own; and where it is kept.
#include <arpa/inet.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

uint16_t findAvailableTcpPort(int &fd);
int getFreePort();
int randomInRange(int low, int high);

static int bindTo(int fd, int port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(static_cast<uint16_t>(port));
  return bind(fd, reinterpret_cast<sockaddr *>(&a), sizeof a);
}

// The descriptor that comes out holds the number until it is closed.

int closedByTheCallerBad(int server) {
  int fd = -1;
  int port = findAvailableTcpPort(fd);
  close(fd);
  return bindTo(server, port);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

int closedLaterOk(int server) {
  int fd = -1;
  int port = findAvailableTcpPort(fd);
  int result = bindTo(server, port);
  close(fd);
  return result;
}

// A number drawn at random that a bind found to be free.

static int drawPort() {
  for (int tries = 0; tries < 10; ++tries) {
    int drawn = randomInRange(40000, 50000);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int result = bindTo(fd, drawn);
    close(fd);
    if (result == 0)
      return drawn;
  }
  return -1;
}

int drawnBad(int server) {
  int port = drawPort();
  return bindTo(server, port);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

// A class that takes a port and starts is a server by its shape.

class Ledger {
public:
  explicit Ledger(int port);
  bool start();
};

class Visitor {
public:
  explicit Visitor(int port);
  bool connect();
};

void byShapeBad() {
  Ledger ledger(getFreePort());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
  ledger.start();
}

bool connectsOk() {
  Visitor visitor(getFreePort());
  return visitor.connect();
}

// Initialised at the start of the program, handed to a thread's function.

static const int ServerPort = getFreePort();

static void serve(int port) {
  Ledger ledger(port);
  // CHECK-MESSAGES: :[[@LINE+5]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
  ledger.start();
}

void threadBad() {
  std::thread server(serve, ServerPort);
  server.join();
}

static int Chosen;
void chooseGlobal() { Chosen = getFreePort(); }
int globalBad(int fd) {
  return bindTo(fd, Chosen);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

// An address that a helper makes and gives out behind a pointer.

struct Address {
  sockaddr_in value{};
  explicit Address(const sockaddr_in &from) : value(from) {}
};

static std::shared_ptr<const Address> probe() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in a{};
  socklen_t size = sizeof a;
  bool ok = bind(fd, reinterpret_cast<sockaddr *>(&a), sizeof a) == 0 &&
            getsockname(fd, reinterpret_cast<sockaddr *>(&a), &size) == 0;
  close(fd);
  return ok ? std::make_shared<Address>(a) : nullptr;
}

int behindAPointerBad(int fd) {
  auto address = probe();
  if (!address)
    return -1;
  return bind(fd, reinterpret_cast<const sockaddr *>(&address->value),
              // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
              sizeof address->value);
}

// A text that a helper fills by reference.

static void fill(std::ostringstream &text) {
  text << "localhost:" << getFreePort();
}

void startServer(const std::string &address);

void filledByReferenceBad() {
  std::ostringstream text;
  fill(text);
  startServer(text.str());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

// A helper that tells a failure by true is no loop that tries anew.

bool startsNot(int port) { return bindTo(0, port) != 0; }

int startAllBad(int count) {
  for (int i = 0; i < count; ++i) {
    int port = getFreePort();
    if (startsNot(port))
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
      return i;
  }
  return count;
}

// A failed use is caught, and another number is tried.

struct Listener {
  explicit Listener(int port);
};

std::unique_ptr<Listener> caughtOk() {
  for (;;) {
    int port = getFreePort();
    try {
      return std::make_unique<Listener>(port);
    } catch (const std::runtime_error &) {
    }
  }
}

std::unique_ptr<Listener> rethrownBad() {
  for (;;) {
    int port = getFreePort();
    try {
      return std::make_unique<Listener>(port);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
    } catch (const std::runtime_error &) {
      throw;
    }
  }
}

// A loop waits for what a callable writes at another time: the function ends.

struct Client {
  void onOpen(std::function<void()> callback);
};

void servedAndAwaited(int port) {
  Listener listener(port);
  Client client;
  bool connected = false;
  client.onOpen([&connected] { connected = true; });
  while (!connected)
    std::this_thread::yield();
}

void awaitedBad() {
  int port = getFreePort();
  servedAndAwaited(port);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}
