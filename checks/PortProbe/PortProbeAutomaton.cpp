//===- PortProbeAutomaton.cpp - Ports whose probe socket is closed --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeAutomaton.h"
#include "Automata/Bearing.h"
#include "Events/CallView.h"
#include "Flow/Simulation.h"
#include "PortProbe/PickedNumbers.h"
#include "PortProbe/Retries.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang::toctou {

namespace {

/// A number under watch.
struct Probe {
  ValueId Number = ValueId::None;
  PlaceId Socket = PlaceId::None;
  ValueId Handle = ValueId::None;
  const Event *Check = nullptr;
  const Event *Window = nullptr; ///< Null while the socket holds the number.
  const Event *Filled = nullptr; ///< Where it went into an argument list.
  const ValueDecl *KeptIn = nullptr;
  PlaceId KeptAt = PlaceId::None; ///< All of `KeptIn`, or a part of it.
  bool operator==(const Probe &) const = default;
};

/// What the functions of the unit tell each other through members and globals.
struct KeptPorts {
  /// Members that some method binds or hands over.
  llvm::SmallPtrSet<const FieldDecl *, 8> Bound;
  /// Members and globals that keep a number whose probe is over.
  std::vector<Probe> Kept;
};

/// The member of `this` or the variable that outlives every call, of which \p P
/// is the whole or a part; null if there is none.
const ValueDecl *keeperOf(const Values &Table, PlaceId P) {
  PlaceId Root = Table.root(P);
  const PlaceNode &N = Table[Root];
  if (N.Kind == PlaceKind::Variable) {
    const auto *Var = static_cast<const VarDecl *>(N.Anchor);
    return Var->hasGlobalStorage() ? Var->getCanonicalDecl() : nullptr;
  }
  if (N.Kind != PlaceKind::Pointee || P == Root)
    return nullptr;
  const ValueNode &Pointer = Table[Table.core(N.Value)];
  if (Pointer.Kind != ValueKind::Initial ||
      Table[Pointer.At].Kind != PlaceKind::This)
    return nullptr;
  while (Table[P].Parent != Root)
    P = Table[P].Parent;
  return Table[P].Kind == PlaceKind::Field
             ? static_cast<const FieldDecl *>(Table[P].Anchor)
             : nullptr;
}

/// The class whose method (or lambda in a method) \p F is.
const CXXRecordDecl *classOf(const FunctionDecl *F) {
  while (const auto *M = llvm::dyn_cast_or_null<CXXMethodDecl>(F)) {
    if (!M->getParent()->isLambda())
      return M->getParent()->getCanonicalDecl();
    F = llvm::dyn_cast_or_null<FunctionDecl>(
        M->getParent()->getParentFunctionOrMethod());
  }
  return nullptr;
}

class PortProbeAutomaton {
public:
  struct State {
    std::vector<Probe> Probes;
    bool operator==(const State &) const = default;
  };

  PortProbeAutomaton(TranslationUnit &Unit, const FunctionFlow &Flow,
                     KeptPorts &Members)
      : Unit(Unit), Flow(Flow), Table(Unit.values()), Members(Members) {}

  State start() {
    State S;
    const CXXRecordDecl *Class = classOf(Flow.Function);
    for (const Probe &Kept : Members.Kept) {
      if (const auto *F = llvm::dyn_cast<FieldDecl>(Kept.KeptIn);
          F && F->getParent()->getCanonicalDecl() != Class)
        continue;
      S.Probes.push_back(Kept);
      S.Probes.back().Number = Table.initial(Kept.KeptAt);
    }
    return S;
  }

  void step(const Event &E, State &S, const PathFacts &Facts) {
    switch (E.Kind) {
    case EventKind::LearnPort:
      learn(S, {E.Operands[0], E.Subject, resolved(E.SubjectValue, Facts), &E});
      return;
    case EventKind::PickPort:
      learn(S, {E.Operands[0], PlaceId::None, ValueId::None, &E, &E});
      return;
    case EventKind::Bind:
      onBind(E, S, Facts);
      return;
    case EventKind::Close:
      onClose(E, S, Facts);
      return;
    case EventKind::Append:
      onAppend(E, S, Facts);
      return;
    case EventKind::HandOver:
      onHandOver(E, S, Facts);
      return;
    case EventKind::Write:
      onWrite(E, S, Facts);
      return;
    case EventKind::Query:
    case EventKind::Operate:
    case EventKind::Acquire:
    case EventKind::TryAcquire:
    case EventKind::Release:
    case EventKind::Wait:
    case EventKind::Read:
    case EventKind::Use:
    case EventKind::Invoke:
    case EventKind::LockFile:
    case EventKind::Report:
    case EventKind::UnlockFile:
    case EventKind::CheckPath:
    case EventKind::ActOnPath:
    case EventKind::ActOnHandle:
    case EventKind::Allocate:
    case EventKind::Tell:
    case EventKind::Call:
    case EventKind::Return:
    case EventKind::Sql:
    case EventKind::Unknown:
    case EventKind::Delay:
    case EventKind::Act:
      return;
    }
  }

  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    if (Edge.To != Flow.Exit)
      return;
    // What is kept when the function ends is what the next one finds.
    for (const auto &[P, V] : Flow.Final) {
      const ValueDecl *F = keeperOf(Table, P);
      if (!F)
        continue;
      for (const Probe &Known : S.Probes)
        if (Known.Window && Known.KeptIn != F && succeeded(Known, Facts) &&
            bears(Table, Facts, V, Known.Number))
          keep(F, P, Known);
    }
  }

