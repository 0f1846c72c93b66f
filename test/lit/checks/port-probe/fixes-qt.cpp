// RUN: %check_toctou %s toctou-port-probe %t
//
// Qt: listen on 0, then ask the server.
using quint16 = unsigned short;
class QHostAddress {
public:
  enum SpecialAddress { Any, LocalHost };
  QHostAddress(SpecialAddress address);
};
class QTcpServer {
public:
  QTcpServer();
  ~QTcpServer();
  bool listen(const QHostAddress &address = QHostAddress::Any,
              quint16 port = 0);
  quint16 serverPort() const;
  void close();
};
void show(const char *text, int number);

static quint16 freePort() {
  QTcpServer probe;
  probe.listen(QHostAddress::LocalHost);
  return probe.serverPort();
}

bool serve(QTcpServer &server) {
  const quint16 port = freePort();
  if (!server.listen(QHostAddress::Any, port))
    return false;
  show("listening", port);
  return true;
}
// CHECK-MESSAGES: :[[@LINE-5]]:{{.*}} warning: port number from `freePort` is bound after
// CHECK-FIXES-LABEL: bool serve(QTcpServer &server) {
// CHECK-FIXES-NEXT: if (!server.listen(QHostAddress::Any, 0))
// CHECK-FIXES-NEXT: return false;
// CHECK-FIXES-NEXT: const quint16 port = server.serverPort();
// CHECK-FIXES-NEXT: show("listening", port);

bool servePointer(QTcpServer *server) {
  quint16 port = freePort();
  bool listens = server->listen(QHostAddress::Any, port);
  if (!listens)
    return false;
  show("listening", port);
  return true;
}
// CHECK-MESSAGES: :[[@LINE-6]]:{{.*}} warning: port number from `freePort` is bound after
// CHECK-FIXES-LABEL: bool servePointer(QTcpServer *server) {
// CHECK-FIXES-NEXT: bool listens = server->listen(QHostAddress::Any, 0);
// CHECK-FIXES-NEXT: if (!listens)
// CHECK-FIXES-NEXT: return false;
// CHECK-FIXES-NEXT: quint16 port = server->serverPort();
// CHECK-FIXES-NEXT: show("listening", port);
