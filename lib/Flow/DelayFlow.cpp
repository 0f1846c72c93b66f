//===- DelayFlow.cpp - From rows about delays and acts to events ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Models/DelayLookup.h"
#include "clang/AST/ASTContext.h"

namespace clang::toctou {

/// Descriptors up to this one are the standard streams: what goes there is a
/// message to people.
static constexpr int64_t LastStandardStream = 2;

/// What the call acts on, before it does anything.
void FlowBuilder::actEvents(BoundCall &Call, const FunctionSummary *Summary) {
  if (!Call.View.Callee || Call.IsLogging)
    return;
  followedArguments(Call, Summary);
  const DelayModel &Model = Lookup.delays().call(*Call.View.Callee);
  if (Model.ActsByName && Summary)
    return;
  for (const ActApi *Row : Model.Acts) {
    llvm::SmallVector<ValueId, 4> Targets;
    auto Add = [&](ValueId V) {
      if (V == ValueId::None)
        return;
      Targets.push_back(Row->IsHandle ? V : content(V, Call.View.Site));
    };
    if (Row->Target == AnyArgument)
      for (ValueId V : Call.Arguments)
        Add(V);
    else
      Add(slotValue(Call, Row->Target));
    if (Targets.empty())
      continue;
    if (auto N = Table.asConstant(Targets.front());
        N && *N <= LastStandardStream && Row->IsHandle)
      continue;
    Event &E = emit(EventKind::Act, Call.View.Site);
    E.Act = Row->Kind;
    E.IsHandle = Row->IsHandle;
    E.ByName = Model.ActsByName;
    E.Subject = Call.Object;
    E.Operands.assign(Targets.begin(), Targets.end());
  }
}

/// True if \p Summary touches what its caller's \p Pointer points to.
static bool follows(const FunctionSummary &Summary, const Values &Table,
                    ValueId Pointer) {
  for (const Outcome &O : Summary.Outcomes)
    for (const Event &E : O.Effects) {
      if (E.Kind != EventKind::Read && E.Kind != EventKind::Write)
        continue;
      const PlaceNode &Root = Table[Table.root(E.Subject)];
      if (Root.Kind == PlaceKind::Pointee && Table.core(Root.Value) == Pointer)
        return true;
    }
  return false;
}

/// The receiver of a call, and the arguments that a callee in sight follows.
void FlowBuilder::followedArguments(BoundCall &Call,
                                    const FunctionSummary *Summary) {
  auto Follow = [&](ValueId Pointer, bool IsPosition = false) {
    Event &E = emit(EventKind::Act, Call.View.Site);
    E.Act = ActKind::Deref;
    E.IsHandle = !IsPosition;
    E.Operands = {Pointer};
  };
  const Expr *Object = Call.View.Receiver ? peel(Call.View.Receiver) : nullptr;
  bool IsPlain = !Object || llvm::isa<CXXThisExpr>(Object) ||
                 Call.View.IsOperator || Call.View.IsConstructor;
  if (!IsPlain && Call.View.ReceiverIsPointer) {
    if (!isKept(*Object))
      Follow(value(Object), llvm::isa<CXXOperatorCallExpr>(Object));
  } else if (!IsPlain) {
    const PlaceNode &Root = Table[Table.root(Call.Object)];
    if (Root.Kind == PlaceKind::Pointee &&
        !isThisObject(Table.root(Call.Object)))
      Follow(Call.ObjectValue, /*IsPosition=*/true);
  }
  const FunctionDecl *Body = nullptr;
  if (!Summary || !Call.View.Callee->hasBody(Body))
    return;
  for (unsigned I = 0; I < Body->getNumParams() && I < Call.Arguments.size();
       ++I) {
    const ParmVarDecl *P = Body->getParamDecl(I);
    auto At = Table.asAddress(Call.Arguments[I]);
    bool IsOwn = At && Table[Table.root(*At)].Kind != PlaceKind::Pointee;
    if (P->getType()->isPointerType() && !IsOwn &&
        follows(*Summary, Table, Table.initial(Table.variable(P))))
      Follow(Call.Arguments[I]);
  }
}

/// True if \p T is an iterator of a container: it has a category.
static bool isIterator(QualType T, ASTContext &Context) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  return R->getDefinition()->hasMemberName(
             &Context.Idents.get("iterator_category")) ||
         R->getName().contains_insensitive("iterator");
}

/// True if \p Pointer comes from an object that owns what it points to.
bool FlowBuilder::isKept(const Expr &Pointer) {
  const auto *Arrow = llvm::dyn_cast<CXXOperatorCallExpr>(&Pointer);
  return Arrow && !isIterator(Arrow->getArg(0)->getType(), Context);
}

