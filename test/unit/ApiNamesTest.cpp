//===- ApiNamesTest.cpp - What rows say of names of data ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/ApiLookup.h"
#include "gtest/gtest.h"

using namespace clang::toctou;

namespace {

TEST(ApiNames, StatusNames) {
  ApiLookup L;
  for (const char *Name :
       {"running", "running_", "m_running", "isRunning", "is_closed",
        "exitCode", "exit_code", "state_", "connectionState", "info",
        "Process::info", "jobDone", "finishedFlag", "processFinished"})
    EXPECT_TRUE(L.isStatusName(Name)) << Name;
  for (const char *Name :
       {"bytesDone", "num_active", "size", "statement", "estate", "runner",
        "total", "itemsCompleted", "runningTotal", "output", ""})
    EXPECT_FALSE(L.isStatusName(Name)) << Name;
}

TEST(ApiNames, LogObjects) {
  ApiLookup L;
  for (const char *Name : {"std::cout", "cerr", "log", "logFile", "err_log",
                           "Logger", "QDebug", "LogMessage"})
    EXPECT_TRUE(L.isLogObject(Name)) << Name;
  for (const char *Name : {"conf", "catalog", "dialog", "out", "backlog"})
    EXPECT_FALSE(L.isLogObject(Name)) << Name;
}

TEST(ApiNames, Gates) {
  ApiLookup L;
  for (const char *Name :
       {"lock", "bind", "mutex", "getFreePort", "pthread_mutex_lock",
        "AddListeningPort", "RpcServer", "unique_lock"})
    EXPECT_TRUE(L.mayConcern(Name)) << Name;
  for (const char *Name :
       {"to_string", "push_back", "printf", "frobnicate", "transform"})
    EXPECT_FALSE(L.mayConcern(Name)) << Name;
  EXPECT_TRUE(L.mayBegin("getsockname"));
  EXPECT_FALSE(L.mayBegin("AddListeningPort"));
}

} // namespace
