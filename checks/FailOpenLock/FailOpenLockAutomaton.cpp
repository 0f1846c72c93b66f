//===- FailOpenLockAutomaton.cpp - Work that goes on without its lock -----===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockAutomaton.h"
#include "FailOpenLock/Attempts.h"
#include "FailOpenLock/Works.h"
#include "Flow/LockCommands.h"
#include "Flow/LockPath.h"
#include "Flow/Simulation.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

class FailOpenLockAutomaton {
public:
  struct State {
    LockSet Locks;
    std::vector<Attempt> Attempts;
    bool operator==(const State &) const = default;
  };

  FailOpenLockAutomaton(TranslationUnit &Unit, Works &Seen)
      : Unit(Unit), Table(Unit.values()), Seen(Seen) {}

  void step(const Event &E, State &S, const PathFacts &Facts) {
    refresh(S, Facts);
    S.Locks.step(E, Table, Facts);
    switch (E.Kind) {
    case EventKind::Acquire:
      // Waits for the same lock, or for another in its stead.
      llvm::erase_if(S.Attempts,
                     [&](const Attempt &A) { return A.Lock == E.Subject; });
      for (Attempt &A : S.Attempts)
        if (A.Known == Answer::Failed && !A.Fallback && E.Inner)
          A.Fallback = E.Inner;
      return;
    case EventKind::TryAcquire:
      if (E.Ok == Success::Always || isForEver(E)) {
        llvm::erase_if(S.Attempts,
                       [&](const Attempt &A) { return A.Lock == E.Subject; });
        return;
      }
      ask(E, S, Facts);
      return;
    case EventKind::LockFile:
      if (!E.Commands && !isLockFile(E)) {
        work(E, S);
        return;
      }
      ask(E, S, Facts);
      return;
    case EventKind::Release:
      Seen.released(E.Subject);
      llvm::erase_if(S.Attempts,
                     [&](const Attempt &A) { return A.Lock == E.Subject; });
      return;
    case EventKind::UnlockFile:
      if (!E.Commands && !isLockFile(E))
        work(E, S);
      // A failure that removes the file it has no right to is still one.
      llvm::erase_if(S.Attempts, [&](const Attempt &A) {
        return A.Lock == E.Subject && (E.Commands || A.Known != Answer::Failed);
      });
      return;
    case EventKind::Close:
      // With its descriptor a file's lock is given back.
      llvm::erase_if(S.Attempts, [&](const Attempt &A) {
        return A.Known != Answer::Failed &&
               (A.Lock == E.Subject ||
                (A.Asked->Commands && A.Asked->SubjectValue != ValueId::None &&
                 Facts.resolve(Table, A.Asked->SubjectValue) ==
                     Facts.resolve(Table, E.SubjectValue)));
      });
      return;
    case EventKind::Report:
      llvm::erase_if(S.Attempts, [&](const Attempt &A) {
        return A.mayHaveFailed() && A.Known != Answer::Held;
      });
      return;
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Invoke:
      work(E, S);
      return;
    case EventKind::Wait:
    case EventKind::Use:
    case EventKind::Bind:
    case EventKind::LearnPort:
    case EventKind::PickPort:
    case EventKind::HandOver:
    case EventKind::Append:
    case EventKind::Call:
    case EventKind::Return:
    case EventKind::Query:
    case EventKind::Operate:
    case EventKind::Delay:
    case EventKind::Act:
    case EventKind::CheckPath:
    case EventKind::ActOnPath:
    case EventKind::ActOnHandle:
    case EventKind::Allocate:
    case EventKind::Tell:
    case EventKind::Sql:
    case EventKind::Unknown:
      return;
    }
  }

  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    refresh(S, Facts);
    auto Option = optionTested(Edge, Table, Facts);
    if (!Option)
      return;
    static constexpr unsigned MaxExcuses = 4;
    for (Attempt &A : S.Attempts)
      if (A.Known != Answer::Held && A.Excuses.size() < MaxExcuses &&
          !llvm::is_contained(A.Excuses, *Option))
        A.Excuses.push_back(*Option);
  }

  /// The lock files that the function asks for, to know those that were never
  /// opened.
  std::vector<const Event *> FileLocks;

