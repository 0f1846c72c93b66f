//===- Absl.cpp - Abseil --------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Also the lower-case names that `absl::Mutex` has had since 2025.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum HandOverKind;
using enum LockEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr LockApi Locks[] = {
    {.Callee = "absl::CondVar::Wait", .Effect = Wait, .Lock = 0},
    {.Callee = "absl::CondVar::WaitWithDeadline", .Effect = Wait, .Lock = 0},
    {.Callee = "absl::CondVar::WaitWithTimeout", .Effect = Wait, .Lock = 0},
    {.Callee = "absl::Mutex::Await", .Effect = Wait},
    {.Callee = "absl::Mutex::AwaitWithDeadline", .Effect = Wait},
    {.Callee = "absl::Mutex::AwaitWithTimeout", .Effect = Wait},
    {.Callee = "absl::Mutex::Lock", .Effect = Acquire},
    {.Callee = "absl::Mutex::LockWhen", .Effect = Acquire},
    {.Callee = "absl::Mutex::LockWhenWithDeadline", .Effect = Acquire},
    {.Callee = "absl::Mutex::LockWhenWithTimeout", .Effect = Acquire},
    {.Callee = "absl::Mutex::ReaderLock", .Effect = Acquire, .Shared = true},
    {.Callee = "absl::Mutex::ReaderLockWhen", .Effect = Acquire, .Shared = true},
    {.Callee = "absl::Mutex::ReaderTryLock", .Effect = TryAcquire, .Held = NonZero, .Shared = true},
    {.Callee = "absl::Mutex::ReaderUnlock", .Effect = Release, .Shared = true},
    {.Callee = "absl::Mutex::TryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::Mutex::Unlock", .Effect = Release},
    {.Callee = "absl::Mutex::WriterLock", .Effect = Acquire},
    {.Callee = "absl::Mutex::WriterLockWhen", .Effect = Acquire},
    {.Callee = "absl::Mutex::WriterLockWhenWithDeadline", .Effect = Acquire},
    {.Callee = "absl::Mutex::WriterLockWhenWithTimeout", .Effect = Acquire},
    {.Callee = "absl::Mutex::WriterTryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::Mutex::WriterUnlock", .Effect = Release},
    {.Callee = "absl::Mutex::lock", .Effect = Acquire},
    {.Callee = "absl::Mutex::lock_shared", .Effect = Acquire, .Shared = true},
    {.Callee = "absl::Mutex::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::Mutex::try_lock_shared", .Effect = TryAcquire, .Held = NonZero, .Shared = true},
    {.Callee = "absl::Mutex::unlock", .Effect = Release},
    {.Callee = "absl::Mutex::unlock_shared", .Effect = Release, .Shared = true},
    {.Callee = "absl::ReleasableMutexLock::Release", .Effect = Release},
    {.Callee = "absl::SpinLock::Lock", .Effect = Acquire},
    {.Callee = "absl::SpinLock::TryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::SpinLock::Unlock", .Effect = Release},
    {.Callee = "absl::SpinLock::lock", .Effect = Acquire},
    {.Callee = "absl::SpinLock::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::SpinLock::unlock", .Effect = Release},
    {.Callee = "absl::base_internal::SpinLock::Lock", .Effect = Acquire},
    {.Callee = "absl::base_internal::SpinLock::TryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::base_internal::SpinLock::Unlock", .Effect = Release},
    {.Callee = "absl::base_internal::SpinLock::lock", .Effect = Acquire},
    {.Callee = "absl::base_internal::SpinLock::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "absl::base_internal::SpinLock::unlock", .Effect = Release},
};

static constexpr GuardApi Guards[] = {
    {.Class = "absl::MutexLock"},
    {.Class = "absl::MutexLockMaybe"},
    {.Class = "absl::ReaderMutexLock", .Shared = true},
    {.Class = "absl::ReleasableMutexLock"},
    {.Class = "absl::SpinLockHolder"},
    {.Class = "absl::WriterMutexLock"},
    {.Class = "absl::base_internal::SpinLockHolder"},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "absl::Mutex"},
    {.Class = "absl::SpinLock"},
    {.Class = "absl::base_internal::SpinLock"},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "absl::FPrintF", .Kind = ConfigFile, .Target = 0},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "absl::AlphaNum::AlphaNum"},
    {.Callee = "absl::Cord::Append", .To = 0},
    {.Callee = "absl::Cord::Flatten", .From = Receiver},
    {.Callee = "absl::Dec"},
    {.Callee = "absl::FixedArray::fill", .To = Receiver},
    {.Callee = "absl::Format", .To = 0},
    {.Callee = "absl::FormatStreamed"},
    {.Callee = "absl::GetFlag", .From = 0},
    {.Callee = "absl::Hex"},
    {.Callee = "absl::InlinedVector::assign", .To = Receiver},
    {.Callee = "absl::InlinedVector::emplace_back", .To = Receiver},
    {.Callee = "absl::InlinedVector::insert", .To = Receiver},
    {.Callee = "absl::InlinedVector::push_back", .To = Receiver},
    {.Callee = "absl::MakeConstSpan"},
    {.Callee = "absl::MakeSpan"},
    {.Callee = "absl::NullSafeStringView"},
    {.Callee = "absl::ParseFlag", .From = 0, .To = 1},
    {.Callee = "absl::SNPrintF", .To = 0},
    {.Callee = "absl::SetFlag", .From = 1, .To = 0},
    {.Callee = "absl::SimpleAtoi", .From = 0, .To = 1},
    {.Callee = "absl::SimpleAtoi64", .From = 0, .To = 1},
    {.Callee = "absl::SimpleHexAtoi", .From = 0, .To = 1},
    {.Callee = "absl::StatusOr::ValueOrDie", .From = Receiver},
    {.Callee = "absl::StatusOr::operator*", .From = Receiver},
    {.Callee = "absl::StatusOr::value", .From = Receiver},
    {.Callee = "absl::StatusOr::value_or"},
    {.Callee = "absl::StatusOr::value_or", .From = Receiver},
    {.Callee = "absl::StrAppend", .To = 0},
    {.Callee = "absl::StrAppendFormat", .To = 0},
    {.Callee = "absl::StrCat"},
    {.Callee = "absl::StrFormat"},
    {.Callee = "absl::StrJoin"},
    {.Callee = "absl::StrReplaceAll"},
    {.Callee = "absl::StripAsciiWhitespace"},
    {.Callee = "absl::Substitute"},
    {.Callee = "absl::SubstituteAndAppend", .To = 0},
    {.Callee = "absl::WrapUnique"},
    {.Callee = "absl::any_cast"},
    {.Callee = "absl::big_endian::FromHost16"},
    {.Callee = "absl::big_endian::ToHost16"},
    {.Callee = "absl::bit_cast"},
    {.Callee = "absl::btree_map::emplace", .To = Receiver},
    {.Callee = "absl::btree_map::insert", .To = Receiver},
    {.Callee = "absl::btree_map::insert_or_assign", .To = Receiver},
    {.Callee = "absl::btree_map::try_emplace", .To = Receiver},
    {.Callee = "absl::exchange"},
    {.Callee = "absl::flat_hash_map::emplace", .To = Receiver},
    {.Callee = "absl::flat_hash_map::insert", .To = Receiver},
    {.Callee = "absl::flat_hash_map::insert_or_assign", .To = Receiver},
    {.Callee = "absl::flat_hash_map::try_emplace", .To = Receiver},
    {.Callee = "absl::flat_hash_set::emplace", .To = Receiver},
    {.Callee = "absl::flat_hash_set::insert", .To = Receiver},
    {.Callee = "absl::flat_hash_set::insert_or_assign", .To = Receiver},
    {.Callee = "absl::flat_hash_set::try_emplace", .To = Receiver},
    {.Callee = "absl::forward"},
    {.Callee = "absl::get"},
    {.Callee = "absl::ghtons"},
    {.Callee = "absl::gntohs"},
    {.Callee = "absl::implicit_cast"},
    {.Callee = "absl::make_optional"},
    {.Callee = "absl::move"},
    {.Callee = "absl::node_hash_map::emplace", .To = Receiver},
    {.Callee = "absl::node_hash_map::insert", .To = Receiver},
    {.Callee = "absl::node_hash_map::insert_or_assign", .To = Receiver},
    {.Callee = "absl::node_hash_map::try_emplace", .To = Receiver},
    {.Callee = "absl::numbers_internal::safe_strto32_base", .From = 0, .To = 1},
    {.Callee = "absl::optional::emplace", .To = Receiver},
    {.Callee = "absl::optional::value", .From = Receiver},
    {.Callee = "absl::optional::value_or"},
    {.Callee = "absl::optional::value_or", .From = Receiver},
    {.Callee = "absl::string_view::data", .From = Receiver},
    {.Callee = "absl::string_view::data"},
};

