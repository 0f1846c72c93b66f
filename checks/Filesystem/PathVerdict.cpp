//===- PathVerdict.cpp - Whether two look-ups of a name are a race --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A race is one only if losing it changes the outcome. A check of what a file
/// *is* (its rights, owner, type, size, whether it is a link) matters to every
/// act that follows. A check that it *is there* matters only if the act fails
/// differently without it. A check that it is *not* there matters only if the
/// act spoils what came meanwhile.
///
//===----------------------------------------------------------------------===//
#include "Filesystem/PathVerdict.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

class Judge {
public:
  Judge(const PathPair &Pair, const PathEvidence &Evidence, bool IsRenamed)
      : Pair(Pair), E(Evidence), First(*Pair.First->Path),
        Second(*Pair.Second->Path), IsRenamed(IsRenamed) {}

  std::optional<PathVerdict> verdict() const {
    if (!E.Meets)
      return std::nullopt;
    if (First.Deed == PathDeed::PickName)
      return ofPickedName();
    if (asks(First.Deed) || Pair.OnlyTested) {
      Verdict V;
      if (!asks(Second.Deed) && !E.AfterFailure && !E.PicksName)
        V = ofCheck();
      if (V || asks(First.Deed))
        return V;
    }
    return ofOpenFile();
  }

private:
  using Verdict = std::optional<PathVerdict>;

  static Verdict race(PathRaceKind Kind) { return PathVerdict{Kind, false}; }

  Verdict ofPickedName() const {
    bool Makes = Second.Deed == PathDeed::Replace ||
                 (Second.Deed == PathDeed::Open &&
                  (E.SecondTraits.Creates || E.SecondTraits.Unknown));
    if (!Makes || E.SecondTraits.Excludes)
      return std::nullopt;
    return race(PathRaceKind::Picked);
  }

  //===--------------------------------------------------------------------===//
  // A check by name, then an act by name
  //===--------------------------------------------------------------------===//

  /// True if the first asks only whether there is a file of a type, by one
  /// question.
  bool isTypeQuestion() const {
    return First.Deed == PathDeed::Type ||
           (First.Deed == PathDeed::Exists && E.FirstTraits.AsksType);
  }

  /// The conditions that ask what the file is, not only whether it is there.
  llvm::SmallVector<const PathGuard *, 4> attributeGuards() const {
    llvm::SmallVector<const PathGuard *, 4> Found;
    for (const PathGuard &G : E.Guards) {
      bool Counts = false;
      switch (First.Deed) {
      case PathDeed::Access:
        Counts = E.FirstTraits.AsksRight;
        break;
      case PathDeed::Exists:
        Counts = E.FirstTraits.AsksRight || E.FirstTraits.AsksLink;
        break;
      case PathDeed::Status:
        Counts = G.OfAttributes;
        break;
      case PathDeed::Property:
      case PathDeed::Link:
        Counts = true;
        break;
      default:
        break;
      }
      if (Counts)
        Found.push_back(&G);
    }
    return Found;
  }

  bool makes() const {
    return Second.Deed == PathDeed::Replace ||
           (Second.Deed == PathDeed::Open && E.SecondTraits.Creates);
  }

  Verdict ofCheck() const {
    if (Second.Deed == PathDeed::Make)
      return ofMaking();
    if (makes() && E.SecondTraits.Excludes)
      return std::nullopt;
    bool Asks = !attributeGuards().empty();
    bool IsAbsent = E.IfAbsent && !Asks;
    if (makes() && IsAbsent && First.Deed != PathDeed::Link)
      return ofSpoiling();
    if (makes() && !Asks) {
      if (Verdict V = decidesLater())
        return V;
      bool Trusts = Second.Deed == PathDeed::Open && E.IfPresent &&
                    Second.Info != Receiver && !E.SecondTested;
      return Trusts ? race(PathRaceKind::Presence) : std::nullopt;
    }
    if (Asks)
      if (Verdict V = ofAttributes())
        return V;
    if (E.Allocated && Second.Deed == PathDeed::Open)
      if (Verdict V = ofSize())
        return V;
    if (E.Guards.empty()) {
      if (Second.Deed == PathDeed::Open && E.SecondTraits.Unknown)
        return decidesLater();
      return ofSize();
    }
    if (Asks)
      return std::nullopt;
    return ofPresence();
  }

  /// The check says afterwards whether the file was new.
  Verdict decidesLater() const {
    bool OnlyThere = First.Deed == PathDeed::Exists ||
                     First.Deed == PathDeed::Status ||
                     First.Deed == PathDeed::Access || Pair.OnlyTested;
    if (Second.Deed != PathDeed::Open || !OnlyThere || !E.DecidesLater)
      return std::nullopt;
    return race(PathRaceKind::Absence);
  }

  /// The size of the file decides how much is read.
  Verdict ofSize() const {
    if (!E.Allocated || Second.Deed != PathDeed::Open || E.Rechecked)
      return std::nullopt;
    return race(PathRaceKind::Attribute);
  }

  Verdict ofSpoiling() const {
    // Opened to be there, and left as it is.
    bool Touches = Second.Deed == PathDeed::Open && !E.SecondTraits.Truncates &&
                   !E.HandleUsed;
    if (Touches)
      return std::nullopt;
    return race(PathRaceKind::Absence);
  }

