//===- Simulation.h - Property simulation over one function ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks the paths of a function with a state machine, as in ESP (Das, Lerner,
/// Seigle, PLDI 2002): per block one entry for each distinct machine state,
/// each with its own branch facts; facts are joined only between equal states.
/// At most `MaxStates` a block; beyond that entries are joined regardless of
/// the choices they made, and counted.
///
/// On a join a pending race survives: a machine is never asked to forget one.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_SIMULATION_H
#define TOCTOU_FLOW_SIMULATION_H

#include "Flow/FunctionFlow.h"
#include <concepts>
#include <set>

namespace clang::toctou {

/// A state machine over events. `step` may refine nothing but its own state;
/// `atEdge` may refuse an edge that its state rules out.
template <class M>
concept Machine = requires(M &Automaton, typename M::State &State,
                           const Event &E, const PathFacts &Facts) {
  { State == State } -> std::convertible_to<bool>;
  Automaton.step(E, State, Facts);
};

/// Limits and counts of a run.
struct SimulationStats {
  unsigned Joined = 0; ///< Entries joined because a block had too many.
  unsigned Steps = 0;
};

template <Machine M> class Simulation {
public:
  static constexpr unsigned MaxStates = 16;
  static constexpr unsigned MaxSteps = 20000;
  static constexpr unsigned MaxFacts = 128;

  Simulation(const FunctionFlow &Flow, const Values &Table, M &Automaton)
      : Flow(Flow), Table(Table), Automaton(Automaton),
        Blocks(Flow.Blocks.size()), Before(Flow.Blocks.size()) {}

  /// Runs from \p Start to a fixpoint.
  SimulationStats run(typename M::State Start) {
    add(Flow.Entry, {std::move(Start), {}});
    while (!Pending.empty() && Stats.Steps < MaxSteps) {
      // In reverse post-order, so that a block's predecessors come first.
      unsigned Best = 0;
      for (unsigned I = 1; I < Pending.size(); ++I)
        if (rank(Pending[I].first) < rank(Pending[Best].first))
          Best = I;
      auto [Block, Index] = Pending[Best];
      Pending.erase(Pending.begin() + Best);
      ++Stats.Steps;
      Entry Work = Blocks[Block][Index].Now;
      Blocks[Block][Index].Queued = false;
      walk(Block, std::move(Work));
    }
    return Stats;
  }

private:
  struct Entry {
    typename M::State State;
    PathFacts Facts;
  };
  struct Slot {
    Entry Now;
    bool Queued = false;
  };

  unsigned rank(unsigned Block) {
    if (Ranks.empty()) {
      Ranks.assign(Flow.Blocks.size(), ~0U);
      for (unsigned I = 0; I < Flow.Order.size(); ++I)
        Ranks[Flow.Order[I]] = I;
    }
    return Ranks[Block];
  }

  void queue(unsigned Block, unsigned Index) {
    Slot &S = Blocks[Block][Index];
    if (S.Queued)
      return;
    S.Queued = true;
    Pending.push_back({Block, Index});
  }

  void add(unsigned Block, Entry New) {
    std::vector<Slot> &Slots = Blocks[Block];
    for (unsigned I = 0; I < Slots.size(); ++I) {
      Entry &Old = Slots[I].Now;
      if (!(Old.State == New.State) || !Old.Facts.sameChoices(New.Facts))
        continue;
      merge(Block, I, New);
      return;
    }
    if (Slots.size() < MaxStates) {
      Slots.push_back({std::move(New), false});
      queue(Block, Slots.size() - 1);
      return;
    }
    ++Stats.Joined;
    for (unsigned I = 0; I < Slots.size(); ++I)
      if (Slots[I].Now.State == New.State) {
        merge(Block, I, New);
        return;
      }
    // No equal state: the oldest entry makes room only if nothing is lost.
  }

  void merge(unsigned Block, unsigned Index, const Entry &New) {
    Entry &Old = Blocks[Block][Index].Now;
    PathFacts Both = Old.Facts;
    Both.join(Table, New.Facts);
    if (Both == Old.Facts)
      return;
    Old.Facts = std::move(Both);
    queue(Block, Index);
  }

  /// Steps through the events of \p Block; a call with several outcomes forks,
  /// and what becomes the same is one again.
  void walk(unsigned Block, Entry Start) {
    std::vector<Entry> Now;
    Now.push_back(std::move(Start));
    const std::vector<Event> &Events = Flow.Blocks[Block].Events;
    for (unsigned I = 0; I < Events.size(); ++I) {
      const Event &E = Events[I];
      for (const FlowEdge &Edge : Flow.Blocks[Block].Successors)
        if (Edge.ThrowAt == I)
          for (const Entry &Each : Now)
            leaveBy(Edge, Block, Each);
      if (E.Kind != EventKind::Call) {
        for (Entry &Each : Now)
          Automaton.step(E, Each.State, Each.Facts);
        continue;
      }
      const SplicedCall &Call = Flow.Calls[E.CallIndex];
      if constexpr (requires {
                      Automaton.atNoReturn(E, Start.State, Start.Facts);
                    })
        if (Call.Outcomes.empty())
          for (Entry &Each : Now)
            Automaton.atNoReturn(E, Each.State, Each.Facts);
      std::vector<Entry> Next;
      for (const Entry &Each : Now)
        for (unsigned Way = 0; Way < Call.Outcomes.size(); ++Way) {
          Entry Fork = Each;
          if (!take(Call, Way, Fork))
            continue;
          Fork.Facts.trim(MaxFacts);
          if (Call.Outcomes[Way].Thrown)
            leaveBy(throwOf(Block, I), Block, std::move(Fork));
          else
            addTo(Next, std::move(Fork));
        }
      Stats.Steps += Next.size();
      Now = std::move(Next);
    }
    for (const FlowEdge &Edge : Flow.Blocks[Block].Successors)
      if (Edge.ThrowAt >= Events.size())
        for (const Entry &Each : Now)
          leaveBy(Edge, Block, Each);
  }

  /// The way of an exception out of the callee at event \p I of \p Block.
  FlowEdge throwOf(unsigned Block, unsigned I) const {
    FlowEdge Found;
    Found.To = Flow.Exit;
    Found.Thrown = true;
    Found.Leaving = LeavingKind::Throws;
    for (const FlowEdge &Edge : Flow.Blocks[Block].Successors)
      if (Edge.Thrown && Edge.ThrowAt <= I)
        Found = Edge;
    return Found;
  }

  void addTo(std::vector<Entry> &Entries, Entry New) {
    bool IsFull = Entries.size() >= MaxStates;
    for (Entry &Old : Entries)
      if (Old.State == New.State &&
          (IsFull || Old.Facts.sameChoices(New.Facts))) {
        Old.Facts.join(Table, New.Facts);
        Stats.Joined += IsFull;
        return;
      }
    if (!IsFull)
      Entries.push_back(std::move(New));
    else
      ++Stats.Joined;
  }

  bool take(const SplicedCall &Call, unsigned Way, Entry &Fork) {
    const Outcome &O = Call.Outcomes[Way];
    for (ValueId Phi : Call.Phis)
      for (const auto &[Key, Input] : Table.phiInputs(Phi))
        if (Key == Way)
          Fork.Facts.choose(Table, Phi, Input);
    for (const auto &[V, S] : O.Facts)
      if (!Fork.Facts.assume(Table, V, S))
        return false;
    for (const Event &Effect : O.Effects)
      Automaton.step(Effect, Fork.State, Fork.Facts);
    return true;
  }

  void leaveBy(const FlowEdge &Edge, unsigned Block, Entry Next) {
    if (Edge.Condition != ValueId::None) {
      bool Possible =
          Edge.CaseSigns != Signs::Any
              ? Next.Facts.assume(Table, Edge.Condition, Edge.CaseSigns)
              : Next.Facts.assumeCondition(Table, Edge.Condition,
                                           Edge.WhenTrue);
      if (!Possible)
        return;
    }
    auto Chosen = chosenInputs(Edge.Key.value_or(Block), Edge.To, Next.Facts);
    // A new turn of a loop makes its values anew.
    if (rank(Edge.To) <= rank(Block))
      Next.Facts.keepOnly(Before[Edge.To]);
    else
      Next.Facts.addKeysTo(Before[Edge.To]);
    for (const auto &[Phi, Input] : Chosen)
      Next.Facts.choose(Table, Phi, Input);
    if constexpr (requires { Automaton.atEdge(Edge, Next.State, Next.Facts); })
      Automaton.atEdge(Edge, Next.State, Next.Facts);
    add(Edge.To, std::move(Next));
  }

  /// What the phis of \p To stand for on the edge from \p From. All at once:
  /// an input may be another phi of the same block.
  std::vector<std::pair<ValueId, ValueId>>
  chosenInputs(PhiKey From, unsigned To, const PathFacts &Facts) const {
    std::vector<std::pair<ValueId, ValueId>> Chosen;
    for (ValueId Phi : Flow.Blocks[To].Phis)
      for (const auto &[Key, Input] : Table.phiInputs(Phi))
        if (Key == From)
          Chosen.push_back({Phi, Facts.chosen(Table, Input)});
    return Chosen;
  }

  const FunctionFlow &Flow;
  const Values &Table;
  M &Automaton;
  std::vector<std::vector<Slot>> Blocks;
  /// What was known of which values when a loop was entered, by its head.
  std::vector<std::set<ValueId>> Before;
  std::vector<std::pair<unsigned, unsigned>> Pending;
  std::vector<unsigned> Ranks;
  SimulationStats Stats;
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_SIMULATION_H
