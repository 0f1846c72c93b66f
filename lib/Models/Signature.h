//===- Signature.h - What a signature says of a row -----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A row holds for an overload only if its positions exist there. A telling
/// name says less than a row of a library: how the result tells success and
/// where the number comes out is judged by the types of the function it meets,
/// and a name whose signature contradicts it says nothing.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_MODELS_SIGNATURE_H
#define TOCTOU_MODELS_SIGNATURE_H

#include "Models/Api.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace clang {
class CXXRecordDecl;
class FunctionDecl;
class RecordDecl;
} // namespace clang

namespace clang::toctou {

/// True if \p F has the place \p S.
bool hasSlot(const FunctionDecl &F, Slot S);

/// True if the parameter of \p F at \p S is of the kind \p PortType (see
/// `NetApi::PortType`).
bool isOfPortType(const FunctionDecl &F, Slot S, llvm::StringRef PortType);

/// Where a function that finds a port by its name puts it: the result, or an
/// out parameter. Nothing: no number comes out of it, or a socket object does
/// too.
struct PortOutput {
  Slot Where;
  bool IsAddress;
  Slot Socket = NoSlot; ///< Where the descriptor that holds it comes out.
};
std::optional<PortOutput> portOutput(const FunctionDecl &F);

/// True if \p F gives a number back rather than finding one
/// (`free_port(port)`).
bool givesPortBack(const FunctionDecl &F);

/// How the result of \p F, of which only the name is known, tells success.
Success successByType(const FunctionDecl &F);

/// True if a constructor of \p R takes a reference or a pointer to a class
/// that \p IsLock says is a lock.
bool constructorTakes(const CXXRecordDecl &R,
                      llvm::function_ref<bool(const RecordDecl &)> IsLock);

/// True if \p R declares `lock()` and `unlock()`.
bool locksAndUnlocks(const CXXRecordDecl &R);

/// True if a constructor of \p R takes a port, a method of it starts or serves,
/// and none connects.
bool startsOnPort(const CXXRecordDecl &R);

/// True if the parameter at \p S is a pointer or a reference to an object.
bool takesObject(const FunctionDecl &F, Slot S);

/// True if \p F, whose name speaks of a log, may write to one: it computes no
/// number (`std::log`) and hands out nothing (`logFileName`).
bool mayLog(const FunctionDecl &F);

} // namespace clang::toctou

#endif // TOCTOU_MODELS_SIGNATURE_H
