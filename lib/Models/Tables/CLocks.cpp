//===- CLocks.cpp - Locks of kernels, small systems and C platforms -------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Windows, the Linux kernel, FreeRTOS, Zephyr, CMSIS, SDL, APR, PostgreSQL.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum LockEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr LockApi Locks[] = {
    {.Callee = "AcquireSRWLockExclusive", .Effect = Acquire, .Lock = 0},
    {.Callee = "AcquireSRWLockShared", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "EnterCriticalSection", .Effect = Acquire, .Lock = 0},
    {.Callee = "LWLockAcquire", .Effect = Acquire, .Lock = 0},
    {.Callee = "LWLockConditionalAcquire", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "LWLockRelease", .Effect = Release, .Lock = 0},
    {.Callee = "LeaveCriticalSection", .Effect = Release, .Lock = 0},
    {.Callee = "OSSpinLockLock", .Effect = Acquire, .Lock = 0},
    {.Callee = "OSSpinLockTry", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "OSSpinLockUnlock", .Effect = Release, .Lock = 0},
    {.Callee = "PyThread_acquire_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "PyThread_release_lock", .Effect = Release, .Lock = 0},
    {.Callee = "ReleaseSRWLockExclusive", .Effect = Release, .Lock = 0},
    {.Callee = "ReleaseSRWLockShared", .Effect = Release, .Lock = 0, .Shared = true},
    {.Callee = "RtlEnterCriticalSection", .Effect = Acquire, .Lock = 0},
    {.Callee = "RtlLeaveCriticalSection", .Effect = Release, .Lock = 0},
    {.Callee = "SDL_AtomicLock", .Effect = Acquire, .Lock = 0},
    {.Callee = "SDL_AtomicUnlock", .Effect = Release, .Lock = 0},
    {.Callee = "SDL_CondWait", .Effect = Wait, .Lock = 1},
    {.Callee = "SDL_CondWaitTimeout", .Effect = Wait, .Lock = 1},
    {.Callee = "SDL_LockMutex", .Effect = Acquire, .Lock = 0},
    {.Callee = "SDL_LockSpinlock", .Effect = Acquire, .Lock = 0},
    {.Callee = "SDL_TryLockMutex", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "SDL_UnlockMutex", .Effect = Release, .Lock = 0},
    {.Callee = "SDL_UnlockSpinlock", .Effect = Release, .Lock = 0},
    {.Callee = "SDL_WaitCondition", .Effect = Wait, .Lock = 1},
    {.Callee = "SDL_WaitConditionTimeout", .Effect = Wait, .Lock = 1},
    {.Callee = "SDL_mutexP", .Effect = Acquire, .Lock = 0},
    {.Callee = "SDL_mutexV", .Effect = Release, .Lock = 0},
    {.Callee = "SleepConditionVariableCS", .Effect = Wait, .Lock = 1},
    {.Callee = "SleepConditionVariableSRW", .Effect = Wait, .Lock = 1},
    {.Callee = "SpinLockAcquire", .Effect = Acquire, .Lock = 0},
    {.Callee = "SpinLockRelease", .Effect = Release, .Lock = 0},
    {.Callee = "TryAcquireSRWLockExclusive", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "TryAcquireSRWLockShared", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .Shared = true},
    {.Callee = "TryEnterCriticalSection", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "apr_thread_cond_timedwait", .Effect = Wait, .Lock = 1},
    {.Callee = "apr_thread_cond_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "apr_thread_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "apr_thread_mutex_trylock", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "apr_thread_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "apr_thread_rwlock_rdlock", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "apr_thread_rwlock_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "apr_thread_rwlock_wrlock", .Effect = Acquire, .Lock = 0},
    {.Callee = "down", .Effect = Acquire, .Lock = 0},
    {.Callee = "down_interruptible", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "down_read", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "down_read_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .Shared = true},
    {.Callee = "down_trylock", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "down_write", .Effect = Acquire, .Lock = 0},
    {.Callee = "down_write_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "k_condvar_wait", .Effect = Wait, .Lock = 1},
    {.Callee = "k_mutex_lock", .Effect = TryAcquire, .Lock = 0, .Held = Zero, .Timeout = 1},
    {.Callee = "k_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "k_spin_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "k_spin_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "mutex_lock_interruptible", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "mutex_lock_killable", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "mutex_lock_nested", .Effect = Acquire, .Lock = 0},
    {.Callee = "mutex_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "ngx_shmtx_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "ngx_shmtx_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "ngx_shmtx_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "osMutexAcquire", .Effect = TryAcquire, .Lock = 0, .Held = Zero, .Timeout = 1},
    {.Callee = "osMutexRelease", .Effect = Release, .Lock = 0},
    {.Callee = "osMutexWait", .Effect = TryAcquire, .Lock = 0, .Held = Zero, .Timeout = 1},
    {.Callee = "os_unfair_lock_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "os_unfair_lock_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "os_unfair_lock_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "raw_spin_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "raw_spin_lock_irqsave", .Effect = Acquire, .Lock = 0},
    {.Callee = "raw_spin_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "raw_spin_unlock_irqrestore", .Effect = Release, .Lock = 0},
    {.Callee = "read_lock", .Effect = Acquire, .Lock = 0, .Shared = true},
    {.Callee = "read_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .Shared = true},
    {.Callee = "read_unlock", .Effect = Release, .Lock = 0, .Shared = true},
    {.Callee = "rt_mutex_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "rt_mutex_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "rtos::Mutex::lock", .Effect = TryAcquire, .Held = Zero, .Timeout = 0},
    {.Callee = "rtos::Mutex::trylock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "rtos::Mutex::trylock_for", .Effect = TryAcquire, .Held = NonZero, .Timeout = 0},
    {.Callee = "rtos::Mutex::trylock_until", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "rtos::Mutex::unlock", .Effect = Release},
    {.Callee = "spin_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "spin_lock_bh", .Effect = Acquire, .Lock = 0},
    {.Callee = "spin_lock_irq", .Effect = Acquire, .Lock = 0},
    {.Callee = "spin_lock_irqsave", .Effect = Acquire, .Lock = 0},
    {.Callee = "spin_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "spin_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "spin_unlock_bh", .Effect = Release, .Lock = 0},
    {.Callee = "spin_unlock_irq", .Effect = Release, .Lock = 0},
    {.Callee = "spin_unlock_irqrestore", .Effect = Release, .Lock = 0},
    {.Callee = "sqlite3_mutex_enter", .Effect = Acquire, .Lock = 0},
    {.Callee = "sqlite3_mutex_leave", .Effect = Release, .Lock = 0},
    {.Callee = "sqlite3_mutex_try", .Effect = TryAcquire, .Lock = 0, .Held = Zero},
    {.Callee = "tx_mutex_get", .Effect = TryAcquire, .Lock = 0, .Held = Zero, .Timeout = 1},
    {.Callee = "tx_mutex_put", .Effect = Release, .Lock = 0},
    {.Callee = "up", .Effect = Release, .Lock = 0},
    {.Callee = "up_read", .Effect = Release, .Lock = 0, .Shared = true},
    {.Callee = "up_write", .Effect = Release, .Lock = 0},
    {.Callee = "write_lock", .Effect = Acquire, .Lock = 0},
    {.Callee = "write_trylock", .Effect = TryAcquire, .Lock = 0, .Held = NonZero},
    {.Callee = "write_unlock", .Effect = Release, .Lock = 0},
    {.Callee = "xSemaphoreGive", .Effect = Release, .Lock = 0, .MaySignal = true},
    {.Callee = "xSemaphoreGiveFromISR", .Effect = Release, .Lock = 0, .MaySignal = true},
    {.Callee = "xSemaphoreGiveRecursive", .Effect = Release, .Lock = 0},
    {.Callee = "xSemaphoreTake", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .Timeout = 1, .MaySignal = true},
    {.Callee = "xSemaphoreTakeFromISR", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .MaySignal = true},
    {.Callee = "xSemaphoreTakeRecursive", .Effect = TryAcquire, .Lock = 0, .Held = NonZero, .Timeout = 1},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "CRITICAL_SECTION"},
    {.Class = "LWLock"},
    {.Class = "SDL_Mutex"},
    {.Class = "SDL_mutex"},
    {.Class = "SRWLOCK"},
    {.Class = "_RTL_CRITICAL_SECTION"},
    {.Class = "k_mutex"},
    {.Class = "mutex"},
    {.Class = "rw_semaphore"},
    {.Class = "spinlock"},
    {.Class = "spinlock_t"},
};

// clang-format on

extern const Table CLocksTable;
constinit const Table CLocksTable = {
    .Library = "c-locks",
    .Locks = Locks,
    .LockClasses = LockClasses,
};

} // namespace clang::toctou
