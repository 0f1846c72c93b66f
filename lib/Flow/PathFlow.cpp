//===- PathFlow.cpp - The flow through names of files ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From rows about paths to events. What a call learns of a file gets a value
/// of its own, which a later condition then bears; so do the descriptors and
/// streams that it opens.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

namespace clang::toctou {

/// Parts of a call that get a value of their own.
enum : unsigned { LearnedPart = 70, ErrorPart = 71, NamePart = 72 };

/// The argument that is told why the call failed, or `NoSlot`.
static Slot errorSlot(const FunctionDecl &F) {
  for (unsigned I = 0; I < F.getNumParams(); ++I)
    if (const CXXRecordDecl *R =
            F.getParamDecl(I)->getType()->getPointeeCXXRecordDecl();
        R && R->getIdentifier() && R->getName() == "error_code")
      return Slot(I);
  return NoSlot;
}

/// The number in \p V: an integer, or the only field of a set of flags.
static std::optional<int64_t> numberOf(const APValue &V) {
  if (V.isInt())
    return V.getInt().getExtValue();
  if (V.isStruct() && V.getStructNumBases() == 0 && V.getStructNumFields() == 1)
    return numberOf(V.getStructField(0));
  return std::nullopt;
}

/// The mode of a call, as a constant if the compiler can tell.
ValueId FlowBuilder::pathMode(const BoundCall &Call, const PathApi &Row) {
  if (Row.Mode == NoSlot)
    return ValueId::None;
  const Expr *Argument = nullptr;
  if (size_t(Row.Mode) < Call.View.Arguments.size())
    Argument = Call.View.Arguments[Row.Mode];
  else if (Call.View.Callee &&
           size_t(Row.Mode) < Call.View.Callee->getNumParams() &&
           Call.View.Callee->getParamDecl(Row.Mode)->hasDefaultArg() &&
           !Call.View.Callee->getParamDecl(Row.Mode)
                ->hasUninstantiatedDefaultArg())
    Argument = Call.View.Callee->getParamDecl(Row.Mode)->getDefaultArg();
  if (const auto *Default = llvm::dyn_cast_or_null<CXXDefaultArgExpr>(Argument))
    Argument = Default->getExpr();
  if (!Argument || Argument->isValueDependent())
    return ValueId::None;
  Expr::EvalResult Evaluated;
  if (!isText(Argument->getType()) &&
      Argument->EvaluateAsRValue(Evaluated, Context) &&
      !Evaluated.HasSideEffects)
    if (auto N = numberOf(Evaluated.Val))
      return Table.constant(*N);
  if (size_t(Row.Mode) < Call.Arguments.size())
    return content(Call.Arguments[Row.Mode], Call.View.Site);
  return Table.opaque(Argument);
}

/// The value that tells whether the call succeeded.
ValueId FlowBuilder::pathResult(BoundCall &Call, const PathApi &Row) {
  if (Call.Returned == ValueId::None)
    Call.Returned = Table.opaque(Call.View.Site);
  return Row.Ok == Success::Always ? ValueId::None : Call.Returned;
}

void FlowBuilder::pathRow(BoundCall &Call, const PathApi &Row) {
  const Expr *Site = Call.View.Site;
  if (Row.Deed == PathDeed::HandleClose) {
    Event &E = emit(EventKind::Close, Site);
    E.Path = &Row;
    E.SubjectValue = Table.core(slotContent(Call, Row.Path));
    return;
  }
  if (Row.Deed == PathDeed::HandleTest) {
    ValueId Held = readQuietly(Call.Object);
    Call.Returned =
        Row.Ok == Success::NonZero
            ? Held
            : Table.derived(Derivation::Unary, {Held}, nullptr, UO_LNot);
    return;
  }
  if (Row.Deed == PathDeed::HandleMake) {
    Call.Returned =
        Table.derived(Derivation::Carry, {slotContent(Call, Row.Path)},
                      Call.View.Callee->getCanonicalDecl());
    return;
  }
  ValueId Mode = pathMode(Call, Row);
  ValueId Name =
      Row.Path == toctou::Result ? ValueId::None : slotContent(Call, Row.Path);
  Success Ok = Row.Ok;
  ValueId Tells = pathResult(Call, Row), Learned = ValueId::None;
  if (Row.Deed == PathDeed::PickName) {
    bool IntoResult = Row.Path == toctou::Result || Table.asConstant(Name) == 0;
    if (IntoResult) {
      Name = Call.Returned;
    } else {
      PlaceId Buffer = slotPlace(Call, Row.Path);
      Call.Returned = Call.Arguments[Row.Path];
      Name = Table.opaque(Site, NamePart);
      if (Buffer != PlaceId::None)
        writePlace(Buffer, Name, Site);
    }
  }
  bool IsStream = Row.Info == Receiver && Row.Path != Receiver;
  if (IsStream) {
    // The stream holds what it opened; a test of it tests that.
    Learned = Tells = Table.opaque(Site, LearnedPart);
    Env.write(Table, Call.Object, Learned);
  } else if (Row.Info == Receiver) {
    Learned = Call.ObjectValue;
  } else if (Row.Info == toctou::Result) {
    Learned = Call.Returned;
  } else if (Row.Info != NoSlot) {
    Learned = Table.opaque(Site, LearnedPart);
    if (PlaceId Into = slotPlace(Call, Row.Info); Into != PlaceId::None)
      writePlace(Into, Learned, Site);
  }
  if (Slot S = errorSlot(*Call.View.Callee); S != NoSlot) {
    ValueId Error = Table.opaque(Site, ErrorPart);
    if (PlaceId Into = slotPlace(Call, S); Into != PlaceId::None)
      Env.write(Table, Into, Error);
    if (Tells == ValueId::None) {
      Tells = Error;
      Ok = Success::Zero;
    }
  }
  if (Name == ValueId::None)
    return;
  EventKind Kind = asks(Row.Deed)      ? EventKind::CheckPath
                   : looksUp(Row.Deed) ? EventKind::ActOnPath
                                       : EventKind::ActOnHandle;
  Event &E = emit(Kind, Site);
  E.Path = &Row;
  E.Result = Tells;
  E.Ok = Ok;
  E.Operands = {Name, Learned, Mode};
  if (IsStream)
    E.Subject = Call.Object;
  if (Row.Dir != NoSlot)
    E.SubjectValue = Table.core(slotValue(Call, Row.Dir));
}

void FlowBuilder::allocationRow(BoundCall &Call, const AllocationApi &Row) {
  if (size_t(Row.Size) >= Call.View.Arguments.size() ||
      !Call.View.Arguments[Row.Size]->getType()->isIntegerType())
    return;
  ValueId Size = slotContent(Call, Row.Size);
  if (Size == ValueId::None || Table.asConstant(Size))
    return;
  Event &E = emit(EventKind::Allocate, Call.View.Site);
  E.Operands = {Size};
}

} // namespace clang::toctou