  std::vector<ProbedPort> Found;

private:
  ValueId resolved(ValueId V, const PathFacts &Facts) {
    return V == ValueId::None ? V : Facts.resolve(Table, V);
  }

  void learn(State &S, Probe Fresh) {
    llvm::erase_if(S.Probes,
                   [&](const Probe &P) { return P.Number == Fresh.Number; });
    S.Probes.push_back(Fresh);
    if (S.Probes.size() > 8)
      S.Probes.erase(S.Probes.begin());
  }

  void keep(const ValueDecl *F, PlaceId At, Probe Known) {
    for (const Probe &Old : Members.Kept)
      if (Old.KeptIn == F && Old.Check->Inner == Known.Check->Inner)
        return;
    Known.KeptIn = F;
    Known.KeptAt = At;
    Members.Kept.push_back(Known);
  }

  /// The check told a number only if its call succeeded.
  bool succeeded(const Probe &P, const PathFacts &Facts) {
    const Event &E = *P.Check;
    return E.Result == ValueId::None ||
           intersects(Facts.signs(Table, E.Result), signsOnSuccess(E.Ok));
  }

  void onBind(const Event &E, State &S, const PathFacts &Facts) {
    for (ValueId V : E.Operands)
      noteMember(V, Facts);
    use(E, S, Facts);
    learnPicked(E, S, Facts);
  }

  /// The number that the program picked itself is free if \p E succeeds.
  void learnPicked(const Event &E, State &S, const PathFacts &Facts) {
    for (ValueId V : E.Operands)
      if (ValueId Picked = pickedNumber(Table, Unit.lookup(), Facts, V);
          Picked != ValueId::None)
        learn(S, {Picked, E.Subject, resolved(E.SubjectValue, Facts), &E});
  }

  void onClose(const Event &E, State &S, const PathFacts &Facts) {
    ValueId Handle = resolved(E.SubjectValue, Facts);
    for (Probe &P : S.Probes) {
      if (P.Window)
        continue;
      bool Same = false;
      if (E.Subject != PlaceId::None && P.Socket != PlaceId::None)
        Same = Table.isWithin(P.Socket, E.Subject) ||
               Table.isWithin(E.Subject, P.Socket);
      else if (Handle != ValueId::None && P.Handle != ValueId::None)
        // Also one of several descriptors that a container holds.
        Same =
            Handle == P.Handle || bears(Table, Facts, E.SubjectValue, P.Handle);
      if (Same)
        P.Window = &E;
    }
  }

  void onAppend(const Event &E, State &S, const PathFacts &Facts) {
    for (Probe &P : S.Probes)
      if (P.Window && !P.Filled)
        for (ValueId V : E.Operands)
          if (bears(Table, Facts, V, P.Number))
            P.Filled = &E;
  }

  void onHandOver(const Event &E, State &S, const PathFacts &Facts) {
    for (ValueId V : E.Operands)
      noteMember(V, Facts);
    use(E, S, Facts);
    // A server that is started and ended only to see whether it can be.
    if (E.Subject != PlaceId::None)
      learnPicked(E, S, Facts);
  }

  /// A member of another object that its class binds later.
  void onWrite(const Event &E, State &S, const PathFacts &Facts) {
    if (const FieldDecl *F = Table.fieldOf(E.Subject); F && isBoundByOther(F)) {
      use(E, S, Facts);
      return;
    }
    // An object that is written as a whole.
    for (ValueId V : E.Operands) {
      const ValueNode &N = Table[Table.core(V)];
      if (N.Kind == ValueKind::Record &&
          llvm::any_of(N.Fields, [&](const void *F) {
            return isBoundByOther(static_cast<const FieldDecl *>(F));
          }))
        use(E, S, Facts);
    }
  }

  bool isBoundByOther(const FieldDecl *F) const {
    const auto *Owner = llvm::dyn_cast<CXXRecordDecl>(F->getParent());
    return Members.Bound.contains(F->getCanonicalDecl()) &&
           !(Owner && classOf(Flow.Function) == Owner->getCanonicalDecl());
  }

  /// Notes members of `this` that are bound or handed over.
  void noteMember(ValueId V, const PathFacts &Facts) {
    visitBorne(Table, Facts, V, [&](ValueId Inner) {
      const ValueNode &N = Table[Inner];
      if (N.Kind == ValueKind::Initial && startsAtThis(N.At))
        if (const FieldDecl *F = Table.fieldOf(N.At))
          Members.Bound.insert(F->getCanonicalDecl());
      return true;
    });
  }

