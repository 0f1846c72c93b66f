//===- PortProbeCheck.h - toctou-port-probe for clang-tidy ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_PORTPROBE_PORTPROBECHECK_H
#define TOCTOU_PORTPROBE_PORTPROBECHECK_H

#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds port numbers that a probe socket found and gave back before they are
/// bound.
/// See docs/checks/toctou-port-probe.md.
class PortProbeCheck : public ToctouCheck {
public:
  using ToctouCheck::ToctouCheck;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;
};

} // namespace clang::toctou

#endif // TOCTOU_PORTPROBE_PORTPROBECHECK_H
