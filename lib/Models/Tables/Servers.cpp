//===- Servers.cpp - Libraries of servers, a row or two each --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// libevent, ZeroMQ, nng, nanomsg, SFML, SDL, ENet, mongoose, civetweb,
/// microhttpd, libwebsockets, cpp-httplib, Crow, Drogon, Pistache, oatpp, brpc,
/// rpclib, Thrift, Cap'n Proto, WebSocket++, uWebSockets, evpp, muduo, seastar,
/// wxWidgets, Chromium.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum HandOverKind;
using enum NetEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr NetApi Nets[] = {
    {.Callee = "evconnlistener_free", .Effect = Close, .Socket = 0},
    {.Callee = "evconnlistener_get_fd", .Effect = Open, .Socket = Result},
    {.Callee = "evhttp_bound_socket_get_fd", .Effect = Open, .Socket = Result},
    {.Callee = "evhttp_free", .Effect = Close, .Socket = 0},
    {.Callee = "evutil_closesocket", .Effect = Close, .Socket = 0},
    {.Callee = "httplib::Server::bind_to_any_port", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "sf::TcpListener::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "sf::TcpListener::getLocalPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "sf::TcpListener::listen", .Effect = Bind, .Socket = Receiver, .Port = 0, .Ok = Zero},
    {.Callee = "sf::TcpSocket::connect", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "sf::UdpSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 0, .Ok = Zero},
    {.Callee = "sf::UdpSocket::getLocalPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "sf::UdpSocket::unbind", .Effect = Close, .Socket = Receiver},
};

static constexpr SocketClassApi SocketClasses[] = {
    {.Class = "sf::TcpListener"},
    {.Class = "sf::UdpSocket"},
};

static constexpr PortFieldApi PortFields[] = {
    {.Field = "ENetAddress::port"},
    {.Field = "IPaddress::port"},
    {.Field = "_ENetAddress::port"},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "MHD_start_daemon", .Kind = Server, .Port = 1, .Ok = NonZero},
    {.Callee = "Pistache::Http::Endpoint::init", .Kind = Server},
    {.Callee = "SDLNet_TCP_Open", .Kind = Server, .Port = 0, .Ok = NonZero},
    {.Callee = "SDLNet_UDP_Open", .Kind = Server, .Port = 0, .Ok = NonZero},
    {.Callee = "TinyProcessLib::Process::Process", .Kind = ChildArgument},
    {.Callee = "anetTcp6Server", .Kind = Server},
    {.Callee = "anetTcpServer", .Kind = Server},
    {.Callee = "base::CommandLine::AppendArg", .Kind = ChildArgument},
    {.Callee = "base::CommandLine::AppendSwitch", .Kind = ChildArgument},
    {.Callee = "base::CommandLine::AppendSwitchASCII", .Kind = ChildArgument},
    {.Callee = "base::CommandLine::AppendSwitchNative", .Kind = ChildArgument},
    {.Callee = "base::GetAppOutput", .Kind = ChildArgument},
    {.Callee = "base::LaunchProcess", .Kind = ChildArgument},
    {.Callee = "brpc::Server::Start", .Kind = Server, .Port = 0, .Ok = Zero},
    {.Callee = "brpc::Server::StartAtUnixDomain", .Kind = Server, .Port = 0, .Ok = Zero},
    {.Callee = "crow::App::port", .Kind = Server},
    {.Callee = "crow::Crow::bindaddr", .Kind = Server},
    {.Callee = "crow::Crow::port", .Kind = Server},
    {.Callee = "drogon::HttpAppFramework::addListener", .Kind = Server},
    {.Callee = "enet_host_create", .Kind = Server, .Port = 0, .Ok = NonZero},
    {.Callee = "evconnlistener_new_bind", .Kind = Server, .Port = 4},
    {.Callee = "evhttp_bind_socket", .Kind = Server, .Port = 2},
    {.Callee = "evhttp_bind_socket_with_handle", .Kind = Server, .Port = 2},
    {.Callee = "h2o_bind", .Kind = Server},
    {.Callee = "httplib::Server::bind_to_port", .Kind = Server},
    {.Callee = "httplib::Server::listen", .Kind = Server},
    {.Callee = "llvm::sys::ExecuteAndWait", .Kind = ChildArgument},
    {.Callee = "llvm::sys::ExecuteNoWait", .Kind = ChildArgument},
    {.Callee = "lws_create_context", .Kind = Server},
    {.Callee = "lws_create_vhost", .Kind = Server},
    {.Callee = "mg_bind", .Kind = Server},
    {.Callee = "mg_bind_opt", .Kind = Server},
    {.Callee = "mg_http_listen", .Kind = Server},
    {.Callee = "mg_listen", .Kind = Server},
    {.Callee = "mg_set_option", .Kind = Server},
    {.Callee = "mg_start", .Kind = Server},
    {.Callee = "nn_bind", .Kind = Server},
    {.Callee = "nn_connect", .Kind = Client},
    {.Callee = "nng::listen", .Kind = Server},
    {.Callee = "nng_dial", .Kind = Client},
    {.Callee = "nng_listen", .Kind = Server},
    {.Callee = "nng_listener_create", .Kind = Server},
    {.Callee = "ns_bind", .Kind = Server},
    {.Callee = "oatpp::network::tcp::server::ConnectionProvider::createShared", .Kind = Server},
    {.Callee = "reproc::process::start", .Kind = ChildArgument},
    {.Callee = "reproc::run", .Kind = ChildArgument},
    {.Callee = "reproc_start", .Kind = ChildArgument},
    {.Callee = "restinio::run", .Kind = Server},
    {.Callee = "seastar::engine::listen", .Kind = Server},
    {.Callee = "seastar::httpd::http_server::listen", .Kind = Server},
    {.Callee = "seastar::httpd::http_server_control::listen", .Kind = Server},
    {.Callee = "seastar::listen", .Kind = Server},
    {.Callee = "ssh_bind_options_set", .Kind = Server},
    {.Callee = "subprocess::Popen::Popen", .Kind = ChildArgument},
    {.Callee = "subprocess::call", .Kind = ChildArgument},
    {.Callee = "subprocess::check_output", .Kind = ChildArgument},
    {.Callee = "subprocess::run", .Kind = ChildArgument},
    {.Callee = "subprocess_create", .Kind = ChildArgument},
    {.Callee = "subprocess_create_ex", .Kind = ChildArgument},
    {.Callee = "uWS::App::listen", .Kind = Server},
    {.Callee = "uWS::TemplatedApp::listen", .Kind = Server},
    {.Callee = "us_socket_context_listen", .Kind = Server},
    {.Callee = "websocketpp::server::listen", .Kind = Server},
    {.Callee = "websocketpp::transport::asio::endpoint::listen", .Kind = Server},
    {.Callee = "wxExecute", .Kind = ChildArgument},
    {.Callee = "zmq::detail::socket_base::bind", .Kind = Server},
    {.Callee = "zmq::detail::socket_base::connect", .Kind = Client},
    {.Callee = "zmq::socket_t::bind", .Kind = Server},
    {.Callee = "zmq::socket_t::connect", .Kind = Client},
    {.Callee = "zmq_bind", .Kind = Server},
    {.Callee = "zmq_connect", .Kind = Client},
    {.Callee = "zmqpp::socket::bind", .Kind = Server},
    {.Callee = "zsock_bind", .Kind = Server},
};

static constexpr HandOverClassApi HandOverClasses[] = {
    {.Class = "Pistache::Http::Endpoint", .Kind = Server},
    {.Class = "apache::thrift::transport::TNonblockingServerSocket", .Kind = Server},
    {.Class = "apache::thrift::transport::TServerSocket", .Kind = Server},
    {.Class = "capnp::EzRpcServer", .Kind = Server},
    {.Class = "lws_context_creation_info", .Kind = ServerConfig},
    {.Class = "mg_init_data", .Kind = ServerConfig},
    {.Class = "oatpp::network::tcp::server::ConnectionProvider", .Kind = Server},
    {.Class = "prometheus::Exposer", .Kind = Server},
    {.Class = "rpc::server", .Kind = Server},
    {.Class = "wxSocketServer", .Kind = Server},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "base::IntToString"},
    {.Callee = "base::NumberToString"},
    {.Callee = "base::StrCat"},
    {.Callee = "base::StringPrintf"},
    {.Callee = "evutil_parse_sockaddr_port", .From = 0, .To = 1},
    {.Callee = "evutil_snprintf", .To = 0},
    {.Callee = "nlohmann::basic_json::dump", .From = Receiver},
    {.Callee = "nlohmann::basic_json::emplace", .To = Receiver},
    {.Callee = "nlohmann::basic_json::emplace_back", .To = Receiver},
    {.Callee = "nlohmann::basic_json::get", .From = Receiver},
    {.Callee = "nlohmann::basic_json::push_back", .To = Receiver},
    {.Callee = "wxArrayString::Add", .To = Receiver},
    {.Callee = "wxIPV4address::Service", .To = Receiver},
    {.Callee = "wxString::Format"},
};

static constexpr ListClassApi ListClasses[] = {
    {.Class = "wxArrayString"},
};

static constexpr LogApi Logs[] = {
    {.Callee = "wxLogDebug"},
    {.Callee = "wxLogError"},
    {.Callee = "wxLogInfo"},
    {.Callee = "wxLogMessage"},
    {.Callee = "wxLogVerbose"},
    {.Callee = "wxLogWarning"},
};

// clang-format on

extern const Table ServersTable;
constinit const Table ServersTable = {
    .Library = "servers",
    .Nets = Nets,
    .SocketClasses = SocketClasses,
    .PortFields = PortFields,
    .HandOvers = HandOvers,
    .HandOverClasses = HandOverClasses,
    .Flows = Flows,
    .ListClasses = ListClasses,
    .Logs = Logs,
};

} // namespace clang::toctou
