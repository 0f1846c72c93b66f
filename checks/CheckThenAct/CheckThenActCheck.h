//===- CheckThenActCheck.h - toctou-check-then-act for clang-tidy ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTCHECK_H
#define TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTCHECK_H

#include "Tidy/ToctouCheck.h"

namespace clang::toctou {

/// Finds acts on the word of an earlier step, which may be old when they come.
/// See docs/checks/toctou-check-then-act.md.
class CheckThenActCheck : public ToctouCheck {
public:
  using ToctouCheck::ToctouCheck;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;
};

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_CHECKTHENACT_CHECKTHENACTCHECK_H