  bool startsAtThis(PlaceId P) {
    const PlaceNode &Root = Table[Table.root(P)];
    if (Root.Kind != PlaceKind::Pointee)
      return false;
    const ValueNode &Pointer = Table[Table.core(Root.Value)];
    return Pointer.Kind == ValueKind::Initial &&
           Table[Pointer.At].Kind == PlaceKind::This;
  }

  void use(const Event &E, State &S, const PathFacts &Facts) {
    for (unsigned I = 0; I < S.Probes.size(); ++I) {
      const Probe &P = S.Probes[I];
      // The next turn of a scanning loop is a new try, not a use.
      if (!P.Window ||
          (P.Check->Inner == E.Inner && (P.KeptIn || P.Check->Site == E.Site)))
        continue;
      bool Flows = llvm::any_of(E.Operands, [&](ValueId V) {
        return bears(Table, Facts, portPart(Table, Unit.lookup(), V), P.Number);
      });
      if (!Flows || !succeeded(P, Facts))
        continue;
      if (P.Number != ValueId::None &&
          Facts.signs(Table, P.Number) == Signs::Zero)
        continue;
      report(P, E);
      // One of several numbers of a container: the others are still to come.
      if (!takesOneOfSeveral(Table, Facts, E, P.Number))
        S.Probes.erase(S.Probes.begin() + I--);
    }
  }

  void report(const Probe &P, const Event &E) {
    const Event *Use = &E;
    if (P.Filled && E.Kind == EventKind::HandOver &&
        E.HandOver == HandOverKind::ChildArgument)
      Use = P.Filled;
    // A callee that does all three tells of it itself.
    if (!P.KeptIn && Use->isSpliced() && P.Check->Site == Use->Site)
      return;
    if (!P.KeptIn && triesAnew(Flow, Table, Unit.lookup(), *P.Check, E))
      return;
    for (ProbedPort &Known : Found)
      if (Known.Use->Site == Use->Site)
        return;
    Found.push_back(
        {Flow.Function, P.Check, P.Window, Use, P.KeptIn, P.Number});
  }

  TranslationUnit &Unit;
  const FunctionFlow &Flow;
  Values &Table;
  KeptPorts &Members;
};

} // namespace

/// True if nothing in \p Flow is about ports.
static bool isIrrelevant(const FunctionFlow &Flow) {
  auto IsPort = [](const Event &E) {
    return E.Kind == EventKind::LearnPort || E.Kind == EventKind::PickPort ||
           E.Kind == EventKind::Bind || E.Kind == EventKind::HandOver;
  };
  for (const FlowBlock &Block : Flow.Blocks)
    if (llvm::any_of(Block.Events, IsPort))
      return false;
  for (const SplicedCall &Call : Flow.Calls)
    for (const Outcome &O : Call.Outcomes)
      if (llvm::any_of(O.Effects, IsPort))
        return false;
  return true;
}

/// True if the use is in the body of the function that is called there.
static bool isDirect(const ProbedPort &Port) {
  auto View = CallView::of(Port.Use->Site);
  return View && View->Callee && Port.Use->InnerFunction &&
         View->Callee->getCanonicalDecl() ==
             Port.Use->InnerFunction->getCanonicalDecl();
}

std::vector<ProbedPort> probedPorts(TranslationUnit &Unit) {
  KeptPorts Members;
  std::vector<ProbedPort> All;
  auto Round = [&](bool KeepFindings) {
    for (const FunctionDecl *F : Unit.functions()) {
      const FunctionFlow *Flow = Unit.flow(*F);
      if (!Flow || isIrrelevant(*Flow))
        continue;
      PortProbeAutomaton Automaton(Unit, *Flow, Members);
      Simulation<PortProbeAutomaton> Run(*Flow, Unit.values(), Automaton);
      Run.run(Automaton.start());
      if (!KeepFindings)
        continue;
      for (ProbedPort &Found : Automaton.Found) {
        bool Known = llvm::any_of(All, [&](const ProbedPort &Old) {
          return Old.Use->Inner == Found.Use->Inner &&
                 Old.Use->Site == Found.Use->Site;
        });
        if (!Known)
          All.push_back(Found);
      }
    }
  };
  auto DropRetold = [&] {
    // What a callee does to a kept number is told where it does it, if the
    // number reaches it by itself.
    llvm::erase_if(All, [&](const ProbedPort &Found) {
      return Found.KeptIn && Found.Use->isSpliced() &&
             llvm::any_of(All, [&](const ProbedPort &Other) {
               return Other.Use->Inner == Found.Use->Inner &&
                      (!Other.Use->isSpliced() ||
                       (isDirect(Other) && !isDirect(Found)));
             });
    });
  };
  // First learn which members are bound, then which keep a number that was not
  // handed over yet, then judge with that knowledge.
  Round(false);
  Members.Kept.clear();
  Round(false);
  Round(true);
  DropRetold();
  return All;
}

} // namespace clang::toctou
