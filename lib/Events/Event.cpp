//===- Event.cpp - Names of events ----------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Events/Event.h"

namespace clang::toctou {

llvm::StringRef name(EventKind Kind) {
  switch (Kind) {
  case EventKind::Acquire:
    return "Acquire";
  case EventKind::TryAcquire:
    return "TryAcquire";
  case EventKind::Release:
    return "Release";
  case EventKind::Wait:
    return "Wait";
  case EventKind::Read:
    return "Read";
  case EventKind::Write:
    return "Write";
  case EventKind::Use:
    return "Use";
  case EventKind::Bind:
    return "Bind";
  case EventKind::LearnPort:
    return "LearnPort";
  case EventKind::PickPort:
    return "PickPort";
  case EventKind::Close:
    return "Close";
  case EventKind::HandOver:
    return "HandOver";
  case EventKind::Query:
    return "Query";
  case EventKind::Operate:
    return "Operate";
  case EventKind::LockFile:
    return "LockFile";
  case EventKind::UnlockFile:
    return "UnlockFile";
  case EventKind::Invoke:
    return "Invoke";
  case EventKind::Report:
    return "Report";
  case EventKind::Sql:
    return "Sql";
  case EventKind::Append:
    return "Append";
  case EventKind::Delay:
    return "Delay";
  case EventKind::Act:
    return "Act";
  case EventKind::CheckPath:
    return "CheckPath";
  case EventKind::ActOnPath:
    return "ActOnPath";
  case EventKind::ActOnHandle:
    return "ActOnHandle";
  case EventKind::Allocate:
    return "Allocate";
  case EventKind::Tell:
    return "Tell";
  case EventKind::Call:
    return "Call";
  case EventKind::Return:
    return "Return";
  case EventKind::Unknown:
    return "Unknown";
  }
  return "";
}

} // namespace clang::toctou
