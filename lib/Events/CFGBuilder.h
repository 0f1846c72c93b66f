//===- CFGBuilder.h - The one place where a CFG is built ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Every control-flow graph of the project is built here, with the same
/// options: implicit and temporary destructors, constructor initialisers, and
/// each subexpression as an element of its own, in evaluation order.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_EVENTS_CFGBUILDER_H
#define TOCTOU_EVENTS_CFGBUILDER_H

#include <memory>

namespace clang {
class ASTContext;
class CFG;
class FunctionDecl;
} // namespace clang

namespace clang::toctou {

/// The graph of \p F's body, or null if it has none, is dependent, is broken,
/// or has more than \p MaxBlocks blocks.
std::unique_ptr<CFG> buildCFG(const FunctionDecl &F, ASTContext &Context,
                              unsigned MaxBlocks);

} // namespace clang::toctou

#endif // TOCTOU_EVENTS_CFGBUILDER_H
