//===- SqlPredicateAutomaton.cpp - Events to findings ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/SqlPredicateAutomaton.h"
#include "Flow/Simulation.h"
#include "Flow/SqlValues.h"
#include "SqlPredicate/PredicateJudge.h"
#include "SqlPredicate/Statements.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

using StatementPtr = std::shared_ptr<const KnownStatement>;

/// A transaction or lock that is open on a path.
struct OpenScope {
  enum Sort { Transaction, TableLock, NamedLock } Is = Transaction;
  const Event *By = nullptr;
  PlaceId Object = PlaceId::None;
  bool Protects = false;
  bool operator==(const OpenScope &) const = default;
};

/// A SELECT that was run on a path.
struct SeenSelect {
  StatementPtr Select;
  /// What has protected its rows ever since.
  std::vector<const Event *> Protection;
  bool HoldsRows = false; ///< Its row locks are still held.
  bool IsTested = false;  ///< A branch depended on its rows.
  Carriers Filled;        ///< Memory that its rows were written to.
  bool operator==(const SeenSelect &) const = default;
};

/// A mark that is harmless unless its row is used once more.
struct Mark {
  unsigned Race;
  StatementPtr Select;
  const Stmt *Site; ///< The call that makes it.
  unsigned Rank;
  bool operator==(const Mark &) const = default;
};

class SqlPredicateAutomaton {
public:
  struct State {
    std::vector<OpenScope> Open;
    std::vector<SeenSelect> Selects;
    std::vector<Mark> Marks;
    SqlIsolation Next = SqlIsolation::Default;
    bool operator==(const State &) const = default;
  };

  SqlPredicateAutomaton(TranslationUnit &Unit, const FunctionFlow &Flow,
                        Statements &Known, const PredicateJudge &Judge)
      : Flow(Flow), Table(Unit.values()), Known(Known), Judge(Judge) {
    Ranks.assign(Flow.Blocks.size(), ~0U);
    for (unsigned I = 0; I < Flow.Order.size(); ++I) {
      Ranks[Flow.Order[I]] = I;
      for (const Event &E : Flow.Blocks[Flow.Order[I]].Events)
        Sites.try_emplace(E.Site, I);
    }
  }

  void step(const Event &E, State &S, const PathFacts &Facts) {
    switch (E.Kind) {
    case EventKind::Sql:
      onSql(E, S, Facts);
      return;
    case EventKind::Use:
      if (E.Use == UseKind::Call || E.Use == UseKind::Result)
        onUse(E, S, Facts);
      return;
    case EventKind::Write:
      onWrite(E, S, Facts);
      return;
    case EventKind::Acquire:
    case EventKind::TryAcquire:
    case EventKind::Release:
    case EventKind::Wait:
    case EventKind::Read:
    case EventKind::Bind:
    case EventKind::LearnPort:
    case EventKind::PickPort:
    case EventKind::Close:
    case EventKind::HandOver:
    case EventKind::Append:
    case EventKind::Call:
    case EventKind::Return:
    case EventKind::Query:
    case EventKind::Operate:
    case EventKind::LockFile:
    case EventKind::UnlockFile:
    case EventKind::Invoke:
    case EventKind::Report:
    case EventKind::Delay:
    case EventKind::Act:
    case EventKind::CheckPath:
    case EventKind::ActOnPath:
    case EventKind::ActOnHandle:
    case EventKind::Allocate:
    case EventKind::Tell:
    case EventKind::Unknown:
      return;
    }
  }

  void atEdge(const FlowEdge &Edge, State &S, const PathFacts &Facts) {
    // A new turn of a loop takes another row.
    llvm::erase_if(S.Marks,
                   [&](const Mark &M) { return Ranks[Edge.To] <= M.Rank; });
    if (Edge.Condition == ValueId::None)
      return;
    for (SeenSelect &Seen : S.Selects)
      Seen.IsTested |= comesFrom(Table, Facts, Edge.Condition,
                                 Seen.Select->Rows, Seen.Filled);
  }

  /// What was found, and whether it is certain.
  std::vector<std::pair<SqlPredicateRace, bool>> Found;

private:
  static constexpr unsigned MaxSelects = 12;

