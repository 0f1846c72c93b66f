//===- Sections.h - What critical sections touch --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For all selected functions: which fields each critical section reads and
/// writes, and in which order. Two fields that some section writes or reads
/// together belong together.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_SUMMARIES_SECTIONS_H
#define TOCTOU_SUMMARIES_SECTIONS_H

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace clang::toctou {

/// The fields that lead to a place, outermost first; for a global, its
/// variable.
using FieldChain = llvm::SmallVector<const ValueDecl *, 3>;

/// The chain of \p P.
FieldChain chainOf(const Values &Table, PlaceId P);

/// True if the two chains can name overlapping memory of one object: one is
/// part of the other, from whichever class's view.
bool overlaps(llvm::ArrayRef<const ValueDecl *> A,
              llvm::ArrayRef<const ValueDecl *> B);

/// The locks that are held on a path, each with the event that took it.
class LockSet {
public:
  struct Held {
    PlaceId Lock;
    const Event *By;
    bool Shared;
    bool Maybe;
    unsigned Depth = 1; ///< How often it was taken; a recursive lock.
    bool operator==(const Held &) const = default;
  };

  /// Follows \p E; a try-lock counts as held where \p Facts do not exclude it.
  void step(const Event &E, const Values &Table, const PathFacts &Facts);
  llvm::ArrayRef<Held> held() const { return All; }
  bool operator==(const LockSet &) const = default;

private:
  std::vector<Held> All;
};

/// One access inside a section.
struct SectionAccess {
  FieldChain Chain;
  bool IsWrite = false;
  ValueId Value = ValueId::None;
};

/// One critical section.
struct Section {
  const FunctionDecl *Function = nullptr;
  FieldChain Lock;
  std::vector<SectionAccess> Accesses; ///< In order of first occurrence.
};

/// All sections in sight.
class SectionIndex {
public:
  explicit SectionIndex(const Values &Table) : Table(Table) {}

  /// Adds the sections of \p Flow.
  void add(const FunctionFlow &Flow);

  llvm::ArrayRef<Section> all() const { return Sections; }

  /// True if some section touches both, other than by \p Except alone.
  bool touchedTogether(llvm::ArrayRef<const ValueDecl *> A,
                       llvm::ArrayRef<const ValueDecl *> B,
                       const FunctionDecl *Except) const;

  /// The values that sections write to \p Chain.
  llvm::SmallVector<ValueId, 4>
  writtenTo(llvm::ArrayRef<const ValueDecl *> Chain) const;

private:
  const Values &Table;
  std::vector<Section> Sections;
};

} // namespace clang::toctou

#endif // TOCTOU_SUMMARIES_SECTIONS_H
