//===- FileLocks.cpp - Locks on files, and files that are locks -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum FileLockEffect;
using enum Success;

/// LOCK_UN, LOCK_NB; what remains waits.
static constexpr LockCommand FlockCommands[] = {
    {8, 8, Release}, {4, 4, Try}, {0, 0, Wait}};

/// F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, as Linux and the BSDs number
/// them; the others lock nothing.
static constexpr LockCommand FcntlCommands[] = {
    {-1, 6, Try},  {-1, 7, Wait},  {-1, 8, Try},  {-1, 9, Wait},
    {-1, 12, Try}, {-1, 13, Wait}, {-1, 37, Try}, {-1, 38, Wait},
    {-1, 90, Try}, {-1, 91, Wait}, {0, 0, None}};

/// F_ULOCK, F_LOCK, F_TLOCK.
static constexpr LockCommand LockfCommands[] = {
    {-1, 0, Release}, {-1, 1, Wait}, {-1, 2, Try}, {-1, 3, None}, {0, 0, Wait}};

/// O_CREAT and O_EXCL, as Linux numbers them.
static constexpr int64_t Exclusive = 0300;

// One row a line, whatever its length.
// clang-format off
static constexpr LockCommandApi LockCommands[] = {
    {.Callee = "fcntl", .Commands = FcntlCommands, .Record = 2, .Field = "l_type", .ReleaseNumber = 2},
    {.Callee = "flock", .Commands = FlockCommands},
    {.Callee = "lockf", .Commands = LockfCommands},
};

static constexpr LockFileApi LockFiles[] = {
    {.Callee = "boost::filesystem::create_directory", .Held = NonZero},
    {.Callee = "boost::filesystem::remove", .Effect = Release},
    {.Callee = "fopen", .Mode = 1, .Held = NonZero},
    {.Callee = "link", .Path = 1, .Held = ZeroElseNegative},
    {.Callee = "mkdir", .Held = ZeroElseNegative},
    {.Callee = "open", .Flags = 1, .Bits = Exclusive},
    {.Callee = "openat", .Path = 1, .Flags = 2, .Bits = Exclusive},
    {.Callee = "remove", .Effect = Release},
    {.Callee = "rmdir", .Effect = Release},
    {.Callee = "std::filesystem::create_directory", .Held = NonZero},
    {.Callee = "std::filesystem::remove", .Effect = Release},
    {.Callee = "symlink", .Path = 1, .Held = ZeroElseNegative},
    {.Callee = "unlink", .Effect = Release},
    {.Callee = "unlinkat", .Effect = Release, .Path = 1},
};

static constexpr LockNameApi LockNames[] = {
    {.Word = "lck"},
    {.Word = "lckfile"},
    {.Word = "lock"},
    {.Word = "lockdir"},
    {.Word = "locked"},
    {.Word = "lockfd"},
    {.Word = "lockfile"},
    {.Word = "locking"},
    {.Word = "lockname"},
    {.Word = "lockpath"},
    {.Word = "locks"},
    {.Word = "mutex"},
    {.Word = "pid"},
    {.Word = "pidfile"},
    {.Word = "semaphore"},
    {.Word = "singleton"},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "fileno", .From = 0},
};

static constexpr OwnershipApi Ownerships[] = {
    {.Callee = "*guard::_has_lock_"},
    {.Callee = "*guard::_is_locked_"},
    {.Callee = "*guard::_owns_lock_"},
    {.Callee = "*lock::_has_lock_"},
    {.Callee = "*lock::_is_locked_"},
    {.Callee = "*lock::_owns_lock_"},
    {.Callee = "QMutexLocker::isLocked"},
    {.Callee = "QMutexLocker::operator bool"},
    {.Callee = "absl::ReleasableMutexLock::IsHeld"},
    {.Callee = "boost::interprocess::scoped_lock::owns"},
    {.Callee = "boost::interprocess::sharable_lock::owns"},
    {.Callee = "boost::interprocess::upgradable_lock::owns"},
    {.Callee = "boost::shared_lock::operator bool"},
    {.Callee = "boost::shared_lock::owns_lock"},
    {.Callee = "boost::unique_lock::operator bool"},
    {.Callee = "boost::unique_lock::owns_lock"},
    {.Callee = "boost::upgrade_lock::operator bool"},
    {.Callee = "boost::upgrade_lock::owns_lock"},
    {.Callee = "std::shared_lock::operator bool"},
    {.Callee = "std::shared_lock::owns_lock"},
    {.Callee = "std::unique_lock::operator bool"},
    {.Callee = "std::unique_lock::owns_lock"},
};

