//===- FlowBuilder.cpp - The fixpoint over one function -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Events/CFGBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// Beyond these a function is given up: nothing is reported in it.
static constexpr unsigned MaxBlocks = 1500;
static constexpr unsigned MaxVisitsPerBlock = 12;

std::unique_ptr<FunctionFlow> analyzeFlow(const FunctionDecl &F,
                                          const FlowInputs &Inputs) {
  return FlowBuilder(F, Inputs).run();
}

std::unique_ptr<FunctionFlow> FlowBuilder::run() {
  Graph = buildCFG(Function, Context, MaxBlocks);
  if (!Graph)
    return nullptr;
  prepare();
  std::vector<unsigned> Position(Graph->getNumBlockIDs(), 0);
  for (unsigned I = 0; I < Order.size(); ++I)
    Position[Order[I]->getBlockID()] = I;
  std::vector<char> Queued(Order.size(), false);
  std::vector<unsigned> Visits(Order.size(), 0);
  BlockState &Entry = States[Graph->getEntry().getBlockID()];
  Entry.Arrived.push_back(~0U);
  Queued[Position[Graph->getEntry().getBlockID()]] = true;
  for (bool Work = true; Work;) {
    Work = false;
    for (unsigned I = 0; I < Order.size(); ++I) {
      if (!Queued[I])
        continue;
      Queued[I] = false;
      if (++Visits[I] > MaxVisitsPerBlock)
        return nullptr;
      Work = true;
      const CFGBlock &Block = *Order[I];
      BlockState &State = States[Block.getBlockID()];
      joinPredecessors(Block);
      Environment Old = std::move(State.Out);
      visit(Block);
      auto Send = [&](const CFGBlock &Next, PhiKey Edge, bool Changed) {
        BlockState &To = States[Next.getBlockID()];
        bool IsNew = !llvm::is_contained(To.Arrived, Edge);
        if (IsNew)
          To.Arrived.push_back(Edge);
        if (Changed || IsNew)
          Queued[Position[Next.getBlockID()]] = true;
      };
      bool Changed = Visits[I] == 1 || Old.bindings() != State.Out.bindings();
      for (const CFGBlock *Next : Block.succs())
        if (Next)
          Send(*Next, Block.getBlockID(), Changed);
      for (unsigned T = 0; T < Throws.size(); ++T)
        if (Throws[T].From == Block.getBlockID())
          Send(*Throws[T].To, States.size() + T, Throws[T].Changed);
    }
  }
  record();
  return std::move(Result);
}

/// The state at the entry of \p Block: what all edges that were taken bring.
void FlowBuilder::joinPredecessors(const CFGBlock &Block) {
  BlockState &State = States[Block.getBlockID()];
  if (&Block == &Graph->getEntry())
    return;
  llvm::SmallVector<PhiKey, 4> Merged;
  for (PhiKey From : State.Arrived) {
    State.In.join(Table, sent(From), &Block, From, Merged, portField(),
                  State.Phis);
    Merged.push_back(From);
  }
}

void FlowBuilder::prepare() {
  Result = std::make_unique<FunctionFlow>();
  Result->Function = &Function;
  Result->Blocks.resize(Graph->getNumBlockIDs());
  Result->Entry = Graph->getEntry().getBlockID();
  Result->Exit = Graph->getExit().getBlockID();
  States.resize(Graph->getNumBlockIDs());
  findThrows();
  findOrder();
  findDropped(Function.getBody());
  for (const CFGBlock *Block : Order) {
    Result->Order.push_back(Block->getBlockID());
    // In a condition, `a && b` is no element: its left side ends a block.
    if (const Stmt *Terminator = Block->getTerminatorStmt())
      findTargets(Terminator);
    for (const CFGElement &Element : *Block) {
      if (auto S = Element.getAs<CFGStmt>())
        findTargets(S->getStmt());
      else if (auto Init = Element.getAs<CFGInitializer>()) {
        const CXXCtorInitializer *I = Init->getInitializer();
        if (const FieldDecl *F = I->getAnyMember())
          Targets[peel(I->getInit())] =
              Table.field(Table.pointee(Table.initial(Table.thisPlace())), F);
        else if (I->isBaseInitializer() || I->isDelegatingInitializer())
          Targets[peel(I->getInit())] =
              Table.pointee(Table.initial(Table.thisPlace()));
      }
    }
  }
}

