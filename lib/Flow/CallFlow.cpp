//===- CallFlow.cpp - The flow through calls ------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Flow/Splice.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/Builtins.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Binding
//===----------------------------------------------------------------------===//

void FlowBuilder::bindArguments(BoundCall &Call) {
  const CallView &View = Call.View;
  if (View.Receiver) {
    Call.Object = View.ReceiverIsPointer ? Table.pointee(value(View.Receiver))
                                         : place(View.Receiver);
    Call.ObjectValue = Table.address(Call.Object);
  }
  for (unsigned I = 0; I < View.Arguments.size(); ++I) {
    const Expr *Argument = View.Arguments[I];
    if (const FunctionDecl *F = namedFunction(peel(Argument))) {
      Call.Arguments.push_back(Table.function(F));
      continue;
    }
    bool ByReference = false;
    if (View.Callee && I < View.Callee->getNumParams())
      ByReference = View.Callee->getParamDecl(I)->getType()->isReferenceType();
    else
      ByReference =
          Argument->isGLValue() && Argument->getType()->isRecordType();
    Call.Arguments.push_back(ByReference ? Table.address(place(Argument))
                                         : value(Argument));
  }
}

bool FlowBuilder::isLogging(const BoundCall &Call) {
  if (Call.Model && Call.Model->Logs)
    return true;
  // `fprintf(stderr, ...)`.
  if (Call.Model)
    for (const HandOverApi *Row : Call.Model->HandOver)
      if (Row->Kind == HandOverKind::ConfigFile && Row->Target >= 0 &&
          !isFile(Call, Row->Target))
        return true;
  // `std::cout << x`, `LOG(INFO) << x`: the object at the chain's start tells.
  const CallView *View = &Call.View;
  std::optional<CallView> Inner;
  for (unsigned Steps = 0; Steps < 64; ++Steps) {
    const Expr *Object = View->Receiver;
    if (!Object && View->IsOperator && !View->Arguments.empty())
      Object = View->Arguments[0];
    if (!Object)
      return false;
    Object = peel(Object);
    if (const CXXRecordDecl *R = recordOf(Object->getType());
        R && R->getIdentifier() && Lookup.isLogObject(R->getName()))
      return true;
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Object))
      return Ref->getDecl()->getIdentifier() &&
             Lookup.isLogObject(Ref->getDecl()->getName());
    if (const auto *Member = llvm::dyn_cast<MemberExpr>(Object))
      return Member->getMemberDecl()->getIdentifier() &&
             Lookup.isLogObject(Member->getMemberDecl()->getName());
    auto Next = CallView::of(Object);
    if (!Next)
      return false;
    if (Next->Callee && Lookup.call(*Next->Callee).Logs)
      return true;
    Inner = std::move(Next);
    View = &*Inner;
  }
  return false;
}

/// `std::move`, `std::forward` and their like are casts.
static bool isReferenceCast(const CallExpr &Call) {
  switch (Call.getBuiltinCallee()) {
  case Builtin::BImove:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BIas_const:
    return true;
  default:
    return false;
  }
}

ValueId FlowBuilder::evaluateCall(const CallView &View) {
  if (const auto *Direct = llvm::dyn_cast<CallExpr>(View.Site);
      Direct && isReferenceCast(*Direct))
    return Table.address(place(Direct->getArg(0)));
  BoundCall Call;
  Call.View = View;
  if (View.Callee)
    Call.Model = &Lookup.call(*View.Callee);
  bindArguments(Call);
  Call.IsLogging = isLogging(Call);
  size_t FirstEvent = eventCount();
  const FunctionSummary *Summary = nullptr;
  bool RowsDecide =
      Call.Model && !Call.Model->isEmpty() && !Call.Model->ByNameOnly;
  if (View.Callee && !RowsDecide && !Call.IsLogging)
    Summary = Summaries.summary(*View.Callee);
  invokeEvent(Call, Summary);
  actEvents(Call, Summary);
  if (Summary) {
    Call.Returned = spliceCall(Call, *Summary, false);
    if (Summary->Acts)
      addDeed(View.Site, Call.Returned);
  } else {
    invisibleCall(Call);
    if (Call.IsLogging)
      markForLog(Call, FirstEvent);
  }
  delayEvent(Call, Summary != nullptr);
  return Call.Returned;
}

