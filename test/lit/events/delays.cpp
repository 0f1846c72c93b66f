// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
//
// Delays and acts, in order: what is acted on comes before the time it takes,
// also through a helper of the same file.
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

std::mutex mu;
int fd;

static void deliver(int to) {
  send(to, "x", 1, 0);
  sleep(1);
}

// CHECK: report:
void report() {
  mu.lock();
  int copy = fd;
  mu.unlock();
  deliver(copy);
  // CHECK: Acquire mu
  // CHECK: Read fd
  // CHECK: Release mu
  // CHECK: Act@L13
  // CHECK-SAME: handle
  // CHECK: Delay@L13
  // CHECK: Delay@L14
}