private:
  static constexpr unsigned MaxAttempts = 8;

  bool isForEver(const Event &E) const {
    return !E.Operands.empty() && toctou::isForEver(Table, E.Operands[0]);
  }

  bool isLockFile(const Event &E) const {
    return isLockPath(Table, Unit.lookup(), E.Operands[0], E.InnerFunction);
  }

  void ask(const Event &E, State &S, const PathFacts &Facts) {
    llvm::erase_if(S.Attempts,
                   [&](const Attempt &A) { return A.Lock == E.Subject; });
    if (S.Attempts.size() >= MaxAttempts)
      S.Attempts.erase(S.Attempts.begin());
    Attempt Made;
    Made.Asked = &E;
    Made.Lock = E.Subject;
    Made.Known = answerTo(E, Table, Facts);
    S.Attempts.push_back(std::move(Made));
  }

  /// What the facts of the path have come to say of the answers.
  void refresh(State &S, const PathFacts &Facts) {
    for (Attempt &A : S.Attempts) {
      if (A.NotOpened)
        continue;
      Answer Now = answerTo(*A.Asked, Table, Facts);
      if (Now != Answer::Unknown)
        A.Known = Now;
    }
    for (const Event *Asked : FileLocks) {
      if (!isNotOpened(*Asked, Table, Facts) ||
          llvm::any_of(S.Attempts, [&](const Attempt &A) {
            return A.Asked->Inner == Asked->Inner;
          }))
        continue;
      Attempt Made;
      Made.Asked = Asked;
      Made.Lock = Asked->Subject;
      Made.Known = Answer::Failed;
      Made.NotOpened = true;
      S.Attempts.push_back(std::move(Made));
    }
  }

  void work(const Event &E, State &S) {
    for (const Attempt &A : S.Attempts)
      if (E.Site != A.Asked->Site)
        Seen.add(A, E, S.Locks);
  }

  TranslationUnit &Unit;
  Values &Table;
  Works &Seen;
};

/// Every event of \p Flow, those of its callees included.
template <class Visit> void forEachEvent(const FunctionFlow &Flow, Visit See) {
  for (const FlowBlock &Block : Flow.Blocks)
    llvm::for_each(Block.Events, See);
  for (const SplicedCall &Call : Flow.Calls)
    for (const Outcome &O : Call.Outcomes)
      llvm::for_each(O.Effects, See);
}

} // namespace

/// The callee whose call at \p Site asked for the lock.
static const FunctionDecl *askedBy(const FunctionFlow &Flow, const Stmt *Site) {
  for (const SplicedCall &Call : Flow.Calls)
    if (Call.Site == Site)
      return Call.Callee->getCanonicalDecl();
  return nullptr;
}

/// Leaves out what a callee tells of itself.
static void dropRepeated(std::vector<FailOpenPath> &All,
                         TranslationUnit &Unit) {
  auto Told = All;
  llvm::erase_if(All, [&](const FailOpenPath &P) {
    if (!P.Asked->isSpliced())
      return false;
    const FunctionFlow *Flow = Unit.flow(*P.Function);
    const FunctionDecl *Callee = askedBy(*Flow, P.Asked->Site);
    return llvm::any_of(Told, [&](const FailOpenPath &Other) {
      return Other.Asked->Inner == P.Asked->Inner && Callee &&
             Other.Function->getCanonicalDecl() == Callee;
    });
  });
}

std::vector<FailOpenPath> failOpenPaths(TranslationUnit &Unit) {
  std::vector<FailOpenPath> All;
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow)
      continue;
    bool Asks = false;
    Works Seen(Unit, *Flow);
    FailOpenLockAutomaton Automaton(Unit, Seen);
    forEachEvent(*Flow, [&](const Event &E) {
      Asks |= E.Kind == EventKind::TryAcquire || E.Kind == EventKind::LockFile;
      if (E.Kind == EventKind::LockFile && E.Commands &&
          llvm::none_of(Automaton.FileLocks, [&](const Event *Known) {
            return Known->Inner == E.Inner;
          }))
        Automaton.FileLocks.push_back(&E);
    });
    if (!Asks)
      continue;
    Simulation<FailOpenLockAutomaton> Run(*Flow, Unit.values(), Automaton);
    Run.run({});
    for (const FailOpenPath &Found : Seen.judge())
      All.push_back(Found);
  }
  dropRepeated(All, Unit);
  return All;
}

} // namespace clang::toctou
