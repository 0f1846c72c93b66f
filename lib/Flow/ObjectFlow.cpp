//===- ObjectFlow.cpp - Construction and destruction of objects -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Flow/SqlValues.h"
#include "Models/AcquisitionLookup.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// Construction
//===----------------------------------------------------------------------===//

ValueId FlowBuilder::evaluateConstruct(const CXXConstructExpr &E) {
  BoundCall Call;
  Call.View = *CallView::of(&E);
  Call.Model = &Lookup.call(*Call.View.Callee);
  auto It = Targets.find(&E);
  Call.Object = It != Targets.end() ? It->second : Table.object(&E);
  Call.ObjectValue = Table.address(Call.Object);
  bindArguments(Call);
  construct(Call, *E.getConstructor());
  delayEvent(Call, E.getConstructor()->hasBody());
  return readQuietly(Call.Object);
}

void FlowBuilder::construct(BoundCall &Call, const CXXConstructorDecl &Ctor) {
  const CXXRecordDecl &Class = *Ctor.getParent();
  const Expr *Site = Call.View.Site;
  bool RowsDecide = !Call.Model->isEmpty() && !Call.Model->ByNameOnly;
  const FunctionSummary *Summary = nullptr;
  if (!RowsDecide && Ctor.hasBody() && Ctor.isUserProvided())
    Summary = Summaries.summary(Ctor);
  bool HasBody = Summary != nullptr;
  if (Ctor.isCopyOrMoveConstructor() && Call.Arguments.size() >= 1 &&
      !HasBody) {
    PlaceId From = Table.asAddress(Call.Arguments[0]).value_or(PlaceId::None);
    ValueId V = From == PlaceId::None ? content(Call.Arguments[0], Site)
                                      : readPlace(From, Site);
    ValueId Owns = From != PlaceId::None && isGuard(From)
                       ? readQuietly(ownership(From))
                       : ValueId::None;
    Env.write(Table, Call.Object, V);
    if (Owns != ValueId::None)
      Env.write(Table, ownership(Call.Object), Owns);
    if (Ctor.isMoveConstructor() && From != PlaceId::None) {
      Env.write(Table, From, Table.moved());
      if (Owns != ValueId::None)
        Env.write(Table, ownership(From), Table.constant(0));
    }
    return;
  }
  if (constructGuard(Call, Class))
    return;
  classEvents(Call, Class, Summary != nullptr);
  if (Summary) {
    Env.write(Table, Call.Object, Table.opaque(Site, 50));
    spliceCall(Call, *Summary, false);
    if (Summary->Acts || Call.Model->DefersCallable)
      addDeed(Site, ValueId::None);
    return;
  }
  addDeed(Call);
  rowEvents(Call);
  if (statementIn(Table, readQuietly(Call.Object)) != ValueId::None &&
      !Call.Model->Sql.empty())
    return;
  if (const SqlScopeApi *Scope = Lookup.record(Class).SqlScope)
    sqlScope(*Scope, Call.Object, Site, /*Ends=*/false);
  attributeEvents(Call);
  spliceCallable(Call);
  llvm::SmallVector<ValueId, 4> Inputs = readArguments(Call);
  useOperands(Call, Inputs);
  writeArguments(Call);
  consumeMoved(Call);
  // A stream holds what it opened: the row has said so.
  if (llvm::any_of(Call.Model->Paths,
                   [](const PathApi *P) { return P->Info == Receiver; }))
    return;
  if (Call.Arguments.empty()) {
    Env.write(Table, Call.Object, Table.opaque(Site, 50));
    if (!HasBody)
      defaultFields(Call.Object, Class);
    return;
  }
  // A wrapper of one value is that value (`optional<T>(x)`, `string(s)`).
  bool Wraps = Inputs.size() == 1 && Ctor.isConvertingConstructor(true);
  if (Wraps &&
      isText(Site->getType()) == isText(Call.View.Arguments[0]->getType()))
    Env.write(Table, Call.Object, Inputs[0]);
  else
    Env.write(Table, Call.Object,
              Table.derived(isText(Site->getType()) ? Derivation::Text
                                                    : Derivation::Make,
                            Inputs, Site));
}

