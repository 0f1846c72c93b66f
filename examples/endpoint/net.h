//===- net.h - Addresses and ports ----------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_EXAMPLES_NET_H
#define TOCTOU_EXAMPLES_NET_H

#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

/// The socket address of a host and a port, both in host byte order.
inline sockaddr_in ipv4(uint32_t host, uint16_t port) {
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_addr.s_addr = htonl(host);
  addr.sin_port = htons(port);
  return addr;
}

/// Binds a throwaway socket on loopback, reads its port and closes it.
inline uint16_t get_free_port() {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    throw std::runtime_error("socket");
  sockaddr_in addr = ipv4(INADDR_LOOPBACK, 0);
  socklen_t len = sizeof addr;
  if (::bind(fd, reinterpret_cast<sockaddr *>(&addr), sizeof addr) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr *>(&addr), &len) != 0) {
    ::close(fd);
    throw std::runtime_error("probe");
  }
  ::close(fd);
  return ntohs(addr.sin_port);
}

#endif // TOCTOU_EXAMPLES_NET_H
