//===- PortProbeCheck.cpp - toctou-port-probe for clang-tidy --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PortProbe/PortProbeCheck.h"
#include "PortProbe/PortProbeStory.h"

namespace clang::toctou {

std::vector<RaceWindow> PortProbeCheck::analyze(TranslationUnit &Unit) {
  return findPortProbes(Unit);
}

} // namespace clang::toctou
