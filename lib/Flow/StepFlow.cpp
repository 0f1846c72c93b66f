//===- StepFlow.cpp - Steps on containers, deeds and decisions ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a container is asked and what a step on it needs; which calls do what
/// others may notice; which values are taken, and which decide a branch.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Containers
//===----------------------------------------------------------------------===//

static bool asks(StepEffect Effect) {
  switch (Effect) {
  case StepEffect::IsEmpty:
  case StepEffect::Count:
  case StepEffect::Holds:
  case StepEffect::Find:
  case StepEffect::Upgrade:
    return true;
  case StepEffect::None:
  case StepEffect::Access:
  case StepEffect::Remove:
  case StepEffect::Insert:
  case StepEffect::TryInsert:
  case StepEffect::TryRemove:
  case StepEffect::Drop:
    return false;
  }
  return false;
}

void FlowBuilder::stepEvents(BoundCall &Call) {
  const StepApi *Row = Call.Model ? Call.Model->Step : nullptr;
  if (!Row || Call.IsLogging)
    return;
  const Expr *Site = Call.View.Site;
  PlaceId P = slotPlace(Call, Row->Object);
  if (P == PlaceId::None)
    return;
  const CXXRecordDecl *Class =
      Call.View.Receiver ? recordOf(Call.View.Receiver->getType()) : nullptr;
  const ContainerClassApi *Container =
      Class ? Lookup.record(*Class).Container : nullptr;
  bool IsHandle = Container && Container->IsHandle;
  if (!IsHandle && !(Call.Model->LocksItself ? isSharedAtomic(P) : isShared(P)))
    return;
  ValueId Key = slotContent(Call, Row->Key);
  auto Fill = [&](EventKind Kind, ValueId First) -> Event & {
    Event &E = emit(Kind, Site);
    E.Subject = P;
    E.Step = Row->Effect;
    E.LocksItself = Call.Model->LocksItself;
    E.Operands = {First};
    if (Key != ValueId::None)
      E.Operands.push_back(Key);
    return E;
  };
  if (asks(Row->Effect)) {
    Fill(EventKind::Query, Call.Returned);
    if (Row->Effect == StepEffect::Find || Row->Effect == StepEffect::Upgrade)
      Found[Table.core(Call.Returned)] = {P, Key, Site, Row->Effect,
                                          Call.Model->LocksItself};
    return;
  }
  if (Row->Effect == StepEffect::Drop)
    return; // It needs nothing.
  bool Tries = Row->Effect == StepEffect::TryInsert ||
               Row->Effect == StepEffect::TryRemove;
  Event &E = Fill(EventKind::Operate, ValueId::None);
  if (Tries)
    E.Result = Call.Returned;
}

/// The writes since the event \p First are those of this call's step; of an
/// unknown method, they are a guess.
void FlowBuilder::stepWrites(const BoundCall &Call, size_t First) {
  if (!Recording)
    return;
  auto &Events = Result->Blocks[Current->getBlockID()].Events;
  const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Call.View.Callee);
  bool IsGuess = Method && !Call.View.IsOperator &&
                 (!Call.Model || Call.Model->isEmpty()) &&
                 !Method->getParent()->isInStdNamespace();
  for (size_t I = First; I < Events.size(); ++I) {
    if (Events[I].Kind != EventKind::Write)
      continue;
    if (Call.Model && Call.Model->Step)
      Events[I].Step = Call.Model->Step->Effect;
    Events[I].Opaque |= IsGuess;
  }
}

/// What a search gave is looked into: it must have given something.
void FlowBuilder::needFound(ValueId V, const Stmt *Site) {
  auto It = Found.find(Table.core(V));
  if (It == Found.end())
    return;
  const Searched &By = It->second;
  // Of a pointer that may be null, the search itself is the step.
  Event &E =
      emit(EventKind::Operate, By.How == StepEffect::Upgrade ? By.Site : Site);
  E.Subject = By.Container;
  E.Step = StepEffect::Access;
  E.LocksItself = By.LocksItself;
  E.Operands = {V};
  if (By.Key != ValueId::None)
    E.Operands.push_back(By.Key);
}

//===----------------------------------------------------------------------===//
// Deeds
//===----------------------------------------------------------------------===//

void FlowBuilder::addDeed(const Stmt *Site, ValueId Done) {
  if (Recording)
    Result->Deeds.push_back({Current->getBlockID(), Site, Done});
}

