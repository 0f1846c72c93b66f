// RUN: %check_toctou %s toctou-port-probe %t
//
// gRPC: the builder listens on port 0 and reports the one it got.
#include <memory>
#include <sstream>
#include <string>

extern "C" int grpc_pick_unused_port_or_die(void);
namespace grpc {
struct ServerCredentials {};
std::shared_ptr<ServerCredentials> InsecureServerCredentials();
class Server {};
class ServerBuilder {
public:
  ServerBuilder &
  AddListeningPort(const std::string &address,
                   std::shared_ptr<ServerCredentials> credentials,
                   int *selected = nullptr);
  std::unique_ptr<Server> BuildAndStart();
};
} // namespace grpc

std::unique_ptr<grpc::Server> reported(std::string *address) {
  const int port = grpc_pick_unused_port_or_die();
  grpc::ServerBuilder builder;
  builder.AddListeningPort("0.0.0.0:" + std::to_string(port),
                           grpc::InsecureServerCredentials());
  auto server = builder.BuildAndStart();
  *address = "localhost:" + std::to_string(port);
  return server;
}
// CHECK-MESSAGES: :[[@LINE-6]]:{{.*}} warning: port number from `grpc_pick_unused_port_or_die` is handed to a server
// CHECK-FIXES-LABEL: std::unique_ptr<grpc::Server> reported(
// CHECK-FIXES-NEXT: int port = 0;
// CHECK-FIXES-NEXT: grpc::ServerBuilder builder;
// CHECK-FIXES-NEXT: builder.AddListeningPort("0.0.0.0:0",
// CHECK-FIXES-NEXT: grpc::InsecureServerCredentials(), &port);
// CHECK-FIXES-NEXT: auto server = builder.BuildAndStart();
// CHECK-FIXES-NEXT: *address = "localhost:" + std::to_string(port);

std::unique_ptr<grpc::Server> streamed() {
  std::ostringstream address;
  address << "localhost:" << grpc_pick_unused_port_or_die();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address.str(), grpc::InsecureServerCredentials());
  return builder.BuildAndStart();
}
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: port number from `grpc_pick_unused_port_or_die` is handed to a server
// CHECK-FIXES-LABEL: std::unique_ptr<grpc::Server> streamed(
// CHECK-FIXES-NEXT: std::ostringstream address;
// CHECK-FIXES-NEXT: address << "localhost:0";

// The address is told before the server knows its port: no edit.
std::unique_ptr<grpc::Server> told(std::string *address) {
  const int port = grpc_pick_unused_port_or_die();
  *address = "localhost:" + std::to_string(port);
  grpc::ServerBuilder builder;
  builder.AddListeningPort("0.0.0.0:" + std::to_string(port),
                           grpc::InsecureServerCredentials());
  return builder.BuildAndStart();
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: port number from `grpc_pick_unused_port_or_die` is handed to a server
// CHECK-FIXES-LABEL: std::unique_ptr<grpc::Server> told(
// CHECK-FIXES-NEXT: const int port = grpc_pick_unused_port_or_die();