/// Members with initialisers of their own, where no constructor is written.
void FlowBuilder::defaultFields(PlaceId Object, const CXXRecordDecl &Class) {
  if (!Class.hasDefinition() || !Class.hasInClassInitializer())
    return;
  for (const FieldDecl *F : Class.fields())
    if (const Expr *Init = F->getInClassInitializer();
        Init && !Init->isValueDependent() && F->getType()->isScalarType())
      Env.write(Table, Table.field(Object, F), value(Init));
}

static bool isOfClass(const Expr *Argument,
                      llvm::ArrayRef<llvm::StringRef> Names) {
  const CXXRecordDecl *R = recordOf(Argument->getType());
  return R && R->getIdentifier() && llvm::is_contained(Names, R->getName());
}

static bool takesTag(const CallView &View,
                     llvm::ArrayRef<llvm::StringRef> Tags) {
  return llvm::any_of(View.Arguments, [&](const Expr *Argument) {
    return isOfClass(Argument, Tags);
  });
}

/// True if \p Argument is a length or a point of time.
static bool isTime(const Expr *Argument) {
  return isOfClass(Argument, {"duration", "time_point", "ptime",
                              "time_duration", "system_time", "xtime"});
}

/// Objects that hold locks for their lifetime. True if this is one.
bool FlowBuilder::constructGuard(BoundCall &Call, const CXXRecordDecl &Class) {
  const ClassModel &Model = Lookup.record(Class);
  bool IsScoped = Class.hasAttr<ScopedLockableAttr>();
  const FunctionDecl *Ctor = Call.View.Callee;
  const Expr *Site = Call.View.Site;
  llvm::SmallVector<ValueId, 2> Locks;
  bool Maybe = false, Shared = Model.Guard && Model.Guard->Shared;
  if (IsScoped)
    for (const Attr *A : Ctor->attrs())
      if (const auto *Acquire = llvm::dyn_cast<AcquireCapabilityAttr>(A)) {
        Shared |= Acquire->isShared();
        for (const Expr *Argument : Acquire->args())
          if (ValueId V = attributeLock(&Call, Argument); V != ValueId::None)
            Locks.push_back(V);
      }
  bool HasRow = Model.Guard && Model.Guard->Kind == GuardKind::Scoped;
  bool BodyDecides = Model.ByNameOnly && Ctor->hasBody();
  if (Locks.empty() && HasRow && !BodyDecides) {
    for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
      const Expr *Argument = Call.View.Arguments[I];
      const CXXRecordDecl *R = recordOf(Argument->getType());
      bool IsTag = (R && R->hasDefinition() && R->isEmpty() &&
                    !Lookup.record(*R).IsLock) ||
                   isTime(Argument);
      bool IsHandle =
          Argument->isGLValue() || Argument->getType()->isPointerType();
      if (!IsTag && IsHandle)
        Locks.push_back(Call.Arguments[I]);
    }
  }
  if (Locks.empty() && !HasRow && !Ctor->hasBody()) {
    // A class out of sight that takes a lock may hold it.
    for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
      const CXXRecordDecl *R = recordOf(Call.View.Arguments[I]->getType());
      bool IsLock =
          R && (Lookup.record(*R).IsLock || R->hasAttr<CapabilityAttr>());
      if (IsLock && !Lookup.record(Class).IsLock) {
        Locks.push_back(Call.Arguments[I]);
        Maybe = true;
      }
    }
  }
  if (Locks.empty())
    return false;
  bool IsDeferred = takesTag(Call.View, {"defer_lock_t", "defer_lock_type"});
  ValueId Owns = Table.constant(!IsDeferred);
  if (!IsDeferred &&
      !takesTag(Call.View, {"adopt_lock_t", "accept_ownership_type"})) {
    bool Tries = takesTag(Call.View, {"try_to_lock_t", "try_to_lock_type"}) ||
                 llvm::any_of(Call.View.Arguments, isTime) ||
                 Lookup.acquisitions().triesOnly(Class);
    if (Tries)
      Owns = Table.opaque(Site, 60);
    for (ValueId Lock : Locks)
      lockEvents(Tries ? EventKind::TryAcquire : EventKind::Acquire, Lock, Site,
                 Shared, Maybe, Tries ? Owns : ValueId::None,
                 Tries ? Success::NonZero : Success::Always);
  }
  Env.write(Table, Call.Object, Table.guard(Locks, Maybe));
  Env.write(Table, ownership(Call.Object), Owns);
  return true;
}

