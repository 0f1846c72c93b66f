//===- PortProbeStory.h - A probed port, told -----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Words the findings of toctou-port-probe: the warning at the hand-over, the
/// steps in time order, the rival, the remedies.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_PORTPROBE_PORTPROBESTORY_H
#define TOCTOU_CHECKS_PORTPROBE_PORTPROBESTORY_H

#include "Report/RaceWindow.h"

namespace clang::toctou {

class TranslationUnit;

/// The findings in \p Unit.
std::vector<RaceWindow> findPortProbes(TranslationUnit &Unit);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_PORTPROBE_PORTPROBESTORY_H
