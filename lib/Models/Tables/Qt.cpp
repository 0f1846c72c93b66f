//===- Qt.cpp - Qt: QtCore locks, processes and texts, QtNetwork ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Qt 5 and Qt 6 spell these alike.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum HandOverKind;
using enum LockEffect;
using enum NetEffect;
using enum Success;

// One row a line, whatever its length.
// clang-format off
static constexpr LockApi Locks[] = {
    {.Callee = "QBasicMutex::lock", .Effect = Acquire},
    {.Callee = "QBasicMutex::tryLock", .Effect = TryAcquire, .Held = NonZero, .Timeout = 0},
    {.Callee = "QBasicMutex::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QBasicMutex::try_lock_for", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QBasicMutex::try_lock_until", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QBasicMutex::unlock", .Effect = Release},
    {.Callee = "QLockFile::lock", .Effect = Acquire},
    {.Callee = "QLockFile::tryLock", .Effect = TryAcquire, .Held = NonZero, .Timeout = 0},
    {.Callee = "QLockFile::unlock", .Effect = Release},
    {.Callee = "QMutex::lock", .Effect = Acquire},
    {.Callee = "QMutex::tryLock", .Effect = TryAcquire, .Held = NonZero, .Timeout = 0},
    {.Callee = "QMutex::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QMutex::try_lock_for", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QMutex::try_lock_until", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QMutex::unlock", .Effect = Release},
    {.Callee = "QMutexLocker::relock", .Effect = Acquire},
    {.Callee = "QMutexLocker::unlock", .Effect = Release},
    {.Callee = "QReadLocker::relock", .Effect = Acquire, .Shared = true},
    {.Callee = "QReadLocker::unlock", .Effect = Release, .Shared = true},
    {.Callee = "QReadWriteLock::lockForRead", .Effect = Acquire, .Shared = true},
    {.Callee = "QReadWriteLock::lockForWrite", .Effect = Acquire},
    {.Callee = "QReadWriteLock::tryLockForRead", .Effect = TryAcquire, .Held = NonZero, .Shared = true, .Timeout = 0},
    {.Callee = "QReadWriteLock::tryLockForWrite", .Effect = TryAcquire, .Held = NonZero, .Timeout = 0},
    {.Callee = "QReadWriteLock::unlock", .Effect = Release},
    {.Callee = "QRecursiveMutex::lock", .Effect = Acquire},
    {.Callee = "QRecursiveMutex::tryLock", .Effect = TryAcquire, .Held = NonZero, .Timeout = 0},
    {.Callee = "QRecursiveMutex::try_lock", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QRecursiveMutex::try_lock_for", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QRecursiveMutex::try_lock_until", .Effect = TryAcquire, .Held = NonZero},
    {.Callee = "QRecursiveMutex::unlock", .Effect = Release},
    {.Callee = "QSemaphore::acquire", .Effect = Acquire, .IsSemaphore = true},
    {.Callee = "QSemaphore::release", .Effect = Release, .IsSemaphore = true},
    {.Callee = "QSemaphore::tryAcquire", .Effect = TryAcquire, .Held = NonZero, .Timeout = 1, .IsSemaphore = true},
    {.Callee = "QSharedMemory::lock", .Effect = Acquire},
    {.Callee = "QSharedMemory::unlock", .Effect = Release},
    {.Callee = "QWaitCondition::wait", .Effect = Wait, .Lock = 0},
    {.Callee = "QWriteLocker::relock", .Effect = Acquire},
    {.Callee = "QWriteLocker::unlock", .Effect = Release},
};

static constexpr GuardApi Guards[] = {
    {.Class = "QMutexLocker"},
    {.Class = "QReadLocker", .Shared = true},
    {.Class = "QWriteLocker"},
};

static constexpr LockClassApi LockClasses[] = {
    {.Class = "QBasicMutex"},
    {.Class = "QLockFile"},
    {.Class = "QMutex"},
    {.Class = "QReadWriteLock"},
    {.Class = "QRecursiveMutex"},
    {.Class = "QSystemSemaphore"},
};

