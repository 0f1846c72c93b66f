//===- FactsTest.cpp ------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Facts.h"
#include "ParsedCode.h"
#include "clang/AST/OperationKinds.h"

using namespace clang;
using namespace clang::toctou;

namespace {

/// Facts about two numbers.
class BranchFacts : public testing::Test {
protected:
  ValueId compare(BinaryOperatorKind Op, ValueId L, ValueId R) {
    return Table.derived(Derivation::Binary, {L, R}, nullptr, Op);
  }
  ValueId compare(BinaryOperatorKind Op, ValueId L, int64_t R) {
    return compare(Op, L, Table.constant(R));
  }
  ValueId negated(ValueId V) {
    return Table.derived(Derivation::Unary, {V}, nullptr, UO_LNot);
  }
  Signs of(ValueId V) { return Facts.signs(Table, V); }
  /// What is known of A where the condition goes that way.
  Signs where(ValueId Condition, bool IsTrue) {
    PathFacts Fresh;
    EXPECT_TRUE(Fresh.assumeCondition(Table, Condition, IsTrue));
    return Fresh.signs(Table, A);
  }

  ParsedCode Code{"int A, B;"};
  Values Table;
  PathFacts Facts;
  ValueId A = Table.initial(Table.variable(&Code.find<VarDecl>("A")));
  ValueId B = Table.initial(Table.variable(&Code.find<VarDecl>("B")));
};

TEST_F(BranchFacts, AComparisonTellsTheSign) {
  EXPECT_EQ(where(compare(BO_LT, A, 0), true), Signs::Negative);
  EXPECT_EQ(where(compare(BO_LT, A, 0), false), Signs::NonNegative);
  EXPECT_EQ(where(compare(BO_GE, A, 0), true), Signs::NonNegative);
  EXPECT_EQ(where(compare(BO_EQ, A, 0), true), Signs::Zero);
  EXPECT_EQ(where(compare(BO_EQ, A, 0), false), Signs::NonZero);
  EXPECT_EQ(where(compare(BO_NE, A, 0), false), Signs::Zero);
  EXPECT_EQ(where(compare(BO_GT, A, 0), true), Signs::Positive);
  EXPECT_EQ(where(A, true), Signs::NonZero);
  EXPECT_EQ(where(A, false), Signs::Zero);
}

TEST_F(BranchFacts, MinusOneIsHowCallsReportFailure) {
  EXPECT_EQ(where(compare(BO_EQ, A, -1), true), Signs::Negative);
  EXPECT_EQ(where(compare(BO_EQ, A, -1), false), Signs::NonNegative);
  EXPECT_EQ(where(compare(BO_NE, A, -1), true), Signs::NonNegative);
}

TEST_F(BranchFacts, TheConstantMayStandOnTheLeft) {
  ValueId Zero = Table.constant(0);
  EXPECT_EQ(where(compare(BO_GT, Zero, A), true), Signs::Negative);
  EXPECT_EQ(where(compare(BO_LE, Zero, A), true), Signs::NonNegative);
}

TEST_F(BranchFacts, NotTurnsAConditionRound) {
  EXPECT_EQ(where(negated(A), true), Signs::Zero);
  EXPECT_EQ(where(negated(compare(BO_LT, A, 0)), true), Signs::NonNegative);
  EXPECT_EQ(where(negated(negated(A)), true), Signs::NonZero);
}

TEST_F(BranchFacts, AndAndOrTellBothWhereTheyCan) {
  ValueId Both = compare(BO_LAnd, compare(BO_GT, A, 0), B);
  ASSERT_TRUE(Facts.assumeCondition(Table, Both, true));
  EXPECT_EQ(of(A), Signs::Positive);
  EXPECT_EQ(of(B), Signs::NonZero);

  PathFacts Neither;
  ValueId Any = compare(BO_LOr, A, B);
  ASSERT_TRUE(Neither.assumeCondition(Table, Any, false));
  EXPECT_EQ(Neither.signs(Table, A), Signs::Zero);
  EXPECT_EQ(Neither.signs(Table, B), Signs::Zero);
  // One of the two failed: nobody knows which.
  EXPECT_EQ(where(Both, false), Signs::Any);
}

TEST_F(BranchFacts, TwoTestsOfOneValueAgree) {
  ASSERT_TRUE(Facts.assumeCondition(Table, compare(BO_LT, A, 0), true));
  EXPECT_FALSE(Facts.assumeCondition(Table, compare(BO_GE, A, 0), true));
  PathFacts Again;
  ASSERT_TRUE(Again.assumeCondition(Table, A, true));
  EXPECT_FALSE(Again.assumeCondition(Table, negated(A), true));
  EXPECT_FALSE(Again.assume(Table, A, Signs::Zero));
}

TEST_F(BranchFacts, AComputedBooleanFollowsWhatIsKnown) {
  ASSERT_TRUE(Facts.assume(Table, A, Signs::Negative));
  EXPECT_EQ(of(compare(BO_LT, A, 0)), Signs::Positive);
  EXPECT_EQ(of(compare(BO_EQ, A, 0)), Signs::Zero);
  EXPECT_EQ(of(negated(A)), Signs::Zero);
}

TEST_F(BranchFacts, AReadIsWhatWasRead) {
  ASSERT_TRUE(Facts.assume(Table, Table.read(A, nullptr), Signs::Zero));
  EXPECT_EQ(of(A), Signs::Zero);
}

TEST_F(BranchFacts, ConstantsAreKnown) {
  EXPECT_EQ(of(Table.constant(-4)), Signs::Negative);
  EXPECT_EQ(of(Table.constant(0)), Signs::Zero);
  EXPECT_EQ(of(compare(BO_LT, Table.constant(1), 2)), Signs::Positive);
  EXPECT_FALSE(Facts.assumeCondition(Table, Table.constant(0), true));
}

TEST_F(BranchFacts, APhiIsOneOfItsInputs) {
  int Owner;
  ValueId Phi = Table.phi(&Owner, PlaceId::None);
  Table.setPhiInput(Phi, 1, Table.constant(-1));
  Table.setPhiInput(Phi, 2, Table.constant(0));
  EXPECT_EQ(of(Phi), Signs::Negative | Signs::Zero);
  Facts.choose(Table, Phi, Table.constant(0));
  EXPECT_EQ(Facts.resolve(Table, Phi), Table.constant(0));
  EXPECT_EQ(of(Phi), Signs::Zero);
  EXPECT_FALSE(Facts.assumeCondition(Table, Phi, true));
}

TEST_F(BranchFacts, AJoinKeepsWhatBothWaysKnow) {
  PathFacts Other;
  ASSERT_TRUE(Facts.assume(Table, A, Signs::Negative));
  ASSERT_TRUE(Facts.assume(Table, B, Signs::Zero));
  ASSERT_TRUE(Other.assume(Table, A, Signs::Zero));
  Facts.join(Table, Other);
  EXPECT_EQ(of(A), Signs::Negative | Signs::Zero);
  EXPECT_EQ(of(B), Signs::Any);
}

TEST_F(BranchFacts, ALoopForgetsWhatItMakesAnew) {
  std::set<ValueId> Before;
  ASSERT_TRUE(Facts.assume(Table, A, Signs::Zero));
  Facts.addKeysTo(Before);
  ASSERT_TRUE(Facts.assume(Table, B, Signs::Zero));
  Facts.keepOnly(Before);
  EXPECT_EQ(of(A), Signs::Zero);
  EXPECT_EQ(of(B), Signs::Any);
}

TEST_F(BranchFacts, SuccessAndFailureHaveSigns) {
  for (Success Ok : {Success::Zero, Success::NonZero, Success::NonNegative}) {
    EXPECT_FALSE(intersects(signsOnSuccess(Ok), signsOnFailure(Ok)));
    EXPECT_EQ(signsOnSuccess(Ok) | signsOnFailure(Ok), Signs::Any);
  }
  EXPECT_EQ(signsOnFailure(Success::Always), Signs::None);
}

} // namespace
