//===- AcquireFlow.cpp - Acquisitions that can fail, and work -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Locks on files and lock files, guards that tell whether they hold, and the
/// calls that are work: those that a lock may be there to protect.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Flow/LockCommands.h"
#include "Models/AcquisitionLookup.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/xxhash.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

/// Where it is kept whether the guard at \p Guard holds its lock.
PlaceId FlowBuilder::ownership(PlaceId Guard) {
  return Table.element(Guard, Table.address(Guard));
}

/// True if \p P holds a guard, on some path.
bool FlowBuilder::isGuard(PlaceId P) {
  ValueId V = Table.core(readQuietly(P));
  if (Table[V].Kind == ValueKind::Guard)
    return true;
  return llvm::any_of(Table.phiInputs(V), [&](const auto &Arrival) {
    return Table[Table.core(Arrival.second)].Kind == ValueKind::Guard;
  });
}

bool FlowBuilder::waitsForEver(const BoundCall &Call, Slot Timeout) {
  if (Timeout < 0 || size_t(Timeout) >= Call.Arguments.size())
    return false;
  ValueId V = Call.Arguments[Timeout];
  if (isForEver(Table, V))
    return true;
  // All bits of a shorter type.
  auto N = Table.asConstant(Table.core(V));
  if (!N || !Call.View.Callee ||
      size_t(Timeout) >= Call.View.Callee->getNumParams())
    return false;
  QualType T = Call.View.Callee->getParamDecl(Timeout)->getType();
  return T->isUnsignedIntegerType() && Context.getTypeSize(T) < 63 &&
         *N == (int64_t(1) << Context.getTypeSize(T)) - 1;
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

void FlowBuilder::acquisitionRows(BoundCall &Call) {
  if (!Call.View.Callee)
    return;
  const AcquisitionModel &Model = Lookup.acquisitions().call(*Call.View.Callee);
  if (Model.Command)
    lockCommandRow(Call, *Model.Command);
  if (Model.File)
    lockFileRow(Call, *Model.File);
  if (Model.TellsOwnership && Call.Object != PlaceId::None) {
    auto It = Env.bindings().find(ownership(Call.Object));
    if (It != Env.bindings().end())
      Call.Returned = It->second;
  }
}

/// The field \p Name of the record that \p T points to.
static const FieldDecl *fieldNamed(QualType T, llvm::StringRef Name) {
  const RecordDecl *R = T.isNull() || !T->isPointerType()
                            ? nullptr
                            : T->getPointeeType()->getAsRecordDecl();
  if (R)
    for (const FieldDecl *F : R->fields())
      if (F->getIdentifier() && F->getName() == Name)
        return F;
  return nullptr;
}

void FlowBuilder::lockCommandRow(BoundCall &Call, const LockCommandApi &Row) {
  const Expr *Site = Call.View.Site;
  ValueId Descriptor = Table.core(slotValue(Call, Row.Lock));
  ValueId Says = ValueId::None;
  if (Row.Record >= 0 && size_t(Row.Record) < Call.View.Arguments.size()) {
    const FieldDecl *F = fieldNamed(
        Call.View.Arguments[Row.Record]->IgnoreParenImpCasts()->getType(),
        Row.Field);
    if (F)
      Says = readQuietly(Table.field(slotPlace(Call, Row.Record), F));
  }
  if (Row.Record != NoSlot && Says == ValueId::None)
    return; // Another use of the same call.
  Event Asked;
  Asked.Kind = EventKind::LockFile;
  Asked.Commands = &Row;
  Asked.Operands = {slotValue(Call, Row.Command), Says};
  decideCommand(Asked, Table);
  if (Asked.Kind == EventKind::Unknown)
    return;
  if (Call.Returned == ValueId::None)
    Call.Returned = Table.opaque(Site);
  Event &E = emit(Asked.Kind, Site);
  E.Subject = Table.pointee(Descriptor);
  E.SubjectValue = Descriptor;
  E.Commands = &Row;
  E.Operands = Asked.Operands;
  E.MayWait = Asked.MayWait;
  E.Result = Call.Returned;
  E.Ok = Row.Held;
}

/// True if the flags or the mode make the creation exclusive.
bool FlowBuilder::isExclusive(const BoundCall &Call, const LockFileApi &Row) {
  if (Row.Flags != NoSlot) {
    if (size_t(Row.Flags) >= Call.View.Arguments.size())
      return false;
    const Expr *Flags = Call.View.Arguments[Row.Flags];
    Expr::EvalResult Evaluated;
    if (!Flags->isValueDependent() && Flags->EvaluateAsInt(Evaluated, Context))
      return (Evaluated.Val.getInt().getExtValue() & Row.Bits) == Row.Bits;
    auto N = Table.asConstant(Table.core(slotValue(Call, Row.Flags)));
    return N && (*N & Row.Bits) == Row.Bits;
  }
  if (Row.Mode == NoSlot)
    return true;
  if (size_t(Row.Mode) >= Call.View.Arguments.size())
    return false;
  const auto *Mode = llvm::dyn_cast<StringLiteral>(
      Call.View.Arguments[Row.Mode]->IgnoreParenImpCasts());
  return Mode && Mode->getCharByteWidth() == 1 &&
         Mode->getString().contains('x');
}

/// A path as a value that does not depend on where its parts are spelled.
static ValueId pathKey(Values &Table, ValueId V, unsigned Depth) {
  V = Table.core(V);
  const ValueNode &N = Table[V];
  if (N.Kind == ValueKind::Text) {
    const auto *Literal = llvm::dyn_cast<StringLiteral>(
        static_cast<const Expr *>(static_cast<const Stmt *>(N.Anchor)));
    return Literal ? Table.constant(llvm::xxh3_64bits(Literal->getBytes())) : V;
  }
  if (N.Kind != ValueKind::Derived || Depth == 0 ||
      (N.How != Derivation::Text && N.How != Derivation::Carry &&
       N.How != Derivation::Make) ||
      N.Inputs.empty())
    return V;
  llvm::SmallVector<ValueId, 4> Parts;
  for (ValueId Input :
       llvm::SmallVector<ValueId, 4>(N.Inputs.begin(), N.Inputs.end()))
    Parts.push_back(pathKey(Table, Input, Depth - 1));
  return Parts.size() == 1 ? Parts[0] : Table.derived(Derivation::Text, Parts);
}

void FlowBuilder::lockFileRow(BoundCall &Call, const LockFileApi &Row) {
  bool Creates = Row.Effect == FileLockEffect::Try;
  if (Creates && !isExclusive(Call, Row))
    return;
  ValueId Path = slotContent(Call, Row.Path);
  if (Path == ValueId::None)
    return;
  if (Creates && Call.Returned == ValueId::None)
    Call.Returned = Table.opaque(Call.View.Site);
  Event &E = emit(Creates ? EventKind::LockFile : EventKind::UnlockFile,
                  Call.View.Site);
  E.SubjectValue = pathKey(Table, Path, 6);
  E.Subject = Table.pointee(E.SubjectValue);
  E.Operands = {Path};
  E.Result = Call.Returned;
  E.Ok = Row.Held;
}

//===----------------------------------------------------------------------===//
// Work
//===----------------------------------------------------------------------===//

/// True if the call, of a callee out of sight, may do what a lock is there to
/// protect. What reads and writes memory in sight has events of its own.
bool FlowBuilder::works(const BoundCall &Call) {
  const CallView &View = Call.View;
  if (View.IsOperator) {
    const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(View.Site);
    return Operator && Operator->getOperator() == OO_Call;
  }
  if (!View.Callee)
    return true;
  const FunctionDecl &Callee = *View.Callee;
  const AcquisitionModel &Acquires = Lookup.acquisitions().call(Callee);
  if (Acquires.IsDeed)
    return true;
  if (Acquires.IsStandard || Acquires.IsAside || Acquires.Command ||
      Acquires.File || Acquires.TellsOwnership)
    return false;
  if (unsigned Builtin = Callee.getBuiltinID();
      Builtin && !Context.BuiltinInfo.isPredefinedLibFunction(Builtin))
    return false;
  if (Callee.hasAttr<ConstAttr>() || Callee.hasAttr<PureAttr>())
    return false;
  const CallModel &Model = *Call.Model;
  if (Model.Lock || Model.LockedCall || Model.NeverReturns || Model.Draws)
    return false;
  if (llvm::any_of(Model.Net, [](const NetApi *Row) {
        return Row->Effect == NetEffect::Close;
      }))
    return false;
  if (!Model.Flow.empty() && Model.Net.empty() && Model.HandOver.empty())
    return false;
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&Callee);
  return !Method || Method->isStatic() || !isAccessor(*Method);
}

