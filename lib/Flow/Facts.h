//===- Facts.h - What a path knows about values ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Branch facts: on one path, each value number is known to be negative, zero
/// or positive, in any combination. A boolean's false and a null pointer are
/// zero. A phi on a path whose edge or outcome is known stands for one input.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_FACTS_H
#define TOCTOU_FLOW_FACTS_H

#include "Flow/Values.h"
#include <map>
#include <set>

namespace clang::toctou {

/// A set of signs, as a bit mask.
enum class Signs : uint8_t {
  None = 0,
  Negative = 1,
  Zero = 2,
  Positive = 4,
  NonZero = 5,
  NonNegative = 6,
  Any = 7,
};

inline Signs operator&(Signs A, Signs B) {
  return Signs(uint8_t(A) & uint8_t(B));
}
inline Signs operator|(Signs A, Signs B) {
  return Signs(uint8_t(A) | uint8_t(B));
}
inline bool intersects(Signs A, Signs B) { return (A & B) != Signs::None; }

/// The signs that a result with meaning \p Ok has on success, and on failure.
Signs signsOnSuccess(Success Ok);
Signs signsOnFailure(Success Ok);

/// What is known on one path.
class PathFacts {
public:
  /// The value that \p V stands for on this path.
  ValueId resolve(const Values &Table, ValueId V) const;
  /// The same, with the layers that say who read it.
  ValueId chosen(const Values &Table, ValueId V) const;
  /// The signs that \p V can have on this path.
  Signs signs(const Values &Table, ValueId V) const;
  /// Learns that \p V is among \p S. False if that cannot be.
  bool assume(const Values &Table, ValueId V, Signs S);
  /// Learns that the condition \p V is true (or false). False if impossible.
  bool assumeCondition(const Values &Table, ValueId V, bool IsTrue);
  /// Learns that the phi \p Phi stands for \p Input.
  void choose(const Values &Table, ValueId Phi, ValueId Input);
  /// Forgets all but what is said of \p Values: a loop makes the rest anew.
  void keepOnly(const std::set<ValueId> &Values);
  /// Adds the values of which something is said to \p Values.
  void addKeysTo(std::set<ValueId> &Values) const;
  /// Forgets the oldest of what is known beyond \p Max values.
  void trim(unsigned Max);
  /// Keeps what both paths know.
  void join(const Values &Table, const PathFacts &Other);

  bool sameChoices(const PathFacts &Other) const {
    return Choices == Other.Choices;
  }
  bool operator==(const PathFacts &Other) const = default;

  const std::map<ValueId, Signs> &known() const { return Known; }

private:
  bool assumeAt(const Values &Table, ValueId V, Signs S, unsigned Depth);
  bool assumeConditionAt(const Values &Table, ValueId V, bool IsTrue,
                         unsigned Depth);
  /// \param Left how many more values may be looked at.
  Signs signsAtDepth(const Values &Table, ValueId V, unsigned Depth,
                     unsigned &Left) const;

  std::map<ValueId, Signs> Known;
  std::map<ValueId, ValueId> Choices;
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_FACTS_H
