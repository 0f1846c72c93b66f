//===- Module.cpp - Registers the checks with clang-tidy ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckThenAct/CheckThenActCheck.h"
#include "FailOpenLock/FailOpenLockCheck.h"
#include "Filesystem/FilesystemCheck.h"
#include "PortProbe/PortProbeCheck.h"
#include "SplitLock/SplitLockCheck.h"
#include "SqlPredicate/SqlPredicateCheck.h"
#include "StaleSnapshot/StaleSnapshotCheck.h"
#include "Support/LLVMCompat.h"
#include "clang-tidy/ClangTidyModule.h"
#include TOCTOU_MODULE_REGISTRY_HEADER

namespace clang::toctou {

namespace {
class ToctouModule : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
#define TOCTOU_CHECK(STEM, NAME)                                               \
  Factories.registerCheck<STEM##Check>("toctou-" NAME);
#include "Checks.def"
  }
};
} // namespace

static tidy::ClangTidyModuleRegistry::Add<ToctouModule>
    Registration("toctou-module", "Finds time-of-check to time-of-use races.");

} // namespace clang::toctou
