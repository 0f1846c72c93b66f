//===- LLVMCompat.h - What differs between the LLVMs we build for ---------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The only place that asks for the version of LLVM. Everything else is written
/// once against what stands here.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUPPORT_LLVMCOMPAT_H
#define TOCTOU_SUPPORT_LLVMCOMPAT_H

#include "llvm/Config/llvm-config.h"

/// The major version that this was built for: it must be the running one.
#define TOCTOU_BUILT_FOR_LLVM LLVM_VERSION_MAJOR

/// The header that declares `ClangTidyModuleRegistry`; a file of its own below
/// 22, where including it became a warning.
#if LLVM_VERSION_MAJOR < 22
#define TOCTOU_MODULE_REGISTRY_HEADER "clang-tidy/ClangTidyModuleRegistry.h"
#else
#define TOCTOU_MODULE_REGISTRY_HEADER "clang-tidy/ClangTidyModule.h"
#endif

/// The header that declares the table of the compiler driver's options, and the
/// namespace of its identifiers.
#if LLVM_VERSION_MAJOR < 22
#define TOCTOU_CLANG_OPTIONS_HEADER "clang/Driver/Options.h"
#define TOCTOU_CLANG_OPTIONS ::clang::driver
#else
#define TOCTOU_CLANG_OPTIONS_HEADER "clang/Options/Options.h"
#define TOCTOU_CLANG_OPTIONS ::clang
#endif

#endif // TOCTOU_SUPPORT_LLVMCOMPAT_H