//===----------------------------------------------------------------------===//
// Callees in sight
//===----------------------------------------------------------------------===//

/// The part of a call's result that stands for what its callable writes later.
static constexpr unsigned WrittenLater = 52;

/// Effects of a callable that runs at another time, as far as they are seen.
static bool isAboutPorts(const Event &E) {
  return E.Kind == EventKind::Bind || E.Kind == EventKind::HandOver ||
         E.Kind == EventKind::Sql;
}

ValueId FlowBuilder::spliceCall(BoundCall &Call, const FunctionSummary &Summary,
                                bool PortsOnly, const Stmt *Where) {
  const Stmt *Site = Where ? Where : Call.View.Site;
  const FunctionDecl &Callee = *Call.View.Callee;
  Splice Map(Table, Callee, Site, Env, portField());
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&Callee);
  bool IsLambda = Method && Method->getParent()->isLambda();
  if (Call.Object != PlaceId::None && !IsLambda)
    Map.bind(Table.thisPlace(), Table.address(Call.Object));
  // The summary speaks of the parameters of the definition.
  const FunctionDecl *Body = &Callee;
  Callee.hasBody(Body);
  for (unsigned I = 0; I < Body->getNumParams() && I < Call.Arguments.size();
       ++I)
    Map.bind(Table.variable(Body->getParamDecl(I)), Call.Arguments[I]);
  for (unsigned I = Call.Arguments.size(); I < Callee.getNumParams(); ++I)
    if (const ParmVarDecl *P = Callee.getParamDecl(I);
        P->hasDefaultArg() && !P->hasUninstantiatedDefaultArg() &&
        !P->hasUnparsedDefaultArg())
      Map.bind(Table.variable(Body->getParamDecl(I)),
               value(P->getDefaultArg()));

  SplicedCall Spliced;
  Spliced.Site = Site;
  Spliced.Callee = &Callee;
  std::map<PlaceId, llvm::SmallVector<std::pair<unsigned, ValueId>, 2>> Written;
  llvm::SmallVector<std::pair<unsigned, ValueId>, 4> Returned;
  for (const Outcome &O : Summary.Outcomes) {
    if (PortsOnly && O.Thrown)
      continue; // Nobody here would catch it.
    unsigned Index = Spliced.Outcomes.size();
    Outcome Made;
    Made.Thrown = O.Thrown;
    Made.Returned = Map.value(O.Returned);
    if (!O.Thrown)
      Returned.push_back({Index, Made.Returned});
    for (const auto &[P, V] : O.Writes)
      if (PlaceId Into = PortsOnly ? Map.place(P) : PlaceId::None;
          Into != PlaceId::None) // At any time from here on.
        Env.write(Table, Into, Table.opaque(Site, WrittenLater));
      else if (!PortsOnly)
        Written[Map.place(P)].push_back({Index, Map.value(V)});
    if (Recording) {
      for (const auto &[V, S] : O.Facts)
        Made.Facts.push_back({Map.value(V), S});
      for (const Event &E : O.Effects)
        if (!PortsOnly || isAboutPorts(E))
          Made.Effects.push_back(Map.event(E));
    }
    Spliced.Outcomes.push_back(std::move(Made));
  }
  unsigned Ways = Spliced.Outcomes.size();
  for (auto &[P, Inputs] : Written) {
    if (P == PlaceId::None)
      continue;
    ValueId V = Inputs.front().second;
    bool Same = Inputs.size() == Ways;
    for (const auto &[Index, Input] : Inputs)
      Same &= Input == V;
    if (!Same) {
      ValueId Phi = Table.phi(Site, P);
      ValueId Before = readQuietly(P);
      for (unsigned I = 0; I < Ways; ++I)
        Table.setPhiInput(Phi, I, Before);
      for (const auto &[Index, Input] : Inputs)
        Table.setPhiInput(Phi, Index, Input);
      Spliced.Phis.push_back(Phi);
      V = Phi;
    }
    if (Table[P].Kind == PlaceKind::Element)
      putInto(Table[P].Parent, {V}, Site);
    else
      Env.write(Table, P, V);
  }
  ValueId Result = Returned.empty() ? ValueId::None : Returned.front().second;
  if (llvm::any_of(Returned, [&](auto &R) { return R.second != Result; })) {
    Result = Table.phi(Site, PlaceId::None);
    for (const auto &[Index, V] : Returned)
      Table.setPhiInput(Result, Index, V);
    Spliced.Phis.push_back(Result);
  }
  if (Recording) {
    // What never returns ends the path.
    bool Quiet = Spliced.Phis.empty() &&
                 (!Returned.empty() || (!Ways && Summary.Truncated));
    for (const Outcome &O : Spliced.Outcomes)
      Quiet &= O.isQuiet() && (Ways == 1 || O.Facts.empty());
    if (!Quiet) {
      Event &E = emit(EventKind::Call, Site);
      E.CallIndex = this->Result->Calls.size();
      this->Result->Calls.push_back(std::move(Spliced));
    }
  }
  consumeMoved(Call);
  return Result == ValueId::None ? Table.opaque(Site) : Result;
}

