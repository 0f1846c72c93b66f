//===- Kinship.cpp - What an act has to do with what was tested -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/Kinship.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// Where \p P starts from, through pointers that were not written.
PlaceId Kinship::baseOf(PlaceId P) const {
  const Values &Table = Unit.values();
  for (unsigned Steps = 0; Steps < 16; ++Steps) {
    P = Table.root(P);
    const PlaceNode &N = Table[P];
    if (N.Kind != PlaceKind::Pointee)
      return P;
    const ValueNode &Pointer = Table[Table.core(N.Value)];
    if (Pointer.Kind != ValueKind::Initial)
      return P;
    P = Pointer.At;
  }
  return P;
}

bool Kinship::isOwn(PlaceId P) const {
  const PlaceNode &Base = Unit.values()[baseOf(P)];
  return Base.Kind == PlaceKind::This && (llvm::isa<CXXConstructorDecl>(In) ||
                                          llvm::isa<CXXDestructorDecl>(In));
}

bool Kinship::ofOneObject(PlaceId A, PlaceId B) const {
  return baseOf(A) == baseOf(B) && !isOwn(A);
}

bool Kinship::isSame(PlaceId A, PlaceId B) const {
  const Values &Table = Unit.values();
  return A == B || Table.isWithin(A, B) || Table.isWithin(B, A);
}

bool Kinship::isWrittenWith(PlaceId Tested, PlaceId Acted) const {
  const Values &Table = Unit.values();
  FieldChain A = chainOf(Table, Tested), B = chainOf(Table, Acted);
  if (A.empty() || B.empty())
    return false;
  return llvm::any_of(Unit.sections().all(), [&](const Section &S) {
    if (S.Function == &In)
      return false;
    bool Touches = false, Writes = false;
    for (const SectionAccess &Access : S.Accesses) {
      Touches |= overlaps(Access.Chain, A);
      Writes |= Access.IsWrite && overlaps(Access.Chain, B);
    }
    return Touches && Writes;
  });
}

bool Kinship::isCounter(const Event &E) const {
  const Values &Table = Unit.values();
  if (E.Kind != EventKind::Write || E.Operands.empty())
    return false;
  if (E.Atomic == AtomicEffect::Update)
    return true;
  const ValueNode &N = Table[Table.core(E.Operands[0])];
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Binary ||
      (N.Number != BO_Add && N.Number != BO_Sub))
    return false;
  return Table.asConstant(N.Inputs[1]) &&
         Table[N.Inputs[0]].Kind == ValueKind::Read;
}

static bool isPointerType(QualType T) {
  T = T.getNonReferenceType();
  if (const auto *Atomic = T->getAs<AtomicType>())
    T = Atomic->getValueType();
  if (T->isPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return false;
  // `std::atomic<T *>`.
  if (const auto *Spec = llvm::dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (Spec->getTemplateArgs().size() > 0 &&
        Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
        Spec->getTemplateArgs()[0].getAsType()->isPointerType() &&
        Spec->getTemplateArgs().size() == 1)
      return true;
  if (!R->hasDefinition())
    return false;
  auto HasNoArrow = [](const CXXRecordDecl *Class) {
    return llvm::none_of(Class->methods(), [](const auto *M) {
      return M->getOverloadedOperator() == OO_Arrow;
    });
  };
  R = R->getDefinition();
  return !HasNoArrow(R) || !R->forallBases(HasNoArrow);
}

bool Kinship::isPointer(PlaceId P) const {
  const ValueDecl *D = Unit.values().namedBy(P);
  return D && isPointerType(D->getType());
}

bool Kinship::isFlag(PlaceId P) const {
  const ValueDecl *D = Unit.values().namedBy(P);
  if (!D)
    return false;
  QualType T = D->getType().getNonReferenceType();
  if (const auto *Atomic = T->getAs<AtomicType>())
    T = Atomic->getValueType();
  const auto *Spec = llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (Spec && Spec->getTemplateArgs().size() > 0 &&
      Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    T = Spec->getTemplateArgs()[0].getAsType();
  return T->isBooleanType();
}

bool Kinship::holdsValues(PlaceId P) const {
  const ValueDecl *D = Unit.values().namedBy(P);
  const auto *Spec = llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      D ? D->getType()->getAsCXXRecordDecl() : nullptr);
  if (!Spec || Spec->getTemplateArgs().size() < 2 ||
      Spec->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return false;
  // What a set has there is a comparison.
  QualType Mapped = Spec->getTemplateArgs()[1].getAsType();
  const CXXRecordDecl *R = Mapped->getAsCXXRecordDecl();
  bool IsEmpty = R && R->hasDefinition() && R->isEmpty();
  return !isPointerType(Mapped) && !IsEmpty;
}

bool Kinship::mayBeEqual(ValueId A, ValueId B) const {
  const Values &Table = Unit.values();
  A = Table.core(A);
  B = Table.core(B);
  if (A == B || A == ValueId::None || B == ValueId::None)
    return true;
  const ValueNode &L = Table[A], &R = Table[B];
  if (L.Kind == ValueKind::Text && R.Kind == ValueKind::Text)
    return llvm::cast<StringLiteral>(static_cast<const Stmt *>(L.Anchor))
               ->getBytes() ==
           llvm::cast<StringLiteral>(static_cast<const Stmt *>(R.Anchor))
               ->getBytes();
  auto IsPlain = [](const ValueNode &N) {
    return N.Kind == ValueKind::Constant || N.Kind == ValueKind::Text ||
           N.Kind == ValueKind::Initial;
  };
  return !IsPlain(L) || !IsPlain(R);
}

Presence Kinship::presence(const Event &Query, const PathFacts &Facts) const {
  const Values &Table = Unit.values();
  auto Tells = [](Signs S, Signs Present) {
    if (!intersects(S, Present))
      return Presence::Absent;
    Signs Absent = Present == Signs::Zero ? Signs::NonZero : Signs::Zero;
    return intersects(S, Absent) ? Presence::Unknown : Presence::Present;
  };
  ValueId V = Query.Operands[0];
  Signs S = Facts.signs(Table, V);
  switch (Query.Step) {
  case StepEffect::IsEmpty:
    return Tells(S, Signs::Zero);
  case StepEffect::Count:
  case StepEffect::Holds:
    return Tells(S, Signs::NonZero);
  case StepEffect::Find:
  case StepEffect::Upgrade: {
    // `it != end`, or a pointer.
    for (const auto &[Known, Sign] : Facts.known()) {
      const ValueNode &N = Table[Known];
      if (N.Kind != ValueKind::Derived || N.How != Derivation::Binary ||
          (N.Number != BO_EQ && N.Number != BO_NE) ||
          !llvm::any_of(N.Inputs, [&](ValueId Input) {
            return Table.core(Input) == Table.core(V);
          }))
        continue;
      return Tells(Sign, N.Number == BO_EQ ? Signs::Zero : Signs::NonZero);
    }
    return Tells(S, Signs::NonZero);
  }
  case StepEffect::Drop:
  case StepEffect::None:
  case StepEffect::Access:
  case StepEffect::Remove:
  case StepEffect::Insert:
  case StepEffect::TryInsert:
  case StepEffect::TryRemove:
    return Presence::Unknown;
  }
  return Presence::Unknown;
}

} // namespace clang::toctou
