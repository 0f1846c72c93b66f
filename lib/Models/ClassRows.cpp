//===- ClassRows.cpp ----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Models/ClassRows.h"
#include "Models/Signature.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace llvm;

namespace clang::toctou {

namespace {

/// What a class's declaration says beyond its name.
class ClassShape {
public:
  ClassShape(ApiLookup &Lookup, const RecordDecl &R)
      : Lookup(Lookup), Class(dyn_cast<CXXRecordDecl>(&R)) {}

  bool takesLock() const {
    return Class && constructorTakes(*Class, [&](const RecordDecl &Other) {
             return Lookup.record(Other).IsLock;
           });
  }
  bool locks() const { return Class && locksAndUnlocks(*Class); }
  bool hasArgument(StringRef Name) const {
    const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
    return Spec && !Name.empty() &&
           any_of(Spec->getTemplateArgs().asArray(), [&](const auto &Argument) {
             if (Argument.getKind() != TemplateArgument::Type)
               return false;
             const RecordDecl *R = Argument.getAsType()->getAsRecordDecl();
             return R && R->getIdentifier() && R->getName() == Name;
           });
  }
  bool starts() const { return Class && startsOnPort(*Class); }

private:
  ApiLookup &Lookup;
  const CXXRecordDecl *Class;
};

} // namespace

void addRow(ClassModel &Model, const RowRef &R, bool Telling, ApiLookup &Lookup,
            const RecordDecl &Class) {
  ClassShape Shape(Lookup, Class);
  switch (R.Kind) {
  case Capability::Guard:
    if (const auto &Guard = R.as<GuardApi>();
        !Model.Guard && (!Guard.NeedsLock || Shape.takesLock()))
      Model.Guard = &Guard;
    break;
  case Capability::LockClass:
    // A `ScopedLock` is a guard although its name ends as a lock's.
    Model.IsLock |= (!Telling || !Model.Guard) &&
                    (!R.as<LockClassApi>().NeedsPair || Shape.locks());
    break;
  case Capability::SocketClass:
    Model.IsSocket = true;
    break;
  case Capability::HandOverClass:
    if (const auto &Row = R.as<HandOverClassApi>();
        !Model.HandOver && (!Row.NeedsStart || Shape.starts()))
      Model.HandOver = &Row;
    break;
  case Capability::ListClass:
    Model.IsTextList = true;
    break;
  case Capability::FileClass:
    Model.IsFile = true;
    break;
  case Capability::OwnerClass:
    Model.IsOwner = true;
    break;
  case Capability::TextClass:
    Model.IsText = true;
    break;
  case Capability::AtomicClass:
    Model.IsAtomic = true;
    break;
  case Capability::ContainerClass:
    if (const auto &Row = R.as<ContainerClassApi>();
        !Model.Container && !Shape.hasArgument(Row.UnlessArgument))
      Model.Container = &Row;
    break;
  case Capability::SqlScope:
    if (!Model.SqlScope)
      Model.SqlScope = &R.as<SqlScopeApi>();
    break;
  case Capability::Draw:
  case Capability::Atomic:
  case Capability::Step:
  case Capability::Make:
  case Capability::Lock:
  case Capability::LockedCall:
  case Capability::Net:
  case Capability::PortField:
  case Capability::HandOver:
  case Capability::Flow:
  case Capability::Log:
  case Capability::LogObject:
  case Capability::Invoke:
  case Capability::Defer:
  case Capability::NoReturn:
  case Capability::StatusName:
  case Capability::FailureName:
  case Capability::NotTelling:
  case Capability::Delay:
  case Capability::Act:
  case Capability::Sentinel:
  case Capability::SharedOwner:
  case Capability::Sql:
  case Capability::StateColumn:
  case Capability::Format:
  case Capability::Path:
  case Capability::SamePath:
  case Capability::Attribute:
  case Capability::Allocation:
    break; // They speak of no class.
  }
}

} // namespace clang::toctou
