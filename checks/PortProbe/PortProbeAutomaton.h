//===- PortProbeAutomaton.h - Ports whose probe socket is closed ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Check: a number is learned from a bound socket (or comes from a helper that
/// probes). Window: that socket is closed. Use: the number is bound, or handed
/// to whoever will bind it. Link: the value flows there.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_PORTPROBE_PORTPROBEAUTOMATON_H
#define TOCTOU_CHECKS_PORTPROBE_PORTPROBEAUTOMATON_H

#include "Flow/FunctionFlow.h"
#include <vector>

namespace clang {
class ValueDecl;
} // namespace clang

namespace clang::toctou {

class TranslationUnit;

/// A number found by a probe that is over, and its first hand-over.
struct ProbedPort {
  const FunctionDecl *Function = nullptr;
  /// Where the number was learned.
  const Event *Check = nullptr;
  /// Where the socket was closed; the check itself for a helper out of sight.
  const Event *Window = nullptr;
  /// Where the number goes to whoever binds it.
  const Event *Use = nullptr;
  /// The member or global that kept the number between two functions, if any.
  const ValueDecl *KeptIn = nullptr;
  ValueId Number = ValueId::None;
};

/// Every race of this kind in \p Unit; each number is reported once a path, at
/// its first hand-over.
std::vector<ProbedPort> probedPorts(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_PORTPROBE_PORTPROBEAUTOMATON_H
