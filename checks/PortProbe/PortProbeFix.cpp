//===- PortProbeFix.cpp - How to close the window of a probed port --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFix.h"

namespace clang::toctou {

std::vector<Remedy> portProbeRemedies(const ProbedPort &Port,
                                      TranslationUnit &Unit) {
  (void)Unit;
  Remedy Words;
  bool IsChild = Port.Use->Kind == EventKind::Append ||
                 Port.Use->HandOver == HandOverKind::ChildArgument ||
                 Port.Use->HandOver == HandOverKind::ChildEnvironment ||
                 Port.Use->HandOver == HandOverKind::ShellText ||
                 Port.Use->HandOver == HandOverKind::ConfigFile;
  if (IsChild && Port.Use->Kind != EventKind::Bind)
    Words.Text = "keep the probe socket open and pass its descriptor on, or "
                 "let the server bind port 0 and report the number it got";
  else
    Words.Text = "bind port 0 and read the number back from the live socket";
  return {Words};
}

} // namespace clang::toctou