/// Notes where objects are constructed, and which operands join at `&&`.
void FlowBuilder::findTargets(const Stmt *S) {
  if (const auto *Declaration = llvm::dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Var = llvm::dyn_cast<VarDecl>(D))
        if (Var->getInit() && !Var->getType()->isReferenceType())
          Targets[peel(Var->getInit())] = Table.variable(Var);
    return;
  }
  if (const auto *New = llvm::dyn_cast<CXXNewExpr>(S)) {
    if (const Expr *Init = New->getInitializer())
      Targets[peel(Init)] = Table.object(New);
    return;
  }
  const auto *Binary = llvm::dyn_cast<BinaryOperator>(S);
  if (!Binary || !Binary->isLogicalOp())
    return;
  RightOperands[peel(Binary->getRHS())] = Binary;
}

void FlowBuilder::visit(const CFGBlock &Block) {
  BlockState &State = States[Block.getBlockID()];
  Current = &Block;
  Env = State.In;
  if (const auto *Try =
          llvm::dyn_cast_or_null<CXXTryStmt>(Block.getTerminatorStmt()))
    unwind(*Try);
  unsigned Element = 0;
  for (const CFGElement &Each : Block) {
    atElement(Block, Element++);
    transfer(Each);
  }
  State.Out = Env;
}

void FlowBuilder::transfer(const CFGElement &Element) {
  switch (Element.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall:
    return evaluate(Element.castAs<CFGStmt>().getStmt());
  case CFGElement::Initializer:
    return initialise(*Element.castAs<CFGInitializer>().getInitializer());
  case CFGElement::AutomaticObjectDtor: {
    auto Dtor = Element.castAs<CFGAutomaticObjDtor>();
    const VarDecl *Var = Dtor.getVarDecl();
    if (Var->getType()->isReferenceType()) {
      // A temporary whose life the reference extends.
      if (const Expr *Init = Var->getInit())
        return destroy(place(Init), Var->getType().getNonReferenceType(),
                       Dtor.getTriggerStmt(), 0);
      return;
    }
    return destroy(Table.variable(Var), Var->getType(), Dtor.getTriggerStmt(),
                   0);
  }
  case CFGElement::LifetimeEnds: {
    auto End = Element.castAs<CFGLifetimeEnds>();
    const VarDecl *Var = End.getVarDecl();
    const CXXRecordDecl *Class = Var->getType()->getAsCXXRecordDecl();
    // Others have a destructor element of their own.
    if (Class && Class->hasDefinition() && Class->hasTrivialDestructor())
      destroy(Table.variable(Var), Var->getType(), End.getTriggerStmt(), 0);
    return;
  }
  case CFGElement::TemporaryDtor: {
    const CXXBindTemporaryExpr *Bound =
        Element.castAs<CFGTemporaryDtor>().getBindTemporaryExpr();
    const Expr *Made = peel(Bound);
    if (auto It = Targets.find(Made); It != Targets.end())
      return; // Copy elision: the object lives on in its target.
    return destroy(Table.object(Made), Bound->getType(), Bound, 0);
  }
  case CFGElement::DeleteDtor: {
    const CXXDeleteExpr *Delete =
        Element.castAs<CFGDeleteDtor>().getDeleteExpr();
    return destroy(Table.pointee(value(Delete->getArgument())),
                   Delete->getDestroyedType(), Delete, 0);
  }
  case CFGElement::MemberDtor: {
    const FieldDecl *F = Element.castAs<CFGMemberDtor>().getFieldDecl();
    return destroy(
        Table.field(Table.pointee(Table.initial(Table.thisPlace())), F),
        F->getType(), Function.getBody(), 0);
  }
  default:
    return;
  }
}

Event &FlowBuilder::emit(EventKind Kind, const Stmt *Site) {
  if (!Recording) {
    Ignored = Event();
    Ignored.Kind = Kind;
    return Ignored;
  }
  std::vector<Event> &Events = Result->Blocks[Current->getBlockID()].Events;
  Events.emplace_back();
  Event &E = Events.back();
  E.Kind = Kind;
  E.Site = E.Inner = Site;
  E.InnerFunction = &Function;
  return E;
}

size_t FlowBuilder::eventCount() const {
  return Recording ? Result->Blocks[Current->getBlockID()].Events.size() : 0;
}

void FlowBuilder::record() {
  Recording = true;
  for (const CFGBlock *Block : Order) {
    BlockState &State = States[Block->getBlockID()];
    FlowBlock &Made = Result->Blocks[Block->getBlockID()];
    Made.Reachable = !State.Arrived.empty();
    if (!Made.Reachable)
      continue;
    for (const auto &[P, Phi] : State.Phis)
      Made.Phis.push_back(Phi);
    Current = Block;
    if (Block == &Graph->getEntry())
      entryLocks();
    visit(*Block);
    recordEdges(*Block);
  }
  markDecisions();
  const Environment &Last = States[Result->Exit].In;
  for (const auto &[P, V] : Last.bindings())
    Result->Final.push_back({P, V});
}