static constexpr ListClassApi ListClasses[] = {
    {.Class = "absl::FixedArray"},
    {.Class = "absl::InlinedVector"},
};

static constexpr LogApi Logs[] = {
    {.Callee = "absl::PrintF"},
    {.Callee = "absl::RawLog"},
    {.Callee = "absl::log_internal::LogMessage::LogMessage"},
    {.Callee = "absl::raw_log_internal::RawLog"},
    {.Callee = "google::LogMessage::LogMessage"},
    {.Callee = "google::LogMessage::stream"},
};

static constexpr LogObjectApi LogObjects[] = {
    {.Name = "absl::log_internal::LogMessage"},
    {.Name = "google::ErrnoLogMessage"},
    {.Name = "google::LogMessage"},
    {.Name = "google::LogMessageFatal"},
    {.Name = "google::NullStream"},
    {.Name = "tsl::internal::LogMessage"},
};

static constexpr InvokeApi Invokes[] = {
    {.Callee = "absl::apply"},
    {.Callee = "absl::base_internal::LowLevelCallOnce"},
    {.Callee = "absl::c_accumulate"},
    {.Callee = "absl::c_all_of"},
    {.Callee = "absl::c_any_of"},
    {.Callee = "absl::c_count_if"},
    {.Callee = "absl::c_find_if"},
    {.Callee = "absl::c_for_each"},
    {.Callee = "absl::c_none_of"},
    {.Callee = "absl::c_sort"},
    {.Callee = "absl::c_stable_sort"},
    {.Callee = "absl::c_transform"},
    {.Callee = "absl::call_once"},
    {.Callee = "absl::erase_if"},
    {.Callee = "absl::visit"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "absl::Cleanup::Cleanup"},
    {.Callee = "absl::MakeCleanup"},
};

static constexpr NoReturnApi NoReturns[] = {
    {.Callee = "absl::TerminateHandler"},
    {.Callee = "absl::base_internal::ThrowStdOutOfRange"},
    {.Callee = "absl::log_internal::LogMessageFatal::~LogMessageFatal"},
    {.Callee = "google::LogMessageFatal::~LogMessageFatal"},
};

// clang-format on

extern const Table AbslTable;
constinit const Table AbslTable = {
    .Library = "absl",
    .Locks = Locks,
    .Guards = Guards,
    .LockClasses = LockClasses,
    .HandOvers = HandOvers,
    .Flows = Flows,
    .ListClasses = ListClasses,
    .Logs = Logs,
    .LogObjects = LogObjects,
    .Invokes = Invokes,
    .Defers = Defers,
    .NoReturns = NoReturns,
};

} // namespace clang::toctou
