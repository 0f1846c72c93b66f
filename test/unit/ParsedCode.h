//===- ParsedCode.h - A piece of code and its declarations ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the tests of the inner layers start from: a text that is parsed, and
/// its declarations by their names.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_TEST_UNIT_PARSEDCODE_H
#define TOCTOU_TEST_UNIT_PARSEDCODE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <memory>

namespace clang::toctou {

/// A translation unit that parses without an error.
class ParsedCode {
public:
  explicit ParsedCode(llvm::StringRef Text, bool IsC = false)
      : Unit(tooling::buildASTFromCodeWithArgs(
            Text, {IsC ? "-std=gnu17" : "-std=c++20"},
            IsC ? "input.c" : "input.cpp")) {
    EXPECT_TRUE(Unit);
    EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
  }

  ASTContext &context() { return Unit->getASTContext(); }

  /// The declaration called \p Name (`Outer::inner`).
  template <typename D = FunctionDecl> const D &find(llvm::StringRef Name) {
    const DeclContext *In = context().getTranslationUnitDecl();
    const NamedDecl *Found = nullptr;
    while (!Name.empty()) {
      auto [First, Rest] = Name.split("::");
      Found = nullptr;
      for (const NamedDecl *Candidate :
           In->lookup(&context().Idents.get(First)))
        Found = Candidate;
      EXPECT_TRUE(Found) << First.str();
      In = llvm::dyn_cast<DeclContext>(Found);
      Name = Rest;
    }
    return *llvm::cast<D>(Found);
  }

private:
  std::unique_ptr<ASTUnit> Unit;
};

} // namespace clang::toctou

#endif // TOCTOU_TEST_UNIT_PARSEDCODE_H