/// The constructor of \p Class that \p Arguments choose, as far as their number
/// and classes tell; null if there is none.
static const CXXConstructorDecl *
matchingConstructor(const CXXRecordDecl &Class,
                    llvm::ArrayRef<const Expr *> Arguments) {
  if (!Class.hasDefinition())
    return nullptr;
  const CXXConstructorDecl *Best = nullptr;
  int BestScore = -1;
  for (const CXXConstructorDecl *C : Class.getDefinition()->ctors()) {
    if (C->isDeleted() || C->isCopyOrMoveConstructor() ||
        Arguments.size() < C->getMinRequiredArguments() ||
        Arguments.size() > C->getNumParams())
      continue;
    int Score = C->hasBody();
    for (unsigned I = 0; I < Arguments.size(); ++I) {
      QualType Wanted = C->getParamDecl(I)->getType();
      QualType Given = Arguments[I]->getType();
      bool Same =
          Wanted.getNonReferenceType()
              .getCanonicalType()
              .getUnqualifiedType() ==
          Given.getNonReferenceType().getCanonicalType().getUnqualifiedType();
      Score += Same ? 4 : 0;
      Score += Wanted->isScalarType() == Given->isScalarType() ? 1 : 0;
    }
    if (Score > BestScore) {
      Best = C;
      BestScore = Score;
    }
  }
  return Best;
}

/// `make_unique<T>(args...)`: constructs T and points to it.
ValueId FlowBuilder::makeObject(BoundCall &Call) {
  const Expr *Site = Call.View.Site;
  const TemplateArgumentList *Arguments =
      Call.View.Callee->getTemplateSpecializationArgs();
  if (!Arguments || Arguments->size() == 0 ||
      Arguments->get(0).getKind() != TemplateArgument::Type)
    return Table.opaque(Site);
  QualType T = Arguments->get(0).getAsType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  BoundCall Made;
  Made.View.Site = Site;
  Made.View.IsConstructor = true;
  Made.View.Arguments = Call.View.Arguments;
  // Not the temporary that holds the pointer to it.
  const auto *Maker = llvm::dyn_cast<CallExpr>(Site);
  Made.Object = Table.object(Maker ? Maker->getCallee() : Site);
  Made.ObjectValue = Table.address(Made.Object);
  const CXXConstructorDecl *Ctor =
      Class ? matchingConstructor(*Class, Call.View.Arguments) : nullptr;
  if (!Ctor) {
    llvm::SmallVector<ValueId, 4> Inputs;
    for (ValueId V : Call.Arguments)
      Inputs.push_back(content(V, Site));
    Env.write(Table, Made.Object,
              Table.derived(Derivation::Make, Inputs, Site));
    if (Class)
      classEvents(Made, *Class, false);
    return Made.ObjectValue;
  }
  Made.View.Callee = Ctor;
  Made.Model = &Lookup.call(*Ctor);
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    bool WantsReference = Ctor->getParamDecl(I)->getType()->isReferenceType();
    ValueId V = Call.Arguments[I];
    // make_unique takes every argument by forwarding reference.
    Made.Arguments.push_back(WantsReference ? V : content(V, Site));
  }
  construct(Made, *Ctor);
  return Made.ObjectValue;
}