/// The expression that \p Block ends with, before temporaries are destroyed.
static const Expr *lastCondition(const CFGBlock &Block) {
  if (!Block.getTerminatorStmt())
    return nullptr;
  for (const CFGElement &Element : llvm::reverse(Block))
    if (auto S = Element.getAs<CFGStmt>())
      return llvm::dyn_cast<Expr>(S->getStmt());
  // The temporaries of the condition were destroyed in blocks of their own.
  return llvm::dyn_cast_or_null<Expr>(Block.getTerminatorCondition());
}

/// What decides whether a temporary was made: the left side of `a && T()`.
/// \p WhenTrue is set to how the first successor is reached.
static const Expr *temporaryCondition(const CFGBlock &Block, bool &WhenTrue) {
  if (!Block.getTerminator().isTemporaryDtorsBranch())
    return nullptr;
  const Stmt *S = Block.getTerminatorStmt();
  if (const auto *Choice = llvm::dyn_cast<AbstractConditionalOperator>(S))
    return Choice->getCond();
  const auto *Both = llvm::dyn_cast<BinaryOperator>(S);
  if (!Both || !Both->isLogicalOp())
    return nullptr;
  WhenTrue = Both->getOpcode() == BO_LAnd;
  return Both->getLHS();
}

/// How \p Block leaves the function, if it does.
static LeavingKind leavingOf(const CFGBlock &Block) {
  for (const CFGElement &Element : llvm::reverse(Block))
    if (auto S = Element.getAs<CFGStmt>();
        S && llvm::isa<CXXThrowExpr>(S->getStmt()))
      return LeavingKind::Throws;
  return Block.hasNoReturnElement() ? LeavingKind::Ends : LeavingKind::Returns;
}

/// Conditions of `Block`'s edges: the first successor is taken when true.
void FlowBuilder::recordEdges(const CFGBlock &Block) {
  FlowBlock &Made = Result->Blocks[Block.getBlockID()];
  const Stmt *Terminator = Block.getTerminatorStmt();
  bool FirstWhenTrue = true;
  const Expr *Condition = Block.getTerminator().isTemporaryDtorsBranch()
                              ? temporaryCondition(Block, FirstWhenTrue)
                              : lastCondition(Block);
  bool IsSwitch = llvm::isa_and_nonnull<SwitchStmt>(Terminator);
  bool IsBranch = Condition && Block.succ_size() == 2 && !IsSwitch &&
                  !llvm::isa_and_nonnull<CXXTryStmt>(Terminator);
  ValueId Decides = ValueId::None;
  if (Condition && (IsBranch || IsSwitch))
    Decides = value(Condition);
  LeavingKind Leaving = leavingOf(Block);
  unsigned Index = 0;
  for (const CFGBlock *Next : Block.succs()) {
    unsigned Position = Index++;
    if (!Next || (Next == &Graph->getExit() && Block.hasNoReturnElement()))
      continue;
    FlowEdge Edge;
    Edge.To = Next->getBlockID();
    Edge.Leaving = Leaving;
    if (IsBranch) {
      Edge.Condition = Decides;
      Edge.Test = Condition;
      Edge.WhenTrue = (Position == 0) == FirstWhenTrue;
    } else if (IsSwitch) {
      const auto *Case = llvm::dyn_cast_or_null<CaseStmt>(Next->getLabel());
      if (Case && !Case->getRHS()) {
        Expr::EvalResult Evaluated;
        if (Case->getLHS()->EvaluateAsInt(Evaluated, Context)) {
          Edge.Condition = Decides;
          Edge.CaseNumber = Evaluated.Val.getInt().getExtValue();
          llvm::APSInt N = Evaluated.Val.getInt();
          Edge.CaseSigns = N.isNegative() ? Signs::Negative
                           : N.isZero()   ? Signs::Zero
                                          : Signs::Positive;
        }
      }
    }
    Made.Successors.push_back(Edge);
  }
  recordThrows(Block);
  if (!IsSwitch)
    return;
  std::vector<int64_t> Cases;
  for (const FlowEdge &Edge : Made.Successors)
    if (Edge.CaseNumber)
      Cases.push_back(*Edge.CaseNumber);
  for (FlowEdge &Edge : Made.Successors)
    if (!Edge.CaseNumber)
      Edge.OtherCases = Cases;
}

} // namespace clang::toctou
