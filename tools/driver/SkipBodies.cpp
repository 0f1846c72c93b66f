//===- SkipBodies.cpp - Parse no function body of system headers ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Most of the time goes into bodies of functions in headers that are not the
/// project's. An action that every frontend of this program adds before its own
/// asks Clang to skip those bodies, and limits traversals to what is not in a
/// system header. A project's own header keeps its bodies whatever the header
/// filter says: guards and getters live there. Clang itself never skips a
/// `constexpr` function or one whose return type it has to deduce.
///
//===----------------------------------------------------------------------===//
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

namespace clang::toctou {

namespace {

class SystemBodySkipper : public ASTConsumer {
public:
  explicit SystemBodySkipper(const SourceManager &Sources) : Sources(Sources) {}

  bool shouldSkipFunctionBody(Decl *D) override { return isForeign(D); }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      if (!isForeign(D))
        Own.push_back(D);
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    Context.setTraversalScope(Own);
  }

private:
  bool isForeign(const Decl *D) const {
    return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
  }

  const SourceManager &Sources;
  std::vector<Decl *> Own;
};

class SkipSystemBodies : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    return std::make_unique<SystemBodySkipper>(Compiler.getSourceManager());
  }

  bool ParseArgs(const CompilerInstance &,
                 const std::vector<std::string> &) override {
    return true;
  }

  ActionType getActionType() override { return AddBeforeMainAction; }
};

} // namespace

static FrontendPluginRegistry::Add<SkipSystemBodies>
    Registration("toctou-skip-bodies",
                 "skips the bodies of functions in system headers");

} // namespace clang::toctou
