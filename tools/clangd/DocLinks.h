//===- DocLinks.h - Links from diagnostics to our pages -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clangd derives the link of every clang-tidy diagnostic from its name, which
/// for a check that is not upstream is a dead page of clang.llvm.org. The
/// program owns its standard output, so a pipe in front of it rewrites that
/// link.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CLANGD_DOCLINKS_H
#define TOCTOU_CLANGD_DOCLINKS_H

#include <string>
#include <string_view>
#include <thread>

namespace clang::toctou {

/// \p Body with every link to an upstream page of ours leading to our own page.
std::string withOwnLinks(std::string Body);

/// Cuts a stream into the messages of the language server protocol.
class MessageStream {
public:
  /// Takes \p Bytes and returns what can be passed on: whole messages, with
  /// their links and lengths put right; anything that is no message, as it is.
  std::string pass(std::string_view Bytes);

  /// What is left when the stream has ended.
  std::string rest() { return std::move(Pending); }

private:
  std::string Pending;
};

/// While it lives, standard output goes through a `MessageStream`. clangd ends
/// with `exit` where it only prints (`--version`, `--help`), so the object is
/// static: its destructor then still waits for the last bytes.
class OutputFilter {
public:
  OutputFilter();
  ~OutputFilter();
  OutputFilter(const OutputFilter &) = delete;
  OutputFilter &operator=(const OutputFilter &) = delete;

private:
  int Saved = -1;
  std::thread Pump;
};

} // namespace clang::toctou

#endif // TOCTOU_CLANGD_DOCLINKS_H
