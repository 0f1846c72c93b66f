//===- ActJudge.cpp - Whether an act trusts what it should not ------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct/ActJudge.h"
#include "Automata/Bearing.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

/// True if both are of one critical section that is still open.
static bool share(const ToldFact &F, llvm::ArrayRef<LockSet::Held> Held) {
  return llvm::any_of(Held, [&](const LockSet::Held &H) {
    return llvm::is_contained(F.Sections, H.By);
  });
}

bool ActJudge::bearsFact(const ActOnPath &A, ValueId V,
                         const ToldFact &F) const {
  bool Bears = false;
  visitBorne(Unit.values(), A.Known, V, [&](ValueId Inner) {
    Bears |= Inner == F.Value;
    return !Bears;
  });
  return Bears;
}

bool ActJudge::isOf(const Event &E, const ToldFact &F) const {
  return Kin.isSame(E.Subject, F.By->Subject);
}

bool ActJudge::isClaim(const Event &E, const ToldFact &F) const {
  return F.isTested() && !Kin.isCounter(E) &&
         Kin.ofOneObject(E.Subject, F.By->Subject);
}

void ActJudge::judge(const ActOnPath &A) {
  if (A.Act.Opaque || Kin.isOwn(A.Act.Subject))
    return;
  if (llvm::any_of(A.Held, [](const LockSet::Held &H) { return H.Maybe; }))
    return;
  for (const ToldFact &F : llvm::reverse(A.Facts)) {
    if (F.IsUncertain || F.By->Atomic == AtomicEffect::Update ||
        F.By->Atomic == AtomicEffect::Once)
      continue;
    if (isPartOfAnswer(A, F))
      continue;
    // One callee does both: it is told of there.
    if (A.Act.isSpliced() && F.By->isSpliced() && A.Act.Site == F.By->Site)
      continue;
    std::optional<LateActKind> Kind;
    if (A.Act.Atomic == AtomicEffect::Store && F.isLoad())
      Kind = judgeStore(A, F);
    else if (A.Act.Kind == EventKind::Operate && A.Act.LocksItself)
      Kind = judgeStep(A, F);
    else
      Kind = judgeSection(A, F);
    if (!Kind)
      continue;
    Found.push_back({*Kind, Flow.Function, F.By, F.Ended, F.Condition, &A.Act,
                     sectionOf(A, F)});
    return;
  }
}

/// True if \p F is memory that a container was read in to give an answer.
bool ActJudge::isPartOfAnswer(const ActOnPath &A, const ToldFact &F) const {
  return F.By->Kind == EventKind::Read && !F.isLoad() &&
         llvm::any_of(A.Facts, [&](const ToldFact &Answer) {
           return Answer.By->Kind == EventKind::Query &&
                  Answer.Test == F.Test && Answer.By->Subject == F.By->Subject;
         });
}

const Event *ActJudge::sectionOf(const ActOnPath &A, const ToldFact &F) const {
  for (const LockSet::Held &H : A.Held)
    for (const Event *Section : F.Sections)
      if (Section->Subject == H.Lock)
        return H.By;
  return A.Held.empty() ? nullptr : A.Held.front().By;
}

//===----------------------------------------------------------------------===//
// Atomics
//===----------------------------------------------------------------------===//

std::optional<LateActKind> ActJudge::judgeStore(const ActOnPath &A,
                                                const ToldFact &F) {
  if (F.By->Subject != A.Act.Subject || share(F, A.Held))
    return std::nullopt;
  if (isGuarded(A, F))
    return std::nullopt;
  bool Elsewhere = isUpdatedElsewhere(A.Act.Subject);
  ValueId Stored = A.Act.Operands[0];
  if (bearsFact(A, Stored, F)) {
    // Who alone writes it may read it without order.
    if (!Elsewhere && (F.By->Relaxed || isOwnIndex(A, F)))
      return std::nullopt;
    return LateActKind::StoredValue;
  }
  if (!F.isTested()) {
    bool IsCount = Elsewhere && !Kin.isFlag(A.Act.Subject) &&
                   Unit.values().asConstant(Stored) &&
                   Branches.comesAfter(A.Block, F.Block);
    return IsCount ? std::optional(LateActKind::Reset) : std::nullopt;
  }
  bool Waits = waitsAt(F) && Branches.comesAfter(A.Block, F.Test);
  if (!Waits && !dependsOn(A, F))
    return std::nullopt;
  bool IsConstant = Unit.values().asConstant(Stored).has_value();
  // What ends a loop is no claim.
  if (IsConstant && Branches.endsLoop(F.Test) &&
      Branches.inOneLoop(F.Test, A.Block))
    return std::nullopt;
  if (isHarmless(A, F) && !Waits)
    return std::nullopt;
  return LateActKind::StoredOnTest;
}