  /// Something is made that is an error if it is there.
  Verdict ofMaking() const {
    if (Second.Tolerates || E.Guards.empty() || E.IfPresent)
      return std::nullopt;
    if (failureMatters())
      return race(PathRaceKind::Absence);
    return std::nullopt;
  }

  Verdict ofAttributes() const {
    auto Guards = attributeGuards();
    bool OnlyLink = llvm::all_of(Guards, [&](const PathGuard *G) {
      return First.Deed == PathDeed::Link || G->OfLink ||
             (E.FirstTraits.AsksLink && G->OfType);
    });
    bool OnlyType = llvm::all_of(
        Guards, [](const PathGuard *G) { return G->OfType && !G->OfLink; });
    bool OfTime = First.OfTime || llvm::any_of(Guards, [](const PathGuard *G) {
                    return G->OfTime;
                  });
    bool OfName =
        E.FirstTraits.AsksLink && (OnlyType || Second.Deed == PathDeed::Open);
    if (E.SecondTraits.NoFollow && (OnlyLink || OfName))
      return std::nullopt;
    switch (Second.Deed) {
    case PathDeed::Open:
      if (E.FirstTraits.AsksLink || First.Deed == PathDeed::Link ? E.Compared
                                                                 : E.Rechecked)
        return std::nullopt;
      // What validates a cache is a time, and only reading follows.
      if (!E.SecondTraits.Writes && OfTime)
        return std::nullopt;
      break;
    case PathDeed::Load:
      if (OfTime)
        return std::nullopt;
      break;
    case PathDeed::Remove:
      // What removes is chosen by the type, and refuses the other.
      if (OnlyType || OnlyLink)
        return std::nullopt;
      break;
    default:
      break;
    }
    return race(PathRaceKind::Attribute);
  }

  Verdict ofPresence() const {
    bool IsOpen = Second.Deed == PathDeed::Open;
    if (IsOpen && E.Rechecked)
      return std::nullopt;
    if (isTypeQuestion() &&
        (Second.Deed == PathDeed::Modify || (IsOpen && E.SecondTraits.Writes) ||
         Second.Deed == PathDeed::MoveAway))
      return E.IfPresent ? race(PathRaceKind::Attribute) : std::nullopt;
    if (IsOpen) {
      bool IsStream = Second.Info == Receiver;
      if (!E.SecondTested && !IsStream && E.HandleUsed)
        return race(PathRaceKind::Presence);
      if (!E.SecondTested && !IsStream && !E.SecondTraits.Writes &&
          Pair.Second->Result != ValueId::None && !E.HandleUsed)
        return race(PathRaceKind::Presence);
      if (E.SecondTraits.Writes)
        return E.IfPresent ? race(PathRaceKind::Presence) : std::nullopt;
    }
    if (!E.IfPresent)
      return std::nullopt;
    if (failureMatters())
      return race(PathRaceKind::Presence);
    return PathVerdict{PathRaceKind::Presence, true};
  }

  /// True if the function ends differently when the act loses the race than
  /// when it does not, and than when the check says no.
  bool failureMatters() const {
    return llvm::any_of(E.OnFailure, [&](const PathEnd &End) {
      if (E.OnSuccess.count(End))
        return false;
      bool SameAsCheck = !E.Otherwise.empty() &&
                         llvm::all_of(E.Otherwise, [&](const PathEnd &Other) {
                           return Other == End;
                         });
      return !SameAsCheck;
    });
  }

  //===--------------------------------------------------------------------===//
  // An open file, then a look-up of its name
  //===--------------------------------------------------------------------===//

  Verdict ofOpenFile() const {
    bool IsOpen = First.Deed == PathDeed::Open;
    bool IsMade = First.Deed == PathDeed::Make;
    switch (Second.Deed) {
    case PathDeed::Modify:
      if ((IsOpen || IsMade || IsRenamed) && !E.SecondTraits.NoFollow)
        return race(PathRaceKind::Reopened);
      return std::nullopt;
    case PathDeed::Status:
    case PathDeed::Property:
    case PathDeed::Type:
      if (IsOpen && !E.ClosedBetween && !E.Compared &&
          (E.SecondDecides || E.Allocated))
        return race(PathRaceKind::Reopened);
      return std::nullopt;
    case PathDeed::Open:
      if (IsRenamed && !E.SecondTraits.Creates)
        return race(PathRaceKind::Reopened);
      return std::nullopt;
    case PathDeed::Remove: {
      bool ByContent =
          llvm::any_of(E.Guards, [](const PathGuard &G) { return G.OfHandle; });
      if (IsOpen && !E.FirstTraits.Excludes && ByContent)
        return race(PathRaceKind::Reopened);
      return std::nullopt;
    }
    default:
      return std::nullopt;
    }
  }

  const PathPair &Pair;
  const PathEvidence &E;
  const PathApi &First, &Second;
  bool IsRenamed;
};

} // namespace

std::optional<PathVerdict> judge(const PathPair &Pair,
                                 const PathEvidence &Evidence, bool IsRenamed) {
  return Judge(Pair, Evidence, IsRenamed).verdict();
}

} // namespace clang::toctou
