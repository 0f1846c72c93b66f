//===- C11Threads.cpp - <threads.h> ---------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The functions return `thrd_success`, which is 0.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum LockEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr LockApi Locks[] = {
    {.Callee = "cnd_timedwait", .Effect = Wait, .Lock = 1},
    {.Callee = "cnd_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "mtx_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "mtx_timedlock", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "mtx_trylock", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "mtx_unlock", .Effect = Release, .Lock = 0},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "mtx_t"},
};

static constexpr InvokeApi Invokes[] = {
    {.Callee = "call_once"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "thrd_create"},
    {.Callee = "tss_create"},
};

static constexpr NoReturnApi NoReturns[] = {
    {.Callee = "thrd_exit"},
};

// clang-format on

extern const Table C11ThreadsTable;
constinit const Table C11ThreadsTable = {
    .Library = "c11",
    .Locks = Locks,
    .LockClasses = LockClasses,
    .Invokes = Invokes,
    .Defers = Defers,
    .NoReturns = NoReturns,
};

} // namespace clang::toctou
