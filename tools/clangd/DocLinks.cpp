//===- DocLinks.cpp - Links from diagnostics to our pages -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clangd/DocLinks.h"
#include "toctou/Config.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <utility>

namespace clang::toctou {

static constexpr std::string_view Upstream =
    "https://clang.llvm.org/extra/clang-tidy/checks/toctou/";
static constexpr std::string_view Ending = ".html";
static constexpr std::string_view Length = "Content-Length: ";
static constexpr std::string_view EndOfHead = "\r\n\r\n";

std::string withOwnLinks(std::string Body) {
  static constexpr std::string_view Nameable = "abcdefghijklmnopqrstuvwxyz-";
  size_t At = 0;
  while ((At = Body.find(Upstream, At)) != std::string::npos) {
    const size_t Name = At + Upstream.size();
    const size_t End = Body.find_first_not_of(Nameable, Name);
    if (End == std::string::npos || Body.compare(End, Ending.size(), Ending)) {
      At = Name;
      continue;
    }
    const std::string Page =
        TOCTOU_DOCS_URL "toctou-" + Body.substr(Name, End - Name) + ".md";
    Body.replace(At, End + Ending.size() - At, Page);
    At += Page.size();
  }
  return Body;
}

std::string MessageStream::pass(std::string_view Bytes) {
  Pending += Bytes;
  std::string Out;
  while (!Pending.empty()) {
    if (Pending.compare(0, Length.size(), Length)) {
      // The start of a head may still be cut off.
      if (Length.substr(0, Pending.size()) == Pending)
        break;
      Out += std::exchange(Pending, {}); // --help, --version, --check
      break;
    }
    const size_t Head = Pending.find(EndOfHead);
    if (Head == std::string::npos)
      break;
    const size_t Size =
        std::strtoull(Pending.c_str() + Length.size(), nullptr, 10);
    const size_t Begin = Head + EndOfHead.size();
    if (Pending.size() - Begin < Size)
      break;
    const std::string Body = withOwnLinks(Pending.substr(Begin, Size));
    Pending.erase(0, Begin + Size);
    Out += Length;
    Out += std::to_string(Body.size());
    Out += EndOfHead;
    Out += Body;
  }
  return Out;
}

static void writeAll(int To, std::string_view Bytes) {
  while (!Bytes.empty()) {
    const ssize_t N = ::write(To, Bytes.data(), Bytes.size());
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return;
    Bytes.remove_prefix(N);
  }
}

static void pump(int From, int To) {
  MessageStream Messages;
  char Buffer[65536];
  for (;;) {
    const ssize_t N = ::read(From, Buffer, sizeof Buffer);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      break;
    writeAll(To, Messages.pass({Buffer, static_cast<size_t>(N)}));
  }
  writeAll(To, Messages.rest());
  ::close(From);
}

OutputFilter::OutputFilter() {
  llvm::outs(); // made before this object, so that it is there to be flushed
  int Ends[2];
  if (::pipe(Ends))
    return;
  Saved = ::dup(STDOUT_FILENO);
  ::dup2(Ends[1], STDOUT_FILENO);
  ::close(Ends[1]);
  Pump = std::thread(pump, Ends[0], Saved);
}

OutputFilter::~OutputFilter() {
  if (!Pump.joinable())
    return;
  llvm::outs().flush();
  std::fflush(stdout);
  ::close(STDOUT_FILENO); // the pump reads the end of the stream
  Pump.join();
  ::dup2(Saved, STDOUT_FILENO);
  ::close(Saved);
}

} // namespace clang::toctou
