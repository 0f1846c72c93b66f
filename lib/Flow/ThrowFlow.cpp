//===- ThrowFlow.cpp - Where exceptions lead ------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Clang's graph knows the handlers of a `try` and the edges of `throw`, but
/// not that a call may throw (with `AddEHEdges` it does, and then ends a block
/// at every call, knows no constructors and runs no destructors). So the edges
/// are made here: from each element of a try block that may throw, before it
/// has happened, to the block that chooses a handler. Where that block begins,
/// the objects of the try block end.
///
/// Approximations: a handler is chosen freely, whatever it catches; an
/// exception that nobody in the function catches is told by a callee's outcome
/// only.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"

namespace clang::toctou {

namespace {

/// More edges of one block tell nothing new.
constexpr unsigned MaxThrowsPerBlock = 6;

using TryOf = llvm::DenseMap<const Stmt *, const CXXTryStmt *>;

/// Notes for each statement below \p S the try block around it.
void mapTries(const Stmt *S, const CXXTryStmt *Around, TryOf &Map) {
  if (!S || llvm::isa<LambdaExpr>(S))
    return;
  if (Around)
    Map[S] = Around;
  const auto *Try = llvm::dyn_cast<CXXTryStmt>(S);
  for (const Stmt *Child : S->children())
    mapTries(Child, Try && Child == Try->getTryBlock() ? Try : Around, Map);
}

bool throwsNothing(const FunctionDecl *F) {
  if (!F)
    return false;
  if (F->isExternC() || F->hasAttr<NoThrowAttr>() || F->getBuiltinID() ||
      F->isTrivial())
    return true;
  const auto *Type = F->getType()->getAs<FunctionProtoType>();
  return Type && Type->hasNoexceptExceptionSpec() && Type->isNothrow();
}

bool mayThrow(const Stmt &S) {
  if (const auto *Call = llvm::dyn_cast<CallExpr>(&S))
    return !throwsNothing(Call->getDirectCallee());
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(&S)) {
    const CXXConstructorDecl *Ctor = Construct->getConstructor();
    return !throwsNothing(Ctor) && !Ctor->isCopyOrMoveConstructor();
  }
  return false;
}

/// The variables that are declared in \p S, in order.
void findVariables(const Stmt *S, llvm::SmallVectorImpl<const VarDecl *> &All) {
  if (!S || llvm::isa<LambdaExpr>(S))
    return;
  if (const auto *Declaration = llvm::dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      if (const auto *Var = llvm::dyn_cast<VarDecl>(D);
          Var && Var->hasLocalStorage() && recordOf(Var->getType()) &&
          !Var->getType()->isReferenceType() &&
          !Var->getType()->isPointerType())
        All.push_back(Var);
  for (const Stmt *Child : S->children())
    findVariables(Child, All);
}

} // namespace

void FlowBuilder::findThrows() {
  llvm::DenseMap<const Stmt *, const CFGBlock *> Choosers;
  for (const CFGBlock *Block : *Graph)
    if (const Stmt *Terminator = Block->getTerminatorStmt();
        llvm::isa_and_nonnull<CXXTryStmt>(Terminator))
      Choosers[Terminator] = Block;
  if (Choosers.empty())
    return;
  TryOf Tries;
  mapTries(Function.getBody(), nullptr, Tries);
  for (const CFGBlock *Block : *Graph) {
    unsigned Element = 0, Made = 0;
    for (const CFGElement &Each : *Block) {
      unsigned Here = Element++;
      auto S = Each.getAs<CFGStmt>();
      if (!S || Made == MaxThrowsPerBlock || !mayThrow(*S->getStmt()))
        continue;
      auto Try = Tries.find(S->getStmt());
      if (Try == Tries.end())
        continue;
      auto To = Choosers.find(Try->second);
      if (To == Choosers.end())
        continue;
      Throw &New = Throws.emplace_back();
      New.From = Block->getBlockID();
      New.Element = Here;
      New.To = To->second;
      ++Made;
    }
  }
}

/// Reverse post-order, over the edges of exceptions too; the way of a true
/// condition comes first.
void FlowBuilder::findOrder() {
  llvm::DenseMap<unsigned, llvm::SmallVector<const CFGBlock *, 2>> Thrown;
  for (const Throw &T : Throws)
    if (auto &To = Thrown[T.From]; !llvm::is_contained(To, T.To))
      To.push_back(T.To);
  std::vector<char> Seen(Graph->getNumBlockIDs(), false);
  struct Visit {
    const CFGBlock *Block;
    llvm::SmallVector<const CFGBlock *, 4> Next;
  };
  std::vector<Visit> Stack;
  auto Enter = [&](const CFGBlock *Block) {
    if (!Block || Seen[Block->getBlockID()])
      return;
    Seen[Block->getBlockID()] = true;
    Visit New{Block, {}};
    New.Next.append(Block->succ_begin(), Block->succ_end());
    if (auto It = Thrown.find(Block->getBlockID()); It != Thrown.end())
      New.Next.append(It->second.begin(), It->second.end());
    Stack.push_back(std::move(New));
  };
  Enter(&Graph->getEntry());
  while (!Stack.empty()) {
    if (Stack.back().Next.empty()) {
      Order.push_back(Stack.back().Block);
      Stack.pop_back();
      continue;
    }
    Enter(Stack.back().Next.pop_back_val());
  }
  std::reverse(Order.begin(), Order.end());
}

/// What the edge \p Edge brings: of a block that ends, or of a throw.
const Environment &FlowBuilder::sent(PhiKey Edge) const {
  return Edge < States.size() ? States[Edge].Out
                              : Throws[Edge - States.size()].Env;
}

/// Keeps what a handler would find, if the element throws.
void FlowBuilder::atElement(const CFGBlock &Block, unsigned Element) {
  for (Throw &T : Throws) {
    if (T.From != Block.getBlockID() || T.Element != Element)
      continue;
    T.Changed = T.Env.bindings() != Env.bindings();
    T.Env = Env;
    if (Recording)
      T.Event = Result->Blocks[T.From].Events.size();
  }
}

/// What lives in the block of \p Try ends before a handler begins.
void FlowBuilder::unwind(const CXXTryStmt &Try) {
  llvm::SmallVector<const VarDecl *, 8> Variables;
  findVariables(Try.getTryBlock(), Variables);
  for (const VarDecl *Var : llvm::reverse(Variables))
    if (Env.bindings().count(Table.variable(Var)))
      destroy(Table.variable(Var), Var->getType(), &Try, 0);
}

void FlowBuilder::recordThrows(const CFGBlock &Block) {
  FlowBlock &Made = Result->Blocks[Block.getBlockID()];
  bool IsChooser = llvm::isa_and_nonnull<CXXTryStmt>(Block.getTerminatorStmt());
  bool EndsByThrow = false;
  for (const CFGElement &Element : Block)
    if (auto S = Element.getAs<CFGStmt>())
      EndsByThrow |= llvm::isa<CXXThrowExpr>(S->getStmt());
  for (FlowEdge &Edge : Made.Successors) {
    Edge.Thrown = EndsByThrow || (IsChooser && Edge.To == Result->Exit);
    if (Edge.Thrown)
      Edge.Leaving = LeavingKind::Throws;
  }
  for (unsigned I = 0; I < Throws.size(); ++I) {
    if (Throws[I].From != Block.getBlockID())
      continue;
    FlowEdge Edge;
    Edge.To = Throws[I].To->getBlockID();
    Edge.Thrown = true;
    Edge.Leaving = LeavingKind::Throws;
    Edge.ThrowAt = Throws[I].Event;
    Edge.Key = States.size() + I;
    Made.Successors.push_back(Edge);
  }
}

} // namespace clang::toctou