/// A pointer or reference that is followed, by the value that it had.
void FlowBuilder::derefEvent(const Expr &E) {
  if (!Recording || !E.isGLValue())
    return;
  ValueId Followed = ValueId::None;
  const Expr *Pointer = nullptr;
  bool IsPosition = false; // In a container, rather than an address.
  const auto *Member = llvm::dyn_cast<MemberExpr>(&E);
  if (Member && Member->isArrow())
    Pointer = peel(Member->getBase());
  else if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(&E);
           Unary && Unary->getOpcode() == UO_Deref)
    Pointer = peel(Unary->getSubExpr());
  else if (Member)
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(peel(Member->getBase())))
      if (const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
          Var && Var->getType()->isReferenceType()) {
        Followed = readQuietly(Table.variable(Var));
        IsPosition = true;
      }
  if (const auto *Star = llvm::dyn_cast<CXXOperatorCallExpr>(&E);
      Star && Star->getOperator() == OO_Star && Star->getNumArgs() == 1 &&
      isIterator(Star->getArg(0)->getType(), Context)) {
    Followed = readQuietly(place(Star->getArg(0)));
    IsPosition = true;
  }
  if (Pointer && !llvm::isa<CXXThisExpr>(Pointer) && !isKept(*Pointer)) {
    Followed = value(Pointer);
    IsPosition = llvm::isa<CXXOperatorCallExpr>(Pointer);
  }
  if (Followed == ValueId::None)
    return;
  // What a caller passed is no copy of this function.
  const ValueNode &N = Table[Followed];
  if (N.Kind == ValueKind::Constant ||
      (N.Kind == ValueKind::Initial && Table[N.At].Kind == PlaceKind::Variable))
    return;
  Event &Act = emit(EventKind::Act, &E);
  Act.Act = ActKind::Deref;
  Act.IsHandle = !IsPosition;
  Act.Operands = {Followed};
}

/// The time that the call takes, after all that it does.
void FlowBuilder::delayEvent(BoundCall &Call, bool HasBody) {
  if (!Call.View.Callee || Call.IsLogging)
    return;
  const DelayModel &Model = Lookup.delays().call(*Call.View.Callee);
  if (!Model.Delay || (Model.DelaysByName && HasBody))
    return;
  if (Model.Delay->Timeout != NoSlot &&
      Table.asConstant(
          content(slotValue(Call, Model.Delay->Timeout), Call.View.Site)) == 0)
    return;
  ValueId Session = slotValue(Call, Model.Delay->Session);
  if (Session != ValueId::None)
    if (auto N = Table.asConstant(Session); N && *N <= LastStandardStream)
      return;
  Event &E = emit(EventKind::Delay, Call.View.Site);
  E.Delay = Model.Delay->Kind;
  E.ByName = Model.DelaysByName;
  if (Session != ValueId::None)
    E.Operands = {Session};
}

/// What an expression that is no call does to time and to objects.
void FlowBuilder::timedExpression(const Expr &E) {
  if (llvm::isa<CoroutineSuspendExpr>(E)) {
    emit(EventKind::Delay, &E).Delay = DelayKind::Suspend;
    return;
  }
  const auto *Delete = llvm::dyn_cast<CXXDeleteExpr>(&E);
  if (!Delete)
    return;
  Event &Act = emit(EventKind::Act, Delete);
  Act.Act = ActKind::Destroy;
  Act.IsHandle = true;
  Act.Operands = {value(Delete->getArgument())};
}

/// The type of what is read at \p P by \p Site.
static QualType typeOfRead(const Values &Table, PlaceId P, const Stmt *Site) {
  PlaceKind Kind = Table[P].Kind;
  if (Kind == PlaceKind::Field || Kind == PlaceKind::Variable)
    if (const ValueDecl *D = Table.namedBy(P))
      return D->getType();
  if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Site)) {
    QualType T = Call->getImplicitObjectArgument()->getType();
    return T->isPointerType() ? T->getPointeeType() : T;
  }
  if (const auto *Cast = llvm::dyn_cast<CastExpr>(Site))
    return Cast->getSubExpr()->getType();
  return {};
}

/// Says of a read whether one step made it, and whether what was read keeps
/// its object alive.
void FlowBuilder::describeRead(Event &E, PlaceId P, const Stmt *Site) {
  if (!Recording)
    return;
  E.Shared = Lookup.delays().isAtomic(typeOfRead(Table, P, Site));
  if (const auto *Read = llvm::dyn_cast<Expr>(Site))
    E.Owning = Lookup.delays().sharesOwnership(Read->getType());
}

} // namespace clang::toctou
