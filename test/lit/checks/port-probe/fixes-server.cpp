// RUN: grep -v "// CHECK" %s > %t.cpp
// RUN: not clang-toctou --checks=-*,toctou-port-probe --fix-notes %t.cpp -- -std=c++20 > %t.out
// RUN: FileCheck %s --check-prefix=CHECK-MESSAGES --input-file=%t.out
// RUN: FileCheck %s --check-prefix=CHECK-FIXES --input-file=%t.cpp
// RUN: %llvm_tools/clang++ -std=c++20 -fsyntax-only -w %t.cpp
// RUN: cp %t.cpp %t.again.cpp
// RUN: not clang-toctou --checks=-*,toctou-port-probe --fix-notes %t.again.cpp -- -std=c++20
// RUN: diff %t.cpp %t.again.cpp
//
// A server that is only declared may bind later: that it takes 0 for "any" is
// for a reader to decide, so the edit stands on a note.
#include <cstdio>
#include <string>

int getFreePort();

class HttpServer {
public:
  HttpServer(int port, const std::string &host);
  bool listen();
  int getPort() const;
};

bool serve() {
  int port = getFreePort();
  HttpServer server(port, "127.0.0.1");
  if (!server.listen())
    return false;
  std::printf("http://127.0.0.1:%d/\n", port);
  return true;
}
// CHECK-MESSAGES: warning: port number from `getFreePort` is handed to a server
// CHECK-FIXES-LABEL: bool serve() {
// CHECK-FIXES-NEXT: HttpServer server(0, "127.0.0.1");
// CHECK-FIXES-NEXT: if (!server.listen())
// CHECK-FIXES-NEXT: return false;
// CHECK-FIXES-NEXT: std::printf("http://127.0.0.1:%d/\n", server.getPort());

class BlindServer {
public:
  explicit BlindServer(int port);
  void run();
};

// Nobody could say which port it got: only words.
void blind() {
  int port = getFreePort();
  BlindServer server(port);
  server.run();
}
// CHECK-MESSAGES: warning: port number from `getFreePort` is handed to a server
// CHECK-FIXES-LABEL: void blind() {
// CHECK-FIXES-NEXT: int port = getFreePort();
// CHECK-FIXES-NEXT: BlindServer server(port);