static constexpr BlockingTwinApi BlockingTwins[] = {
    {.Callee = "LWLockConditionalAcquire", .Twin = "LWLockAcquire"},
    {.Callee = "QBasicMutex::tryLock", .Twin = "lock"},
    {.Callee = "QBasicMutex::try_lock", .Twin = "lock"},
    {.Callee = "QBasicMutex::try_lock_for", .Twin = "lock"},
    {.Callee = "QBasicMutex::try_lock_until", .Twin = "lock"},
    {.Callee = "QLockFile::tryLock", .Twin = "lock"},
    {.Callee = "QMutex::tryLock", .Twin = "lock"},
    {.Callee = "QMutex::try_lock", .Twin = "lock"},
    {.Callee = "QMutex::try_lock_for", .Twin = "lock"},
    {.Callee = "QMutex::try_lock_until", .Twin = "lock"},
    {.Callee = "QReadWriteLock::tryLockForRead", .Twin = "lockForRead"},
    {.Callee = "QReadWriteLock::tryLockForWrite", .Twin = "lockForWrite"},
    {.Callee = "QRecursiveMutex::tryLock", .Twin = "lock"},
    {.Callee = "QRecursiveMutex::try_lock", .Twin = "lock"},
    {.Callee = "QRecursiveMutex::try_lock_for", .Twin = "lock"},
    {.Callee = "QRecursiveMutex::try_lock_until", .Twin = "lock"},
    {.Callee = "QSemaphore::tryAcquire", .Twin = "acquire"},
    {.Callee = "SDL_TryLockMutex", .Twin = "SDL_LockMutex"},
    {.Callee = "TryAcquireSRWLockExclusive", .Twin = "AcquireSRWLockExclusive"},
    {.Callee = "TryAcquireSRWLockShared", .Twin = "AcquireSRWLockShared"},
    {.Callee = "TryEnterCriticalSection", .Twin = "EnterCriticalSection"},
    {.Callee = "absl::Mutex::ReaderTryLock", .Twin = "ReaderLock"},
    {.Callee = "absl::Mutex::TryLock", .Twin = "Lock"},
    {.Callee = "absl::Mutex::WriterTryLock", .Twin = "WriterLock"},
    {.Callee = "apr_thread_mutex_trylock", .Twin = "apr_thread_mutex_lock"},
    {.Callee = "boost::mutex::timed_lock", .Twin = "lock"},
    {.Callee = "boost::mutex::try_lock", .Twin = "lock"},
    {.Callee = "boost::mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "boost::mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "boost::mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "boost::mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "boost::mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "boost::recursive_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "boost::recursive_mutex::try_lock", .Twin = "lock"},
    {.Callee = "boost::recursive_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "boost::recursive_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "boost::recursive_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "boost::recursive_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "boost::recursive_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "boost::recursive_timed_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "boost::recursive_timed_mutex::try_lock", .Twin = "lock"},
    {.Callee = "boost::recursive_timed_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "boost::recursive_timed_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "boost::recursive_timed_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "boost::recursive_timed_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "boost::recursive_timed_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "boost::shared_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "boost::shared_mutex::try_lock", .Twin = "lock"},
    {.Callee = "boost::shared_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "boost::shared_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "boost::shared_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "boost::shared_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "boost::shared_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "boost::timed_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "boost::timed_mutex::try_lock", .Twin = "lock"},
    {.Callee = "boost::timed_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "boost::timed_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "boost::timed_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "boost::timed_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "boost::timed_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "boost::unique_lock::timed_lock", .Twin = "lock"},
    {.Callee = "boost::unique_lock::try_lock", .Twin = "lock"},
    {.Callee = "boost::unique_lock::try_lock_for", .Twin = "lock"},
    {.Callee = "boost::unique_lock::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "boost::unique_lock::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "boost::unique_lock::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "boost::unique_lock::try_lock_until", .Twin = "lock"},
    {.Callee = "down_read_trylock", .Twin = "down_read"},
    {.Callee = "down_trylock", .Twin = "down"},
    {.Callee = "down_write_trylock", .Twin = "down_write"},
    {.Callee = "g_mutex_trylock", .Twin = "g_mutex_lock"},
    {.Callee = "mtx_timedlock", .Twin = "mtx_lock"},
    {.Callee = "mtx_trylock", .Twin = "mtx_lock"},
    {.Callee = "mutex_trylock", .Twin = "mutex_lock"},
    {.Callee = "os_unfair_lock_trylock", .Twin = "os_unfair_lock_lock"},
    {.Callee = "pthread_mutex_clocklock", .Twin = "pthread_mutex_lock"},
    {.Callee = "pthread_mutex_timedlock", .Twin = "pthread_mutex_lock"},
    {.Callee = "pthread_mutex_trylock", .Twin = "pthread_mutex_lock"},
    {.Callee = "pthread_rwlock_clockrdlock", .Twin = "pthread_rwlock_rdlock"},
    {.Callee = "pthread_rwlock_clockwrlock", .Twin = "pthread_rwlock_wrlock"},
    {.Callee = "pthread_rwlock_timedrdlock", .Twin = "pthread_rwlock_rdlock"},
    {.Callee = "pthread_rwlock_timedwrlock", .Twin = "pthread_rwlock_wrlock"},
    {.Callee = "pthread_rwlock_tryrdlock", .Twin = "pthread_rwlock_rdlock"},
    {.Callee = "pthread_rwlock_trywrlock", .Twin = "pthread_rwlock_wrlock"},
    {.Callee = "pthread_spin_trylock", .Twin = "pthread_spin_lock"},
    {.Callee = "sem_clockwait", .Twin = "sem_wait"},
    {.Callee = "sem_timedwait", .Twin = "sem_wait"},
    {.Callee = "sem_trywait", .Twin = "sem_wait"},
    {.Callee = "spin_trylock", .Twin = "spin_lock"},
    {.Callee = "std::__timed_mutex_impl::timed_lock", .Twin = "lock"},
    {.Callee = "std::__timed_mutex_impl::try_lock", .Twin = "lock"},
    {.Callee = "std::__timed_mutex_impl::try_lock_for", .Twin = "lock"},
    {.Callee = "std::__timed_mutex_impl::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::__timed_mutex_impl::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::__timed_mutex_impl::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::__timed_mutex_impl::try_lock_until", .Twin = "lock"},
    {.Callee = "std::binary_semaphore::try_acquire", .Twin = "acquire"},
    {.Callee = "std::binary_semaphore::try_acquire_for", .Twin = "acquire"},
    {.Callee = "std::binary_semaphore::try_acquire_until", .Twin = "acquire"},
    {.Callee = "std::counting_semaphore::try_acquire", .Twin = "acquire"},
    {.Callee = "std::counting_semaphore::try_acquire_for", .Twin = "acquire"},
    {.Callee = "std::counting_semaphore::try_acquire_until", .Twin = "acquire"},
    {.Callee = "std::mutex::timed_lock", .Twin = "lock"},
    {.Callee = "std::mutex::try_lock", .Twin = "lock"},
    {.Callee = "std::mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "std::mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "std::recursive_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "std::recursive_mutex::try_lock", .Twin = "lock"},
    {.Callee = "std::recursive_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "std::recursive_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::recursive_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::recursive_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::recursive_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "std::recursive_timed_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "std::recursive_timed_mutex::try_lock", .Twin = "lock"},
    {.Callee = "std::recursive_timed_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "std::recursive_timed_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::recursive_timed_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::recursive_timed_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::recursive_timed_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "std::shared_lock::try_lock", .Twin = "lock"},
    {.Callee = "std::shared_lock::try_lock_for", .Twin = "lock"},
    {.Callee = "std::shared_lock::try_lock_until", .Twin = "lock"},
    {.Callee = "std::shared_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "std::shared_mutex::try_lock", .Twin = "lock"},
    {.Callee = "std::shared_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "std::shared_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::shared_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::shared_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::shared_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "std::shared_timed_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "std::shared_timed_mutex::try_lock", .Twin = "lock"},
    {.Callee = "std::shared_timed_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "std::shared_timed_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::shared_timed_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::shared_timed_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::shared_timed_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "std::timed_mutex::timed_lock", .Twin = "lock"},
    {.Callee = "std::timed_mutex::try_lock", .Twin = "lock"},
    {.Callee = "std::timed_mutex::try_lock_for", .Twin = "lock"},
    {.Callee = "std::timed_mutex::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::timed_mutex::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::timed_mutex::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::timed_mutex::try_lock_until", .Twin = "lock"},
    {.Callee = "std::unique_lock::timed_lock", .Twin = "lock"},
    {.Callee = "std::unique_lock::try_lock", .Twin = "lock"},
    {.Callee = "std::unique_lock::try_lock_for", .Twin = "lock"},
    {.Callee = "std::unique_lock::try_lock_shared", .Twin = "lock_shared"},
    {.Callee = "std::unique_lock::try_lock_shared_for", .Twin = "lock_shared"},
    {.Callee = "std::unique_lock::try_lock_shared_until", .Twin = "lock_shared"},
    {.Callee = "std::unique_lock::try_lock_until", .Twin = "lock"},
    {.Callee = "uv_mutex_trylock", .Twin = "uv_mutex_lock"},
};

static constexpr FailOpenReportApi FailOpenReports[] = {
    {.Callee = "*failopen*"},
};

// clang-format on

extern const Table FileLocksTable;
constinit const Table FileLocksTable = {
    .Library = "file-locks",
    .Flows = Flows,
    .LockCommands = LockCommands,
    .LockFiles = LockFiles,
    .LockNames = LockNames,
    .Ownerships = Ownerships,
    .FailOpenReports = FailOpenReports,
    .BlockingTwins = BlockingTwins,
};

} // namespace clang::toctou