/// What a class's name says of the arguments of its constructor.
void FlowBuilder::classEvents(BoundCall &Call, const CXXRecordDecl &Class,
                              bool IsVisible) {
  const ClassModel &Model = Lookup.record(Class);
  if (!Model.HandOver || Model.HandOver->Kind == HandOverKind::Client ||
      Call.Arguments.empty())
    return;
  if (IsVisible && Model.ByNameOnly && Summaries.isWhollyVisible(Class))
    return;
  // A method that makes another of its kind; a static one is a factory.
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(&Function);
  if (Method && !Method->isStatic() &&
      Method->getParent()->getCanonicalDecl() == Class.getCanonicalDecl())
    return;
  Event &E = emit(EventKind::HandOver, Call.View.Site);
  E.HandOver = Model.HandOver->Kind;
  E.Subject = Call.Object;
  E.ByName = Model.ByNameOnly;
  for (ValueId V : Call.Arguments)
    E.Operands.push_back(content(V, Call.View.Site));
}

//===----------------------------------------------------------------------===//
// Destruction
//===----------------------------------------------------------------------===//

void FlowBuilder::destroy(PlaceId P, QualType T, const Stmt *Site,
                          unsigned Nesting) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Nesting > 3)
    return;
  Class = Class->getDefinition();
  ValueId V = readQuietly(P);
  const ValueNode &N = Table[Table.core(V)];
  if (N.Kind == ValueKind::Moved)
    return;
  if (N.Kind == ValueKind::Guard || N.Kind == ValueKind::Phi) {
    size_t Before =
        Recording ? Result->Blocks[Current->getBlockID()].Events.size() : 0;
    bool IsGuard = N.Kind == ValueKind::Guard;
    for (const auto &[Key, Input] : Table.phiInputs(Table.core(V)))
      IsGuard |= Table[Table.core(Input)].Kind == ValueKind::Guard;
    if (IsGuard) {
      lockEvents(EventKind::Release, Table.address(P), Site, false, false,
                 ValueId::None, Success::Always);
      if (Recording) {
        auto &Events = Result->Blocks[Current->getBlockID()].Events;
        for (size_t I = Before; I < Events.size(); ++I)
          Events[I].AtScopeEnd = true;
      }
      return;
    }
  }
  const ClassModel &Model = Lookup.record(*Class);
  if (Model.SqlScope)
    sqlScope(*Model.SqlScope, P, Site, /*Ends=*/true);
  if (Model.IsOwner) {
    const auto *Spec = llvm::dyn_cast<ClassTemplateSpecializationDecl>(Class);
    if (Spec && Spec->getTemplateArgs().size() > 0 &&
        Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      destroy(Table.pointee(V), Spec->getTemplateArgs()[0].getAsType(), Site,
              Nesting + 1);
    return;
  }
  const CXXDestructorDecl *Dtor = Class->getDestructor();
  if (Dtor && Dtor->isUserProvided()) {
    if (const FunctionSummary *Summary = Summaries.summary(*Dtor)) {
      BoundCall Call;
      Call.View.Callee = Dtor;
      Call.Object = P;
      spliceCall(Call, *Summary, false, Site);
      return;
    }
  }
  if (Model.IsSocket && !(Dtor && Dtor->hasBody() && Dtor->isUserProvided())) {
    Event &E = emit(EventKind::Close, Site);
    E.Subject = P;
    E.AtScopeEnd = true;
    return;
  }
  if (Dtor && Dtor->isUserProvided() && !Dtor->hasBody())
    return;
  for (const FieldDecl *F : Class->fields())
    if (F->getType()->isRecordType())
      destroy(Table.field(P, F), F->getType(), Site, Nesting + 1);
}

} // namespace clang::toctou