bool ActJudge::isUpdatedElsewhere(PlaceId P) const {
  const Values &Table = Unit.values();
  FieldChain Chain = chainOf(Table, P);
  if (Chain.empty())
    return false;
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Other = Unit.flow(*F);
    if (!Other)
      continue;
    for (const FlowBlock &Block : Other->Blocks)
      for (const Event &E : Block.Events)
        if (E.Kind == EventKind::Write && E.Atomic == AtomicEffect::Update &&
            chainOf(Table, E.Subject) == Chain)
          return true;
  }
  return false;
}

/// A ring's own end: it indexes the ring, and only this function moves it.
bool ActJudge::isOwnIndex(const ActOnPath &A, const ToldFact &F) const {
  const Values &Table = Unit.values();
  bool Indexes = false;
  for (const FlowBlock &Block : Flow.Blocks)
    for (const Event &E : Block.Events) {
      if (E.Kind == EventKind::Use && E.Use == UseKind::Index &&
          E.Operands.size() == 2)
        Indexes |= bearsFact(A, E.Operands[1], F);
      if (E.Kind == EventKind::Use && E.Use == UseKind::Expression)
        if (const auto *Call =
                llvm::dyn_cast_or_null<CXXOperatorCallExpr>(E.Inner);
            Call && Call->getOperator() == OO_Subscript &&
            E.Operands.size() >= 2)
          Indexes |= bearsFact(A, E.Operands.back(), F);
    }
  if (!Indexes)
    return false;
  FieldChain Chain = chainOf(Table, A.Act.Subject);
  for (const FunctionDecl *Other : Unit.functions()) {
    const FunctionFlow *There = Unit.flow(*Other);
    if (!There || There == &Flow || llvm::isa<CXXConstructorDecl>(Other))
      continue;
    for (const FlowBlock &Block : There->Blocks)
      for (const Event &E : Block.Events)
        if (E.Kind == EventKind::Write && E.Atomic == AtomicEffect::Store &&
            chainOf(Table, E.Subject) == Chain &&
            !Table.asConstant(E.Operands[0]))
          return false;
  }
  return true;
}

