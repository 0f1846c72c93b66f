//===- CheckThenActCheck.cpp - toctou-check-then-act for clang-tidy -------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckThenAct/CheckThenActCheck.h"
#include "CheckThenAct/CheckThenActStory.h"

namespace clang::toctou {

std::vector<RaceWindow> CheckThenActCheck::analyze(TranslationUnit &Unit) {
  return findLateActs(Unit);
}

} // namespace clang::toctou
