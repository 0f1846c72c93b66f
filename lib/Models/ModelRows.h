//===- ModelRows.h - How each row of a model file reads -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One function a row type: it asks the reader for the keys of the row, in the
/// words that docs/models.md documents. Types that need but one key are read
/// where the sections are listed.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_MODELROWS_H
#define TOCTOU_MODELS_MODELROWS_H

#include "Models/Tables/Tables.h"
#include "Models/YamlRows.h"

namespace clang::toctou {

LockApi readLock(RowReader &R);
LockFileApi readLockFile(RowReader &R);
GuardApi readGuard(RowReader &R);
LockedCallApi readLockedCall(RowReader &R);
NetApi readNet(RowReader &R);
PathApi readPath(RowReader &R);
HandOverApi readHandOver(RowReader &R);
HandOverClassApi readHandOverClass(RowReader &R);
AtomicApi readAtomic(RowReader &R);
StepApi readStep(RowReader &R);
FlowApi readFlow(RowReader &R);
DelayApi readDelay(RowReader &R);
ActApi readAct(RowReader &R);
AttributeApi readAttribute(RowReader &R);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_MODELROWS_H
