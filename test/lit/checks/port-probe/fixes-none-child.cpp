// RUN: %check_toctou %s toctou-port-probe %t
//
// A child process has to bind the number itself: no edit closes that window.
#include <string>
#include <unistd.h>

int getFreePort();

int spawn() {
  std::string port = std::to_string(getFreePort());
  return ::execl("/usr/bin/server", "server", "--port", port.c_str(), nullptr);
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{.*}} warning: port number from `getFreePort` is passed to a child process
// CHECK-FIXES-LABEL: int spawn() {
// CHECK-FIXES-NEXT: std::string port = std::to_string(getFreePort());
