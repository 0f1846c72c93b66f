//===- FailOpenLockStory.h - A fail-open path, told -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Words the findings of toctou-fail-open-lock: the warning at the first
/// protected access, the steps in time order, the rival, the remedies.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKSTORY_H
#define TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKSTORY_H

#include "FailOpenLock/FailOpenLockFix.h"
#include "Report/RaceWindow.h"

namespace clang::toctou {

class TranslationUnit;

/// The findings in \p Unit.
std::vector<RaceWindow> findFailOpenLocks(TranslationUnit &Unit,
                                          const FailOpenOptions &Options);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_FAILOPENLOCK_FAILOPENLOCKSTORY_H