  void onSql(const Event &E, State &S, const PathFacts &Facts) {
    if (E.Sql == SqlEffect::Begin || E.Sql == SqlEffect::End) {
      if (E.Sql == SqlEffect::Begin)
        open(OpenScope::Transaction, E,
             E.Shared || isSqlite(E) || S.Next == SqlIsolation::Serializable,
             S);
      else
        close(E, S);
      return;
    }
    StatementPtr Run = Known.read(E, Facts);
    if (!Run)
      return;
    switch (Run->Sql.Kind) {
    case SqlKind::Begin:
      open(OpenScope::Transaction, E,
           isSqlite(E) || Run->Sql.LocksDatabase ||
               isolates(std::max(Run->Sql.Isolation, S.Next), E),
           S);
      return;
    case SqlKind::End:
      close(E, S);
      return;
    case SqlKind::Lock:
      open(OpenScope::TableLock, E, true, S);
      return;
    case SqlKind::Unlock:
      closeAll(OpenScope::TableLock, S);
      return;
    case SqlKind::NamedLock:
      open(OpenScope::NamedLock, E, true, S);
      return;
    case SqlKind::NamedUnlock:
      closeAll(OpenScope::NamedLock, S);
      return;
    case SqlKind::Isolation:
      S.Next = Run->Sql.Isolation;
      for (OpenScope &O : S.Open)
        O.Protects |=
            O.Is == OpenScope::Transaction && isolates(Run->Sql.Isolation, E);
      return;
    case SqlKind::Select:
      onSelect(Run, S);
      return;
    case SqlKind::Update:
    case SqlKind::Delete:
      onAct(Run, S, Facts);
      return;
    case SqlKind::Insert:
    case SqlKind::Create:
    case SqlKind::Other:
      return;
    }
  }

  //===--- Protection -------------------------------------------------------//

  bool isSqlite(const Event &E) const {
    return E.Engine == SqlEngine::Sqlite ||
           (E.Engine == SqlEngine::Unknown &&
            Known.engine() == SqlEngine::Sqlite);
  }

  bool isolates(SqlIsolation Level, const Event &E) const {
    if (Level == SqlIsolation::Serializable)
      return true;
    SqlEngine Engine =
        E.Engine == SqlEngine::Unknown ? Known.engine() : E.Engine;
    return Level == SqlIsolation::RepeatableRead &&
           Engine == SqlEngine::PostgreSql;
  }

  static void open(OpenScope::Sort Is, const Event &E, bool Protects,
                   State &S) {
    llvm::erase_if(S.Open, [&](const OpenScope &O) { return O.By == &E; });
    S.Open.push_back({Is, &E, E.Subject, Protects});
  }

  void close(const Event &E, State &S) {
    // The end of a scope ends what it began; a commit ends all.
    bool IsScope = E.AtScopeEnd && E.Subject != PlaceId::None;
    bool Ended = false;
    llvm::erase_if(S.Open, [&](const OpenScope &O) {
      bool Ends = IsScope ? O.Object == E.Subject
                          : O.Is == OpenScope::Transaction ||
                                (O.Is == OpenScope::TableLock &&
                                 E.Engine != SqlEngine::MySql);
      Ended |= Ends;
      if (Ends)
        unprotect(O.By, S);
      return Ends;
    });
    if (!IsScope || Ended)
      for (SeenSelect &Seen : S.Selects)
        Seen.HoldsRows = false;
  }

  void closeAll(OpenScope::Sort Is, State &S) {
    llvm::erase_if(S.Open, [&](const OpenScope &O) {
      if (O.Is == Is)
        unprotect(O.By, S);
      return O.Is == Is;
    });
  }

  static void unprotect(const Event *By, State &S) {
    for (SeenSelect &Seen : S.Selects)
      llvm::erase_if(Seen.Protection, [&](const Event *P) { return P == By; });
  }

  //===--- Statements -------------------------------------------------------//

  void onSelect(const StatementPtr &Run, State &S) {
    SeenSelect Made;
    Made.Select = Run;
    Made.HoldsRows = Run->Sql.LocksRows;
    for (const OpenScope &O : S.Open)
      if (O.Protects)
        Made.Protection.push_back(O.By);
    // A statement that is stepped again is the same one.
    for (SeenSelect &Old : S.Selects)
      if (Old.Select->Rows == Run->Rows) {
        Made.IsTested = Old.IsTested;
        Made.Filled = Old.Filled;
        Old = std::move(Made);
        return;
      }
    if (S.Selects.size() >= MaxSelects)
      S.Selects.erase(S.Selects.begin());
    S.Selects.push_back(std::move(Made));
  }

