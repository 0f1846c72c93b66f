//===- LockCommands.h - What a call about a file's lock does --------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `flock`, `fcntl` and `lockf` do what a number tells them. A wrapper gets the
/// number from its caller: so the decision is made anew in each caller.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_LOCKCOMMANDS_H
#define TOCTOU_FLOW_LOCKCOMMANDS_H

#include "Flow/Values.h"

namespace clang::toctou {

/// Decides by its operands what \p E, if it has commands, is: an asking that
/// waits or one that does not, or a release.
void decideCommand(Event &E, const Values &Table);

/// True if the number \p V, as a time to wait, means for ever.
bool isForEver(const Values &Table, ValueId V);

} // namespace clang::toctou

#endif // TOCTOU_FLOW_LOCKCOMMANDS_H
