//===- CheckThenActFix.cpp - How to make two steps one --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/CheckThenActFix.h"

namespace clang::toctou {

static const char *inWords(LateActKind Kind) {
  switch (Kind) {
  case LateActKind::StoredValue:
    return "change it in one step: `fetch_add()`, or a loop of "
           "`compare_exchange_weak()`";
  case LateActKind::StoredOnTest:
    return "test and store in one step: `exchange()`, or "
           "`compare_exchange_strong()`";
  case LateActKind::Reset:
    return "take the value and reset it in one step: `exchange()`";
  case LateActKind::Handle:
    return "lock the weak pointer first and test the result";
  case LateActKind::Container:
    return "use one call that tries, and test its result";
  case LateActKind::Section:
    return "test again under the lock that the act holds, or hold one lock "
           "over both";
  case LateActKind::LateLock:
    return "take the lock before the test, or test again under it";
  }
  return "";
}

std::vector<Remedy> checkThenActRemedies(const LateAct &Act,
                                         TranslationUnit &) {
  return {{inWords(Act.Kind), {}, false}};
}

} // namespace clang::toctou