  void onAct(const StatementPtr &Act, State &S, const PathFacts &Facts) {
    for (const SeenSelect &Seen : S.Selects) {
      if (!Seen.Protection.empty())
        continue;
      auto Link = Judge.link(*Seen.Select, *Act, Facts, Seen.Filled,
                             Seen.IsTested || Seen.Select->Run->isSpliced());
      if (!Link)
        continue;
      if (Seen.HoldsRows && !Link->IsGroup)
        continue;
      if (isHeldAnew(*Act, *Link, S, Facts))
        continue;
      Verdict V = Judge.judge(*Seen.Select, *Act, *Link, Facts);
      if (V.Is == Verdict::Silent)
        continue;
      SqlPredicateRace Race;
      Race.Function = Flow.Function;
      Race.Select = Seen.Select;
      Race.Act = Act;
      Race.Dropped = V.Dropped;
      Race.Key = Link->Key;
      Found.push_back({Race, V.Is == Verdict::Race});
      if (V.Is == Verdict::Mark)
        S.Marks.push_back({unsigned(Found.size() - 1), Seen.Select,
                           Act->Run->Site, rankOf(Act->Run->Site)});
      return;
    }
  }

  /// True if a locking SELECT has found the act's row again.
  bool isHeldAnew(const KnownStatement &Act, const KeyLink &Link,
                  const State &S, const PathFacts &Facts) const {
    return llvm::any_of(S.Selects, [&](const SeenSelect &Other) {
      return Other.HoldsRows &&
             Judge.namesSameRow(*Other.Select, Act, Link, Facts);
    });
  }

  /// Rows are put into memory that only a pointer names.
  void onWrite(const Event &E, State &S, const PathFacts &Facts) {
    if (S.Selects.empty() || E.Operands.empty())
      return;
    const PlaceNode &Root = Table[Table.root(E.Subject)];
    if (Root.Kind != PlaceKind::Pointee)
      return;
    ValueId Pointer = Table.core(Root.Value);
    if (Table[Pointer].Kind != ValueKind::Opaque &&
        Table[Pointer].Kind != ValueKind::Derived)
      return;
    for (SeenSelect &Seen : S.Selects)
      if (Seen.Filled.size() < 8 && !Seen.Filled.count(Pointer) &&
          comesFrom(Table, Facts, E.Operands[0], Seen.Select->Rows,
                    Seen.Filled))
        Seen.Filled.insert(Pointer);
  }

  unsigned rankOf(const Stmt *Site) const {
    auto It = Sites.find(Site);
    return It == Sites.end() ? ~0U : It->second;
  }

  void onUse(const Event &E, State &S, const PathFacts &Facts) {
    llvm::erase_if(S.Marks, [&](const Mark &M) {
      if (E.Site == M.Site)
        return false;
      for (ValueId V : E.Operands) {
        if (V == ValueId::None || statementIn(Table, V) != ValueId::None)
          continue;
        if (!comesFrom(Table, Facts, V, M.Select->Rows, {}))
          continue;
        Found[M.Race].second = true;
        return true;
      }
      return false;
    });
  }

  const FunctionFlow &Flow;
  Values &Table;
  Statements &Known;
  const PredicateJudge &Judge;
  std::vector<unsigned> Ranks;
  llvm::DenseMap<const Stmt *, unsigned> Sites;
};

} // namespace

/// The literal that the verb of \p S stands in, to tell acts apart.
static std::pair<const void *, unsigned> placeOf(const KnownStatement &S) {
  const StatementText::Run *R = S.Text.runAt(S.Sql.Verb);
  if (R && R->Literal)
    return {R->Literal, 0};
  return {S.Run->Inner, 1};
}

std::vector<SqlPredicateRace> findSqlPredicateRaces(TranslationUnit &Unit) {
  std::vector<SqlPredicateRace> All;
  if (!Unit.namesSql())
    return All;
  Statements Known(Unit);
  PredicateJudge Judge(Unit, Known);
  std::set<std::pair<const void *, unsigned>> Places;
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    if (!Flow)
      continue;
    SqlPredicateAutomaton Automaton(Unit, *Flow, Known, Judge);
    Simulation<SqlPredicateAutomaton> Run(*Flow, Unit.values(), Automaton);
    Run.run({});
    for (auto &[Race, IsCertain] : Automaton.Found)
      if (IsCertain && Places.insert(placeOf(*Race.Act)).second)
        All.push_back(std::move(Race));
  }
  return All;
}

} // namespace clang::toctou