void FlowBuilder::invokeEvent(BoundCall &Call, const FunctionSummary *Summary) {
  const Expr *Site = Call.View.Site;
  bool Reports =
      Call.View.Callee && Lookup.acquisitions().call(*Call.View.Callee).Reports;
  if (Reports) {
    emit(EventKind::Report, Site);
    return;
  }
  if (Call.IsLogging || (Summary ? !Summary->Works : !works(Call)))
    return;
  llvm::SmallVector<ValueId, 4> Arguments(Call.Arguments);
  if (Call.ObjectValue != ValueId::None)
    Arguments.push_back(Call.ObjectValue);
  Event &E = emit(EventKind::Invoke, Site);
  E.Operands.assign(Arguments.begin(), Arguments.end());
}

static void addAll(const Stmt *S, llvm::SmallPtrSetImpl<const Stmt *> &All) {
  if (!S || All.size() > 256 || !All.insert(S).second)
    return;
  for (const Stmt *Child : S->children())
    addAll(Child, All);
}

/// What was read for the log line \p Call, and what it wrote since
/// \p FirstEvent, serves it alone.
void FlowBuilder::markForLog(const BoundCall &Call, size_t FirstEvent) {
  if (!Recording)
    return;
  llvm::SmallPtrSet<const Stmt *, 32> Parts;
  addAll(Call.View.Site, Parts);
  auto &Events = Result->Blocks[Current->getBlockID()].Events;
  for (size_t I = 0; I < Events.size(); ++I)
    Events[I].ForLog |= I >= FirstEvent || Parts.contains(Events[I].Site);
}

} // namespace clang::toctou