/// True if \p F stands in `std` or in a namespace of it.
static bool isStandard(const FunctionDecl &F) {
  for (const DeclContext *C = F.getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

/// A call out of sight does something that others may notice, unless it is
/// known to say or compute something only.
void FlowBuilder::addDeed(const BoundCall &Call) {
  if (!Recording || Call.IsLogging)
    return;
  const CallModel *Model = Call.Model;
  const FunctionDecl *Callee = Call.View.Callee;
  if (Model && (Model->Atomic || Model->Lock || Model->Step))
    return;
  if (Model && Model->DefersCallable)
    return addDeed(Call.View.Site, Call.Returned);
  if (Call.View.IsConstructor)
    return;
  const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(Call.View.Site);
  bool RunsObject = Operator && Operator->getOperator() == OO_Call;
  if (!RunsObject && Callee) {
    if (Call.View.IsOperator)
      return;
    const auto *Method = llvm::dyn_cast<CXXMethodDecl>(Callee);
    if (Method && !Method->isStatic() && isAccessor(*Method))
      return;
    if (isStandard(*Callee) &&
        !(Method && Call.Object != PlaceId::None && isShared(Call.Object)))
      return;
    unsigned Id = Callee->getBuiltinID();
    if (Id != 0 && Id != Builtin::BIfree)
      return;
  }
  addDeed(Call.View.Site, Call.Returned);
}

//===----------------------------------------------------------------------===//
// Values that nobody takes, and those that decide
//===----------------------------------------------------------------------===//

void FlowBuilder::findDropped(const Stmt *S) {
  llvm::SmallVector<const Stmt *, 32> Pending = {S};
  auto Drop = [&](const Stmt *Child) {
    if (const auto *E = llvm::dyn_cast_or_null<Expr>(Child))
      Result->Dropped.insert(peel(E));
  };
  while (!Pending.empty()) {
    const Stmt *Now = Pending.pop_back_val();
    if (!Now)
      continue;
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Now)) {
      for (const Stmt *Child : Block->body())
        Drop(Child);
    } else if (const auto *If = llvm::dyn_cast<IfStmt>(Now)) {
      Drop(If->getThen());
      Drop(If->getElse());
    } else if (const auto *For = llvm::dyn_cast<ForStmt>(Now)) {
      Drop(For->getBody());
      Drop(For->getInc());
    } else if (const auto *While = llvm::dyn_cast<WhileStmt>(Now)) {
      Drop(While->getBody());
    } else if (const auto *Range = llvm::dyn_cast<CXXForRangeStmt>(Now)) {
      Drop(Range->getBody());
    } else if (const auto *Case = llvm::dyn_cast<SwitchCase>(Now)) {
      Drop(Case->getSubStmt());
    } else if (llvm::isa<Expr>(Now)) {
      continue;
    }
    Pending.append(Now->child_begin(), Now->child_end());
  }
}

/// Tells the reads on whose values a branch of this function depends.
void FlowBuilder::markDecisions() {
  static constexpr unsigned MaxVisited = 4000;
  llvm::DenseSet<ValueId> Decide;
  llvm::SmallVector<ValueId, 16> Pending;
  for (const FlowBlock &Block : Result->Blocks)
    for (const FlowEdge &Edge : Block.Successors)
      Pending.push_back(Edge.Condition);
  while (!Pending.empty() && Decide.size() < MaxVisited) {
    ValueId V = Pending.pop_back_val();
    if (V == ValueId::None || !Decide.insert(V).second)
      continue;
    Pending.append(Table[V].Inputs.begin(), Table[V].Inputs.end());
    if (Table[V].Kind == ValueKind::Phi)
      for (const auto &[Key, Input] : Table.phiInputs(V))
        Pending.push_back(Input);
  }
  auto Mark = [&](Event &E) {
    if ((E.Kind == EventKind::Read || E.Kind == EventKind::Query) &&
        !E.Operands.empty())
      E.Decides |= Decide.contains(E.Operands[0]);
  };
  for (FlowBlock &Block : Result->Blocks)
    llvm::for_each(Block.Events, Mark);
  for (SplicedCall &Call : Result->Calls)
    for (Outcome &O : Call.Outcomes)
      llvm::for_each(O.Effects, Mark);
}

} // namespace clang::toctou