/// A loop that does nothing but look: it waits for the answer to change.
bool ActJudge::waitsAt(const ToldFact &F) {
  if (!Branches.endsLoop(F.Test))
    return false;
  for (const CallDeed &D : Flow.Deeds)
    if (D.Block != F.Test && Branches.inOneLoop(D.Block, F.Test))
      return false;
  for (unsigned B = 0; B < Flow.Blocks.size(); ++B)
    for (const Event &E : Flow.Blocks[B].Events)
      if (E.Kind == EventKind::Write && Branches.inOneLoop(B, F.Test))
        return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Containers that lock themselves
//===----------------------------------------------------------------------===//

std::optional<LateActKind> ActJudge::judgeStep(const ActOnPath &A,
                                               const ToldFact &F) {
  if (F.By->Kind != EventKind::Query || !F.By->LocksItself || !F.isTested())
    return std::nullopt;
  if (F.By->Subject != A.Act.Subject || share(F, A.Held) || !suits(A, F))
    return std::nullopt;
  // What was found was tested itself.
  ValueId Given = A.Act.Operands[0];
  if (Given != ValueId::None)
    for (const ToldFact &Other : A.Facts)
      if (Other.isTested() &&
          Unit.values().core(Other.Value) == Unit.values().core(Given))
        return std::nullopt;
  if (!dependsOn(A, F) || isGuarded(A, F))
    return std::nullopt;
  return Given != ValueId::None ? LateActKind::Handle : LateActKind::Container;
}

/// True if the step needs the answer that \p F gave on this path.
bool ActJudge::suits(const ActOnPath &A, const ToldFact &F) const {
  if (A.Act.Kind != EventKind::Operate)
    return true;
  bool Tries = A.Act.Step == StepEffect::TryInsert ||
               A.Act.Step == StepEffect::TryRemove;
  if (Tries && !isDropped(A.Act))
    return false;
  if (F.By->Kind != EventKind::Query)
    return true;
  if (F.By->Operands.size() > 1 && A.Act.Operands.size() > 1 &&
      !Kin.mayBeEqual(F.By->Operands[1], A.Act.Operands[1]))
    return false;
  Presence Said = Kin.presence(*F.By, A.Known);
  switch (A.Act.Step) {
  case StepEffect::Access: {
    // `map[k]` makes what is not there.
    const auto *Call = llvm::dyn_cast_or_null<CXXOperatorCallExpr>(A.Act.Inner);
    const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(
        Call ? Call->getDirectCallee() : nullptr);
    return Said != Presence::Absent || (Method && !Method->isConst());
  }
  case StepEffect::Remove:
  case StepEffect::TryRemove:
    return Said != Presence::Absent;
  case StepEffect::Insert:
  case StepEffect::TryInsert:
    return Said != Presence::Present;
  case StepEffect::Drop:
  case StepEffect::None:
  case StepEffect::IsEmpty:
  case StepEffect::Count:
  case StepEffect::Holds:
  case StepEffect::Find:
  case StepEffect::Upgrade:
    return false;
  }
  return false;
}

/// True if nobody takes the word of the step on how it went.
bool ActJudge::isDropped(const Event &E) const {
  if (!E.isSpliced())
    return Flow.Dropped.contains(E.Site);
  const FunctionFlow *There = Unit.flow(*E.InnerFunction);
  if (There && There->Dropped.contains(E.Inner))
    return true;
  const auto *Call = llvm::dyn_cast<CallExpr>(E.Site);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && !Callee->getReturnType()->isVoidType() &&
         Flow.Dropped.contains(E.Site);
}

//===----------------------------------------------------------------------===//
// Critical sections
//===----------------------------------------------------------------------===//

std::optional<LateActKind> ActJudge::judgeSection(const ActOnPath &A,
                                                  const ToldFact &F) {
  // A write by a named step is judged at the step.
  if (A.Act.Kind == EventKind::Write && A.Act.Step != StepEffect::None)
    return std::nullopt;
  if (A.Act.Atomic == AtomicEffect::Update || !F.isTested())
    return std::nullopt;
  if (A.Held.empty() || share(F, A.Held))
    return std::nullopt;
  PlaceId Tested = F.By->Subject, Acted = A.Act.Subject;
  bool IsLate = F.Sections.empty();
  if (!IsLate && llvm::none_of(A.Held, [&](const LockSet::Held &H) {
        return llvm::any_of(F.Sections, [&](const Event *Section) {
          return Section->Subject == H.Lock;
        });
      }))
    return std::nullopt;
  if (!Kin.ofOneObject(Tested, Acted))
    return std::nullopt;
  bool IsSame = Kin.isSame(Tested, Acted);
  if (!IsSame) {
    if ((IsLate && !F.isLoad()) || Kin.isCounter(A.Act) ||
        !Kin.isWrittenWith(Tested, Acted))
      return std::nullopt;
  } else if (!suits(A, F))
    return std::nullopt;
  // The old value itself is used: that is another race.
  for (ValueId V : A.Act.Operands)
    if (A.Act.Kind == EventKind::Write && bearsFact(A, V, F))
      return std::nullopt;
  if (A.Act.Step == StepEffect::TryInsert && !A.Act.isSpliced() &&
      Kin.holdsValues(Acted))
    return std::nullopt; // The first value stays.
  if (isRetested(A, F) || !dependsOn(A, F) || isGuarded(A, F))
    return std::nullopt;
  if (A.Act.Kind == EventKind::Write && IsSame && isHarmless(A, F))
    return std::nullopt;
  return IsLate ? LateActKind::LateLock : LateActKind::Section;
}

/// True if the open section tested the same, or what it acts on, itself.
bool ActJudge::isRetested(const ActOnPath &A, const ToldFact &F) const {
  return llvm::any_of(A.Facts, [&](const ToldFact &Again) {
    if (&Again == &F || !share(Again, A.Held))
      return false;
    if (!Again.isTested() && !(Again.By->isSpliced() && Again.By->Decides))
      return false;
    return Kin.isSame(Again.By->Subject, F.By->Subject) ||
           Kin.isSame(Again.By->Subject, A.Act.Subject);
  });
}

//===----------------------------------------------------------------------===//
// What all have in common
//===----------------------------------------------------------------------===//

bool ActJudge::dependsOn(const ActOnPath &A, const ToldFact &F) {
  return Branches.depends(A.Block, F.Test);
}

/// True if something else decides who may act.
bool ActJudge::isGuarded(const ActOnPath &A, const ToldFact &F) {
  for (const ToldFact &Other : A.Facts) {
    // Run once, whoever asks.
    if (Other.By->Atomic == AtomicEffect::Once && Other.By->Site == A.Act.Site)
      return true;
    // A later read-modify-write decided.
    if (Other.By->Atomic == AtomicEffect::Update &&
        ((Other.isTested() && Branches.depends(A.Block, Other.Test)) ||
         (Other.By->isSpliced() && Other.By->Decides &&
          Other.By->Site == A.Act.Site)))
      return true;
  }
  // Tested anew under the lock that is still held.
  return isRetested(A, F);
}

bool ActJudge::comparesWithStored(const ActOnPath &A, const ToldFact &F,
                                  bool Relational) const {
  const Values &Table = Unit.values();
  ValueId Stored = Table.core(A.Act.Operands[0]);
  for (const FlowEdge &Edge : Flow.Blocks[F.Test].Successors) {
    if (Edge.Condition == ValueId::None)
      continue;
    bool Found = false;
    visitBorne(Unit.values(), A.Known, Edge.Condition, [&](ValueId V) {
      const ValueNode &N = Table[V];
      if (N.Kind != ValueKind::Derived || N.How != Derivation::Binary)
        return true;
      auto Op = BinaryOperatorKind(N.Number);
      bool Fits = Relational ? BinaryOperator::isRelationalOp(Op)
                             : BinaryOperator::isEqualityOp(Op);
      bool HasStored = llvm::any_of(
          N.Inputs, [&](ValueId Input) { return Table.core(Input) == Stored; });
      Found |= Fits && HasStored;
      return true;
    });
    if (Found)
      return true;
  }
  return false;
}

bool ActJudge::isHarmless(const ActOnPath &A, const ToldFact &F) {
  if (A.Act.Operands.empty())
    return false;
  ValueId Stored = A.Act.Operands[0];
  if (!Unit.values().asConstant(Stored)) {
    // A count goes on from what is there now; two objects differ.
    if (Kin.isCounter(A.Act) || Kin.isPointer(A.Act.Subject) ||
        comparesWithStored(A, F, /*Relational=*/true))
      return false;
    bool ReadsItself = false;
    visitBorne(Unit.values(), A.Known, Stored, [&](ValueId V) {
      const ValueNode &N = Unit.values()[V];
      ReadsItself |= N.Kind == ValueKind::Initial && N.At == A.Act.Subject;
      return !ReadsItself;
    });
    if (ReadsItself)
      return false;
  }
  return !hasOtherWork(A, F);
}

/// True if more hangs on the branch than the write itself.
bool ActJudge::hasOtherWork(const ActOnPath &A, const ToldFact &F) {
  const Values &Table = Unit.values();
  llvm::BitVector Side = Branches.sideOf(A.Block, F.Test);
  for (const CallDeed &D : Flow.Deeds) {
    if (!Side[D.Block] || (A.Act.Site == D.Site && A.Act.Site == A.Act.Inner))
      continue;
    if (D.Site == A.Act.Site)
      continue;
    bool Feeds = false;
    for (ValueId V : A.Act.Operands)
      visitBorne(Unit.values(), A.Known, V, [&](ValueId Inner) {
        Feeds |= Inner == D.Result;
        return !Feeds;
      });
    if (!Feeds)
      return true;
  }
  std::optional<int64_t> Here;
  bool Differs = false;
  for (unsigned B = 0; B < Flow.Blocks.size(); ++B)
    for (const Event &E : Flow.Blocks[B].Events) {
      if (E.Kind == EventKind::Write && Side[B] && !E.Operands.empty() &&
          !Table.asConstant(E.Operands[0]) && !Kin.isCounter(E) &&
          !Kin.isSame(E.Subject, A.Act.Subject))
        return true;
      if (E.Kind != EventKind::Return || E.Operands.empty())
        continue;
      auto Returned = Table.asConstant(E.Operands[0]);
      if (Side[B] && Returned)
        Here = Returned;
    }
  // The caller acts on which way it went.
  for (unsigned B = 0; Here && B < Flow.Blocks.size(); ++B)
    for (const Event &E : Flow.Blocks[B].Events)
      if (E.Kind == EventKind::Return && !Side[B] && !E.Operands.empty())
        Differs |= Table.asConstant(E.Operands[0]).has_value() &&
                   Table.asConstant(E.Operands[0]) != Here;
  return Differs;
}

} // namespace clang::toctou
