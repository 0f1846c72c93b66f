//===- ApiLookup.cpp ------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Annotations say all that is said of a declaration. Else the user's rows come
/// first, then exact names, then telling names. Of each capability the first of
/// these that says anything decides; where a library's own row speaks of a
/// function, no built-in telling name does.
///
//===----------------------------------------------------------------------===//

#include "Models/ApiLookup.h"
#include "Models/AcquisitionLookup.h"
#include "Models/Annotations.h"
#include "Models/ApiIndex.h"
#include "Models/ClassRows.h"
#include "Models/DelayLookup.h"
#include "Models/ModelFile.h"
#include "Models/RowIndex.h"
#include "Models/RowJudge.h"
#include "Models/RowName.h"
#include "Models/Signature.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <array>

using namespace llvm;

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// The index
//===----------------------------------------------------------------------===//

bool ApiLookup::Index::contradicts(StringRef Name) const {
  for (const TableIndex *T : both())
    if (!T->NotTelling.exact(Name).empty() ||
        !T->NotTelling.telling(Name).empty())
      return true;
  return false;
}

bool ApiLookup::Index::contradicts(const FunctionDecl &F) const {
  if (contradicts(rowName(F)))
    return true;
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (!M)
    return false;
  std::string Class = rowName(*M->getParent());
  return BuiltIn.KnownClasses.contains(Class) || contradicts(Class);
}

/// True if \p Name is the standard library's: all that it means is in rows.
static bool isStandard(StringRef Name) {
  return Name.starts_with("std::") || Name.starts_with("__gnu_cxx::");
}

ApiLookup::ApiLookup(const ModelFile *User)
    : Rows(std::make_unique<Index>(User)),
      Acquisitions(std::make_unique<AcquisitionLookup>(User)),
      Delays(std::make_unique<DelayLookup>(User)) {}

ApiLookup::~ApiLookup() = default;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

bool CallModel::isEmpty() const {
  return !IsAnnotated && !Lock && !LockedCall && Net.empty() &&
         HandOver.empty() && Flow.empty() && Paths.empty() && !Logs &&
         !InvokesCallable && !DefersCallable && !Draws && !Makes &&
         !NeverReturns && !Atomic && !(Step && LocksItself) && !IsSqlExact;
}

namespace {
/// Fills a `CallModel` from tiers of rows, the strongest first.
class CallModelBuilder {
public:
  CallModelBuilder(ApiLookup &Lookup, RowJudge &Judge, const FunctionDecl &F,
                   CallModel &Model)
      : Lookup(Lookup), Judge(Judge), F(F), Model(Model),
        IsSpecial(isa<CXXConstructorDecl, CXXDestructorDecl>(F)) {}

  /// Takes from \p Rows what earlier tiers said nothing of.
  void add(ArrayRef<RowRef> Rows, bool Telling);

private:
  void add(const RowRef &R, bool Telling, const CallModel &Before);
  void addNet(const NetApi &Row, bool Telling);
  bool isOfLiveSocket() const;

  template <typename Row> const Row *judged(const Row &R, bool Telling) {
    return Judge.judged(R, F, Telling);
  }

  ApiLookup &Lookup;
  RowJudge &Judge;
  const FunctionDecl &F;
  CallModel &Model;
  bool IsSpecial;
};
} // namespace

void CallModelBuilder::add(ArrayRef<RowRef> Rows, bool Telling) {
  if (Rows.empty())
    return;
  const CallModel Before = Model;
  for (const RowRef &R : Rows)
    // What a name says of functions holds for no constructor, unless the row
    // names the class too.
    if (!Telling || !IsSpecial || R.Name.contains("::"))
      add(R, Telling, Before);
  if (!Telling)
    Model.ByNameOnly = false;
  else if (Before.isEmpty())
    Model.ByNameOnly = !Model.isEmpty();
}

