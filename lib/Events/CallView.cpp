//===- CallView.cpp - One view of every form of call ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Events/CallView.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

static CallView viewOfOperator(const CXXOperatorCallExpr &Call) {
  CallView View;
  View.Site = &Call;
  View.IsOperator = true;
  View.Callee = Call.getDirectCallee();
  unsigned First = 0;
  const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(View.Callee);
  if (Method && Call.getNumArgs() > 0) {
    View.Receiver = Call.getArg(0);
    First = 1;
  }
  for (unsigned I = First; I < Call.getNumArgs(); ++I)
    View.Arguments.push_back(Call.getArg(I));
  return View;
}

std::optional<CallView> CallView::of(const Stmt *S) {
  if (const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(S))
    return viewOfOperator(*Operator);
  CallView View;
  if (const auto *Call = llvm::dyn_cast<CallExpr>(S)) {
    View.Site = Call;
    View.Callee = Call->getDirectCallee();
    if (const auto *Member = llvm::dyn_cast<CXXMemberCallExpr>(Call)) {
      View.Receiver = Member->getImplicitObjectArgument();
      View.ReceiverIsPointer =
          View.Receiver && View.Receiver->getType()->isPointerType();
    }
    View.Arguments.assign(Call->arg_begin(), Call->arg_end());
    return View;
  }
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(S)) {
    View.Site = Construct;
    View.Callee = Construct->getConstructor();
    View.IsConstructor = true;
    View.Arguments.assign(Construct->arg_begin(), Construct->arg_end());
    return View;
  }
  return std::nullopt;
}

} // namespace clang::toctou