const FunctionDecl *bodyOf(const Values &Table, ValueId V) {
  const ValueNode &N = Table[V];
  if (N.Kind == ValueKind::Function)
    return static_cast<const FunctionDecl *>(N.Anchor);
  if (N.Kind != ValueKind::Callable)
    return nullptr;
  return llvm::cast<LambdaExpr>(static_cast<const Stmt *>(N.Anchor))
      ->getCallOperator();
}

/// A callable that the callee runs at once, or hands to another thread, with
/// the arguments that come after it.
void FlowBuilder::spliceCallable(BoundCall &Call) {
  bool AtOnce =
      Call.Model && (Call.Model->InvokesCallable || Call.Model->LockedCall);
  bool Runs = AtOnce || (Call.Model && Call.Model->DefersCallable);
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    ValueId Given = Table.core(content(Call.Arguments[I], Call.View.Site));
    const FunctionDecl *Run = bodyOf(Table, Given);
    // A named function may go anywhere; a lambda is written to be run.
    if (!Run || (!Runs && Table[Given].Kind == ValueKind::Function))
      continue;
    const FunctionSummary *Summary = Summaries.summary(*Run);
    if (!Summary)
      continue;
    BoundCall Body;
    Body.View.Site = Call.View.Site;
    Body.View.Callee = Run;
    if (Runs)
      bindTaken(Call, I + 1, Body);
    if (AtOnce && Summary->Acts)
      addDeed(Call.View.Site, ValueId::None);
    spliceCall(Body, *Summary, !AtOnce);
  }
}

/// Gives \p Body the arguments of \p Call from \p First on, of which the callee
/// has taken copies.
void FlowBuilder::bindTaken(const BoundCall &Call, unsigned First,
                            BoundCall &Body) {
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(Body.View.Callee);
  bool NeedsObject =
      Method && !Method->isStatic() && !Method->getParent()->isLambda();
  for (unsigned I = First; I < Call.Arguments.size(); ++I) {
    ValueId V = Call.Arguments[I];
    const FunctionDecl *Taker = Call.View.Callee;
    if (Taker && I < Taker->getNumParams() &&
        Taker->getParamDecl(I)->getType()->isReferenceType())
      if (auto P = Table.asAddress(V))
        V = readQuietly(*P);
    if (!NeedsObject) {
      unsigned To = Body.Arguments.size();
      bool ByReference =
          To < Body.View.Callee->getNumParams() &&
          Body.View.Callee->getParamDecl(To)->getType()->isReferenceType();
      Body.Arguments.push_back(ByReference ? Call.Arguments[I] : V);
      continue;
    }
    NeedsObject = false;
    Body.Object = Table.pointee(V);
    Body.ObjectValue = V;
  }
}

} // namespace clang::toctou
