//===- Poco.cpp - POCO: Foundation and Net --------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A `ServerSocket` that is made from a number binds and listens at once.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum GuardKind;
using enum HandOverKind;
using enum LockEffect;
using enum NetEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr LockApi Locks[] = {
    {.Callee = "Poco::Condition::tryWait", .Effect = Wait, .Lock = 0},
    {.Callee = "Poco::Condition::wait", .Effect = Wait, .Lock = 0},
    {.Callee = "Poco::FastMutex::lock", .Effect = Acquire},
    {.Callee = "Poco::FastMutex::tryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "Poco::FastMutex::unlock", .Effect = Release},
    {.Callee = "Poco::Mutex::lock", .Effect = Acquire},
    {.Callee = "Poco::Mutex::tryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "Poco::Mutex::unlock", .Effect = Release},
    {.Callee = "Poco::NamedMutex::lock", .Effect = Acquire},
    {.Callee = "Poco::NamedMutex::tryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "Poco::NamedMutex::unlock", .Effect = Release},
    {.Callee = "Poco::RWLock::readLock", .Effect = Acquire, .Shared = true},
    {.Callee = "Poco::RWLock::tryReadLock", .Effect = TryAcquire, .Held = NonZero, .Shared = true},
    {.Callee = "Poco::RWLock::tryWriteLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "Poco::RWLock::unlock", .Effect = Release},
    {.Callee = "Poco::RWLock::writeLock", .Effect = Acquire},
    {.Callee = "Poco::ScopedLockWithUnlock::unlock", .Effect = Release},
    {.Callee = "Poco::SpinlockMutex::lock", .Effect = Acquire},
    {.Callee = "Poco::SpinlockMutex::tryLock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "Poco::SpinlockMutex::unlock", .Effect = Release},
};

static constexpr GuardApi Guards[] = {
    {.Class = "Poco::FastMutex::ScopedLock"},
    {.Class = "Poco::Mutex::ScopedLock"},
    {.Class = "Poco::ScopedLock"},
    {.Class = "Poco::ScopedLockWithUnlock"},
    {.Class = "Poco::ScopedRWLock"},
    {.Class = "Poco::ScopedReadRWLock", .Shared = true},
    {.Class = "Poco::ScopedUnlock", .Kind = Unlocks},
    {.Class = "Poco::ScopedWriteRWLock"},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "Poco::FastMutex"},
    {.Class = "Poco::Mutex"},
    {.Class = "Poco::NamedMutex"},
    {.Class = "Poco::RWLock"},
    {.Class = "Poco::SpinlockMutex"},
};

static constexpr NetApi Nets[] = {
    {.Callee = "Poco::Net::DatagramSocket::DatagramSocket", .Effect = Bind, .Socket = Receiver, .Port = 0, .PortType = "*socketaddress"},
    {.Callee = "Poco::Net::DatagramSocket::address", .Effect = LearnPort, .Socket = Receiver, .Port = Result, .IsAddress = true},
    {.Callee = "Poco::Net::DatagramSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 0},
    {.Callee = "Poco::Net::DatagramSocket::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "Poco::Net::DatagramSocket::connect", .Effect = Connect, .Socket = Receiver, .Port = 0},
    {.Callee = "Poco::Net::ServerSocket::ServerSocket", .Effect = Bind, .Socket = Receiver, .Port = 0, .PortType = "*socketaddress"},
    {.Callee = "Poco::Net::ServerSocket::ServerSocket", .Effect = Bind, .Socket = Receiver, .Port = 0, .PortType = "number"},
    {.Callee = "Poco::Net::ServerSocket::address", .Effect = LearnPort, .Socket = Receiver, .Port = Result, .IsAddress = true},
    {.Callee = "Poco::Net::ServerSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 0},
    {.Callee = "Poco::Net::ServerSocket::bind6", .Effect = Bind, .Socket = Receiver, .Port = 0},
    {.Callee = "Poco::Net::ServerSocket::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "Poco::Net::Socket::address", .Effect = LearnPort, .Socket = Receiver, .Port = Result, .IsAddress = true},
    {.Callee = "Poco::Net::Socket::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "Poco::Net::StreamSocket::connect", .Effect = Connect, .Socket = Receiver, .Port = 0},
};

static constexpr SocketClassApi SocketClasses[] = {
    {.Class = "Poco::Net::DatagramSocket"},
    {.Class = "Poco::Net::SecureServerSocket"},
    {.Class = "Poco::Net::ServerSocket"},
};

static constexpr PortFieldApi PortFields[] = {
    {.Field = "Poco::Net::SocketAddress::port"},
    {.Field = "Poco::URI::getPort"},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "Poco::Environment::set", .Kind = ChildEnvironment, .Port = 1},
    {.Callee = "Poco::Process::launch", .Kind = ChildArgument},
};

static constexpr HandOverClassApi HandOverClasses[] = {
    {.Class = "Poco::Net::HTTPClientSession", .Kind = Client},
    {.Class = "Poco::Net::HTTPRequest", .Kind = Client},
    {.Class = "Poco::Net::HTTPServer", .Kind = Server},
    {.Class = "Poco::Net::SocketReactor", .Kind = Server},
    {.Class = "Poco::Net::StreamSocket", .Kind = Client},
    {.Class = "Poco::Net::TCPServer", .Kind = Server},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "Poco::ByteOrder::fromNetwork"},
    {.Callee = "Poco::ByteOrder::toNetwork"},
    {.Callee = "Poco::Net::SocketAddress::port", .From = Receiver},
    {.Callee = "Poco::Net::SocketAddress::toString", .From = Receiver},
    {.Callee = "Poco::NumberFormatter::append", .To = 0},
    {.Callee = "Poco::NumberFormatter::format"},
    {.Callee = "Poco::NumberParser::parse"},
    {.Callee = "Poco::URI::getPort", .From = Receiver},
    {.Callee = "Poco::URI::setPort", .From = 0, .To = Receiver},
    {.Callee = "Poco::URI::toString", .From = Receiver},
    {.Callee = "Poco::cat"},
    {.Callee = "Poco::format"},
};

static constexpr LogApi Logs[] = {
    {.Callee = "Poco::Logger::critical"},
    {.Callee = "Poco::Logger::debug"},
    {.Callee = "Poco::Logger::error"},
    {.Callee = "Poco::Logger::fatal"},
    {.Callee = "Poco::Logger::information"},
    {.Callee = "Poco::Logger::log"},
    {.Callee = "Poco::Logger::notice"},
    {.Callee = "Poco::Logger::trace"},
    {.Callee = "Poco::Logger::warning"},
};

static constexpr LogObjectApi LogObjects[] = {
    {.Name = "Poco::LogStream"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "Poco::Thread::start"},
    {.Callee = "Poco::ThreadPool::start"},
    {.Callee = "Poco::Timer::start"},
    {.Callee = "Poco::Util::Timer::schedule"},
};

// clang-format on

extern const Table PocoTable;
constinit const Table PocoTable = {
    .Library = "poco",
    .Locks = Locks,
    .Guards = Guards,
    .LockClasses = LockClasses,
    .Nets = Nets,
    .SocketClasses = SocketClasses,
    .PortFields = PortFields,
    .HandOvers = HandOvers,
    .HandOverClasses = HandOverClasses,
    .Flows = Flows,
    .Logs = Logs,
    .LogObjects = LogObjects,
    .Defers = Defers,
};

} // namespace clang::toctou
