//===- PortProbeFixBind.cpp - Bind 0 at a socket call of the C library --===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFixSite.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// True if \p Condition holds where one of the calls in it failed.
static bool holdsOnFailure(const Expr *Condition) {
  Condition = bareExpr(Condition);
  const auto *Test = llvm::dyn_cast<BinaryOperator>(Condition);
  if (!Test)
    return llvm::isa<CallExpr>(Condition);
  if (Test->getOpcode() == BO_LOr)
    return holdsOnFailure(Test->getLHS()) && holdsOnFailure(Test->getRHS());
  return llvm::isa<CallExpr>(bareExpr(Test->getLHS())) &&
         (Test->getOpcode() == BO_NE || Test->getOpcode() == BO_LT ||
          Test->getOpcode() == BO_EQ);
}

/// How the address \p Address names its port, or nothing.
static std::string portField(const VarDecl &Address) {
  const auto *Class = Address.getType()->getAsRecordDecl();
  if (!Class || Address.getType().isConstQualified())
    return {};
  std::string Name = Address.getNameAsString();
  if (Class->getName() == "sockaddr_in")
    return Name + ".sin_port";
  if (Class->getName() == "sockaddr_in6")
    return Name + ".sin6_port";
  return {};
}

/// \p Text without `const `.
static std::string withoutConst(std::string Text) {
  size_t At = Text.find("const ");
  if (At != std::string::npos)
    Text.erase(At, 6);
  return Text;
}

Remedy bindZero(NumberSite &Site) {
  const auto *Call = llvm::dyn_cast<CallExpr>(Site.Port.Use->Site);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || Callee->getName() != "bind" ||
      Call->getNumArgs() != 3 || !Site.Bearer)
    return {};
  std::string Field = portField(*Site.Bearer);
  if (Field.empty())
    return {};
  EditList Edits(Site.Context, Call->getBeginLoc());
  Edits.replace(Site.Slot->getSourceRange(), "0");
  Site.removeProbe(Edits, Site.mustKeepVariable());
  if (!Site.Readers.empty()) {
    const auto *Test = llvm::dyn_cast<IfStmt>(Site.UseStatement);
    if (!Test || !isWayOut(*Test) || !holdsOnFailure(Test->getCond()))
      return {};
    std::string Length = Site.Bearer->getNameAsString() + "Len";
    if (llvm::StringRef(Site.textOf(*Site.Port.Function->getBody()))
            .contains(Length))
      return {};
    std::string Prefix =
        llvm::StringRef(Site.textOf(*Call->getCallee())).starts_with("::")
            ? "::"
            : "";
    Edits.addLineBefore(*Test, "socklen_t " + Length + " = sizeof " +
                                   Site.Bearer->getNameAsString() + ";");
    Edits.insertAfter(Test->getCond()->getEndLoc(),
                      " ||\n        " + Prefix + "getsockname(" +
                          Site.textOf(*Call->getArg(0)) + ", " +
                          withoutConst(Site.textOf(*Call->getArg(1))) + ", &" +
                          Length + ") != 0");
    Site.readBack(Edits, *Test, "ntohs(" + Field + ")");
  }
  Remedy Found{"bind port 0 and read the number back with `getsockname`",
               Edits.take(), true};
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