static constexpr NetApi Nets[] = {
    {.Callee = "QAbstractSocket::abort", .Effect = Close, .Socket = Receiver},
    {.Callee = "QAbstractSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 0, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QAbstractSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QAbstractSocket::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QAbstractSocket::connectToHost", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "QAbstractSocket::localPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "QAbstractSocket::writeDatagram", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "QSctpServer::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QSctpServer::listen", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QSctpServer::serverPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "QSslServer::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QSslServer::listen", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QSslServer::serverPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "QTcpServer::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QTcpServer::listen", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QTcpServer::serverPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "QTcpSocket::abort", .Effect = Close, .Socket = Receiver},
    {.Callee = "QTcpSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 0, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QTcpSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QTcpSocket::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QTcpSocket::connectToHost", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "QTcpSocket::localPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "QTcpSocket::writeDatagram", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "QUdpSocket::abort", .Effect = Close, .Socket = Receiver},
    {.Callee = "QUdpSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 0, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QUdpSocket::bind", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QUdpSocket::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QUdpSocket::connectToHost", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "QUdpSocket::localPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
    {.Callee = "QUdpSocket::writeDatagram", .Effect = Connect, .Socket = Receiver, .Port = 1},
    {.Callee = "QUdpSocket::writeDatagram", .Effect = Connect, .Socket = Receiver, .Port = 3, .PortType = "number"},
    {.Callee = "QWebSocketServer::close", .Effect = Close, .Socket = Receiver},
    {.Callee = "QWebSocketServer::listen", .Effect = Bind, .Socket = Receiver, .Port = 1, .Ok = NonZero, .PortType = "number"},
    {.Callee = "QWebSocketServer::serverPort", .Effect = LearnPort, .Socket = Receiver, .Port = Result},
};

static constexpr SocketClassApi SocketClasses[] = {
    {.Class = "QSctpServer"},
    {.Class = "QSslServer"},
    {.Class = "QTcpServer"},
    {.Class = "QUdpSocket"},
    {.Class = "QWebSocketServer"},
};

static constexpr PortFieldApi PortFields[] = {
    {.Field = "QUrl::port"},
};

static constexpr HandOverApi HandOvers[] = {
    {.Callee = "QAbstractHttpServer::bind", .Kind = Server},
    {.Callee = "QAbstractHttpServer::listen", .Kind = Server},
    {.Callee = "QDataStream::operator<<", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "QFile::write", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "QFileDevice::write", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "QHttpServer::bind", .Kind = Server},
    {.Callee = "QHttpServer::listen", .Kind = Server},
    {.Callee = "QIODevice::write", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "QProcess::execute", .Kind = ChildArgument},
    {.Callee = "QProcess::setArguments", .Kind = ChildArgument},
    {.Callee = "QProcess::setEnvironment", .Kind = ChildEnvironment, .Port = 0},
    {.Callee = "QProcess::setNativeArguments", .Kind = ChildArgument},
    {.Callee = "QProcess::setProcessEnvironment", .Kind = ChildEnvironment, .Port = 0},
    {.Callee = "QProcess::setProgram", .Kind = ChildArgument},
    {.Callee = "QProcess::start", .Kind = ChildArgument},
    {.Callee = "QProcess::startCommand", .Kind = ChildArgument},
    {.Callee = "QProcess::startDetached", .Kind = ChildArgument},
    {.Callee = "QProcessEnvironment::insert", .Kind = ChildEnvironment, .Port = 1},
    {.Callee = "QSaveFile::write", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "QSettings::setValue", .Kind = ConfigFile, .Port = 1, .Target = Receiver},
    {.Callee = "QTemporaryFile::write", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "QTextStream::operator<<", .Kind = ConfigFile, .Port = 0, .Target = Receiver},
    {.Callee = "qputenv", .Kind = ChildEnvironment, .Port = 1, .Ok = NonZero},
};

static constexpr HandOverClassApi HandOverClasses[] = {
    {.Class = "QHttpServer", .Kind = Server},
    {.Class = "QNetworkAccessManager", .Kind = Client},
    {.Class = "QNetworkProxy", .Kind = Client},
    {.Class = "QNetworkRequest", .Kind = Client},
    {.Class = "QSslSocket", .Kind = Client},
    {.Class = "QTcpServer", .Kind = Server},
    {.Class = "QTcpSocket", .Kind = Client},
    {.Class = "QWebSocket", .Kind = Client},
    {.Class = "QWebSocketServer", .Kind = Server},
};

static constexpr LogApi Logs[] = {
    {.Callee = "QLabel::setText"},
    {.Callee = "QMessageBox::critical"},
    {.Callee = "QMessageBox::information"},
    {.Callee = "QMessageBox::warning"},
    {.Callee = "QMessageLogger::critical"},
    {.Callee = "QMessageLogger::debug"},
    {.Callee = "QMessageLogger::fatal"},
    {.Callee = "QMessageLogger::info"},
    {.Callee = "QMessageLogger::noDebug"},
    {.Callee = "QMessageLogger::warning"},
    {.Callee = "QProgressBar::setFormat"},
    {.Callee = "QProgressBar::setValue"},
    {.Callee = "QStatusBar::showMessage"},
    {.Callee = "QWidget::setToolTip"},
    {.Callee = "QWidget::setWindowTitle"},
    {.Callee = "qCritical"},
    {.Callee = "qDebug"},
    {.Callee = "qErrnoWarning"},
    {.Callee = "qInfo"},
    {.Callee = "qWarning"},
    {.Callee = "qt_message_output"},
};

static constexpr LogObjectApi LogObjects[] = {
    {.Name = "QDebug"},
    {.Name = "QMessageLogger"},
    {.Name = "QNoDebug"},
};

static constexpr InvokeApi Invokes[] = {
    {.Callee = "QtConcurrent::blockingFilter"},
    {.Callee = "QtConcurrent::blockingMap"},
    {.Callee = "QtConcurrent::blockingMapped"},
    {.Callee = "QtConcurrent::blockingMappedReduced"},
};

static constexpr DeferApi Defers[] = {
    {.Callee = "QCoreApplication::postEvent"},
    {.Callee = "QFuture::onFailed"},
    {.Callee = "QFuture::then"},
    {.Callee = "QFutureWatcher::setFuture"},
    {.Callee = "QHttpServer::route"},
    {.Callee = "QMetaObject::invokeMethod"},
    {.Callee = "QObject::connect"},
    {.Callee = "QPromise::addResult"},
    {.Callee = "QThread::create"},
    {.Callee = "QThreadPool::start"},
    {.Callee = "QThreadPool::tryStart"},
    {.Callee = "QTimer::callOnTimeout"},
    {.Callee = "QTimer::singleShot"},
    {.Callee = "QtConcurrent::filter"},
    {.Callee = "QtConcurrent::map"},
    {.Callee = "QtConcurrent::mapped"},
    {.Callee = "QtConcurrent::run"},
    {.Callee = "QtConcurrent::task"},
    {.Callee = "qAddPostRoutine"},
};

static constexpr NoReturnApi NoReturns[] = {
    {.Callee = "QMessageLogger::fatal"},
    {.Callee = "qBadAlloc"},
    {.Callee = "qFatal"},
    {.Callee = "qTerminate"},
    {.Callee = "qt_assert"},
    {.Callee = "qt_assert_x"},
    {.Callee = "qt_check_pointer"},
};

// clang-format on

extern const Table QtTable;
constinit const Table QtTable = {
    .Library = "qt",
    .Locks = Locks,
    .Guards = Guards,
    .LockClasses = LockClasses,
    .Nets = Nets,
    .SocketClasses = SocketClasses,
    .PortFields = PortFields,
    .HandOvers = HandOvers,
    .HandOverClasses = HandOverClasses,
    .Logs = Logs,
    .LogObjects = LogObjects,
    .Invokes = Invokes,
    .Defers = Defers,
    .NoReturns = NoReturns,
};

} // namespace clang::toctou
