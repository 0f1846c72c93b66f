//===- PortProbeFix.h - How to close the window of a probed port ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Remedies for toctou-port-probe: bind port 0 where the number is used and
/// read it back from the live socket.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_PORTPROBE_PORTPROBEFIX_H
#define TOCTOU_CHECKS_PORTPROBE_PORTPROBEFIX_H

#include "PortProbe/PortProbeAutomaton.h"
#include "Report/RaceWindow.h"

namespace clang::toctou {

/// The remedies for \p Port, the safest first; at least one, in words.
std::vector<Remedy> portProbeRemedies(const ProbedPort &Port,
                                      TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_PORTPROBE_PORTPROBEFIX_H