void CallModelBuilder::add(const RowRef &R, bool Telling,
                           const CallModel &Before) {
  switch (R.Kind) {
  case Capability::Lock:
    if (!Model.Lock)
      Model.Lock = judged(R.as<LockApi>(), Telling);
    break;
  case Capability::LockedCall:
    if (!Model.LockedCall)
      Model.LockedCall = judged(R.as<LockedCallApi>(), Telling);
    break;
  case Capability::Net:
    if (Before.Net.empty())
      addNet(R.as<NetApi>(), Telling);
    break;
  case Capability::HandOver:
    // Of several telling names, the most specific counts.
    if (Before.HandOver.empty() && !(Telling && !Model.HandOver.empty()))
      if (const HandOverApi *Row = judged(R.as<HandOverApi>(), Telling))
        Model.HandOver.push_back(Row);
    break;
  case Capability::Flow:
    if (const auto &Row = R.as<FlowApi>();
        Before.Flow.empty() && hasSlot(F, Row.From) && hasSlot(F, Row.To))
      Model.Flow.push_back(&Row);
    break;
  case Capability::Path:
    if (Before.Paths.empty())
      if (const PathApi *Row = judged(R.as<PathApi>(), Telling))
        Model.Paths.push_back(Row);
    break;
  case Capability::SamePath:
    Model.KeepsPath = true;
    break;
  case Capability::Allocation:
    if (const auto &Row = R.as<AllocationApi>(); hasSlot(F, Row.Size))
      Model.Allocates.push_back(&Row);
    break;
  case Capability::Sql:
    // A telling name counts where nothing else is known.
    if (const auto &Row = R.as<SqlApi>();
        Before.Sql.empty() && hasSlot(F, Row.Text) &&
        hasSlot(F, Row.Statement) && hasSlot(F, Row.Value) &&
        !(Telling && (!Model.Sql.empty() || !Before.isEmpty()))) {
      Model.Sql.push_back(&Row);
      Model.IsSqlExact |= !Telling;
    }
    break;
  case Capability::Format:
    if (!Model.Format)
      Model.Format = &R.as<FormatApi>();
    break;
  case Capability::Log:
    Model.Logs |= !Telling || mayLog(F);
    break;
  case Capability::Invoke:
    Model.InvokesCallable = true;
    break;
  case Capability::Defer:
    Model.DefersCallable = true;
    break;
  case Capability::NoReturn:
    Model.NeverReturns |= !Telling || F.getReturnType()->isVoidType();
    break;
  case Capability::Draw:
    Model.Draws = true;
    break;
  case Capability::Make:
    Model.Makes = true;
    break;
  case Capability::Atomic:
    if (const auto &Row = R.as<AtomicApi>();
        !Model.Atomic && hasSlot(F, Row.Object))
      Model.Atomic = &Row;
    break;
  case Capability::Step:
    if (const auto &Row = R.as<StepApi>();
        !Model.Step && hasSlot(F, Row.Object)) {
      Model.Step = &Row;
      Model.LocksItself = Row.SelfLocking;
    }
    break;
  case Capability::Guard:
  case Capability::LockClass:
  case Capability::SocketClass:
  case Capability::PortField:
  case Capability::HandOverClass:
  case Capability::FileClass:
  case Capability::OwnerClass:
  case Capability::ListClass:
  case Capability::LogObject:
  case Capability::StatusName:
  case Capability::FailureName:
  case Capability::TextClass:
  case Capability::AtomicClass:
  case Capability::ContainerClass:
  case Capability::NotTelling:
  case Capability::Delay:
  case Capability::Act:
  case Capability::Sentinel:
  case Capability::SharedOwner:
  case Capability::Attribute:
  case Capability::SqlScope:
  case Capability::StateColumn:
    break; // They speak of no function.
  }
}

void CallModelBuilder::addNet(const NetApi &Row, bool Telling) {
  if (Telling && Row.Effect == NetEffect::PickPort && isOfLiveSocket())
    return;
  const NetApi *Net = judged(Row, Telling);
  if (!Net)
    return;
  // Of several telling names, the most specific counts for each effect.
  if (Telling && any_of(Model.Net, [&](const NetApi *N) {
        return N->Effect == Net->Effect;
      }))
    return;
  Model.Net.push_back(Net);
}

/// A method of a socket or a server tells the number of that one.
bool CallModelBuilder::isOfLiveSocket() const {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (!M || M->isStatic())
    return false;
  const ClassModel &Class = Lookup.record(*M->getParent());
  return Class.IsSocket ||
         (Class.HandOver && Class.HandOver->Kind == HandOverKind::Server);
}

