//===- Initializer.h - The function that initialises a variable -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_EVENTS_INITIALIZER_H
#define TOCTOU_EVENTS_INITIALIZER_H

namespace clang {
class ASTContext;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace clang::toctou {

/// A function that does nothing but define \p Var, a variable at namespace or
/// class level that is initialised by code; null for any other. The function
/// has the name and the place of the variable, and stands in no scope.
const FunctionDecl *initializerOf(VarDecl &Var, ASTContext &Context);

} // namespace clang::toctou

#endif // TOCTOU_EVENTS_INITIALIZER_H
