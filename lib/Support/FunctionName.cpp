//===- FunctionName.cpp - A function's name, the same on every LLVM -------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Support/FunctionName.h"
#include "clang/AST/DeclCXX.h"

namespace clang::toctou {

std::string functionName(const FunctionDecl &F) {
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&F);
  if (!Method || !Method->getParent()->isLambda())
    return F.getQualifiedNameAsString();
  const DeclContext *Around = Method->getParent()->getParent();
  while (Around && !Around->isFunctionOrMethod() && !Around->isNamespace() &&
         !Around->isRecord() && !Around->isTranslationUnit())
    Around = Around->getParent();
  if (const auto *Outer = llvm::dyn_cast_or_null<FunctionDecl>(Around))
    return functionName(*Outer) + "::lambda";
  if (const auto *Named = llvm::dyn_cast_or_null<NamedDecl>(Around))
    return Named->getQualifiedNameAsString() + "::lambda";
  return "lambda";
}

} // namespace clang::toctou