const CallModel &ApiLookup::call(const FunctionDecl &F) {
  const FunctionDecl *Key = F.getCanonicalDecl();
  if (auto It = Calls.find(Key); It != Calls.end())
    return *It->second;
  const FunctionDecl *Named = Key;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Key))
    if (C->isInheritingConstructor())
      Named = C->getInheritedConstructor().getConstructor();

  auto Model = std::make_unique<CallModel>();
  if (Rows->Annotated.read(*Named, *Model))
    return *(Calls[Key] = std::move(Model));
  CallModelBuilder Builder(*this, Rows->Judge, *Named, *Model);
  SmallVector<std::string, 4> Names = namesOf(*Named);
  bool IsSpoken = false; // A library's own row speaks of it.
  auto AddExact = [&](const TableIndex &T) {
    for (const std::string &Name : Names) {
      ArrayRef<RowRef> Exact = T.Functions.exact(Name);
      IsSpoken |= !Exact.empty();
      Builder.add(Exact, /*Telling=*/false);
    }
  };
  auto AddTelling = [&](const TableIndex &T, bool MayBeContradicted) {
    for (const std::string &Name : Names) {
      SmallVector<RowRef, 4> Telling = T.Functions.telling(Name);
      if (Telling.empty() || (MayBeContradicted && Rows->contradicts(*Named)))
        continue;
      Builder.add(Telling, /*Telling=*/true);
    }
  };
  AddExact(Rows->Own);
  AddTelling(Rows->Own, /*MayBeContradicted=*/false);
  AddExact(Rows->BuiltIn);
  if (!IsSpoken && !isStandard(Names.front()))
    AddTelling(Rows->BuiltIn, /*MayBeContradicted=*/true);
  if (const auto *M = dyn_cast<CXXMethodDecl>(Named))
    addVocabulary(*M, *Model);
  // `logServerStart` starts no server; what binds is no hand-over too.
  bool Binds = any_of(
      Model->Net, [](const NetApi *N) { return N->Effect == NetEffect::Bind; });
  if (Model->ByNameOnly && (Model->Logs || Binds))
    Model->HandOver.clear();
  return *(Calls[Key] = std::move(Model));
}

/// The bare name of \p M in a vocabulary.
static std::string bareName(const CXXMethodDecl &M) {
  if (isa<CXXConversionDecl>(M))
    return "operator T";
  return M.getNameAsString();
}

void ApiLookup::addVocabulary(const CXXMethodDecl &M, CallModel &Model) {
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(M) || M.isStatic())
    return;
  const ClassModel &Class = record(*M.getParent());
  auto Fits = [&](auto &Row) {
    return Row.Key == NoSlot || hasSlot(M, Row.Key);
  };
  if (Class.IsAtomic && !Model.Atomic)
    for (const RowRef &R : Rows->BuiltIn.AtomicMethods.exact(bareName(M)))
      if (const auto &Row = R.as<AtomicApi>();
          Row.Value == NoSlot || hasSlot(M, Row.Value))
        Model.Atomic = &Row;
  if (!Class.Container)
    return;
  if (!Model.Step)
    for (const RowRef &R : Rows->BuiltIn.StepMethods.exact(bareName(M)))
      if (const auto &Row = R.as<StepApi>(); !Model.Step && Fits(Row))
        Model.Step = &Row;
  Model.LocksItself |= Model.Step && Class.Container->SelfLocking;
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

const ClassModel &ApiLookup::record(const RecordDecl &R) {
  const auto *Key = cast<RecordDecl>(R.getCanonicalDecl());
  if (auto It = Records.find(Key); It != Records.end())
    return *It->second;
  // Stored at once: two guards may name each other in their constructors.
  ClassModel &Model = *(Records[Key] = std::make_unique<ClassModel>());
  if (Rows->Annotated.read(R, Model))
    return Model;
  SmallVector<std::string, 4> Names = namesOf(R);
  bool IsSpoken = false;
  auto AddExact = [&](const TableIndex &T) {
    for (const std::string &Name : Names)
      for (const RowRef &Row : T.Classes.exact(Name)) {
        addRow(Model, Row, /*Telling=*/false, *this, R);
        IsSpoken = true;
      }
  };
  auto AddTelling = [&](const TableIndex &T) {
    for (const std::string &Name : Names) {
      // Guards first: they decide whether a name ending in "lock" is a lock's.
      SmallVector<RowRef, 4> Telling = T.Classes.telling(Name);
      std::stable_partition(
          Telling.begin(), Telling.end(),
          [](const RowRef &Row) { return Row.Kind == Capability::Guard; });
      for (const RowRef &Row : Telling)
        addRow(Model, Row, /*Telling=*/true, *this, R);
    }
  };
  AddExact(Rows->Own);
  AddTelling(Rows->Own);
  AddExact(Rows->BuiltIn);
  if (!IsSpoken && !isStandard(Names.front()) &&
      !Rows->contradicts(Names.front()))
    AddTelling(Rows->BuiltIn);
  Model.ByNameOnly =
      !IsSpoken &&
      (Model.Guard || Model.IsLock || Model.IsSocket || Model.IsTextList ||
       Model.IsFile || Model.IsText || Model.IsOwner || Model.HandOver ||
       Model.IsAtomic || Model.Container);
  return Model;
}

} // namespace clang::toctou
