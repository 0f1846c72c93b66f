//===- ValuesTest.cpp -----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Values.h"
#include "Automata/Bearing.h"
#include "ParsedCode.h"

using namespace clang;
using namespace clang::toctou;

namespace {

constexpr llvm::StringLiteral Types = R"cpp(
  struct in_addr { unsigned s_addr; };
  struct sockaddr_in { unsigned short sin_port; in_addr sin_addr; };
  sockaddr_in Address;
  int First, Second;
)cpp";

/// Values of one piece of code.
class ValueNumbers : public testing::Test {
protected:
  ParsedCode Code{Types};
  Values Table;
  PathFacts Nothing;
  PlaceId Address = Table.variable(&Code.find<VarDecl>("Address"));
  PlaceId First = Table.variable(&Code.find<VarDecl>("First"));
  PlaceId Second = Table.variable(&Code.find<VarDecl>("Second"));
  const FieldDecl &Port = Code.find<FieldDecl>("sockaddr_in::sin_port");
  const FieldDecl &Host = Code.find<FieldDecl>("sockaddr_in::sin_addr");
  const Stmt *Here = reinterpret_cast<const Stmt *>(&Port);
  const Stmt *There = reinterpret_cast<const Stmt *>(&Host);
};

TEST_F(ValueNumbers, EqualExpressionsHaveOneNumber) {
  EXPECT_EQ(Table.constant(3), Table.constant(3));
  EXPECT_NE(Table.constant(3), Table.constant(4));
  ValueId A = Table.initial(First), B = Table.initial(Second);
  EXPECT_EQ(Table.derived(Derivation::Carry, {A}),
            Table.derived(Derivation::Carry, {A}));
  EXPECT_NE(Table.derived(Derivation::Carry, {A}),
            Table.derived(Derivation::Carry, {B}));
  EXPECT_NE(Table.derived(Derivation::Carry, {A}),
            Table.derived(Derivation::Text, {A}));
}

TEST_F(ValueNumbers, TwoCallsOfOneHelperMakeTwoValues) {
  ContextId A = Table.extend(ContextId::None, Here);
  ContextId B = Table.extend(ContextId::None, There);
  EXPECT_NE(Table.port(Here, false, A), Table.port(Here, false, B));
  EXPECT_EQ(Table.port(Here, false, A), Table.port(Here, false, A));
}

TEST_F(ValueNumbers, ConstantsAndAddressesShowThroughReads) {
  ValueId Read = Table.read(Table.constant(-1), Here);
  EXPECT_EQ(Table.core(Read), Table.constant(-1));
  EXPECT_EQ(Table.asConstant(Read), -1);
  EXPECT_EQ(Table.asConstant(Table.initial(First)), std::nullopt);
  EXPECT_EQ(Table.asAddress(Table.read(Table.address(First), Here)), First);
  EXPECT_EQ(Table.asAddress(Table.initial(First)), std::nullopt);
}

TEST_F(ValueNumbers, TwoReadsOfOnePlaceAreTold) {
  ValueId V = Table.initial(First);
  EXPECT_NE(Table.read(V, Here), Table.read(V, There));
  EXPECT_EQ(Table.core(Table.read(V, Here)), Table.core(Table.read(V, There)));
}

TEST_F(ValueNumbers, APortIsOnlyInThePortField) {
  ValueId Learned = Table.port(Here, /*AddressForm=*/true);
  EXPECT_EQ(Table.project(Learned, &Port, true), Table.port(Here, false));
  EXPECT_EQ(Table.project(Learned, &Host, false), Learned);
  EXPECT_EQ(Table.print(Learned), "port-address");
}

TEST_F(ValueNumbers, ARecordKeepsWhatWasNotWritten) {
  ValueId Before = Table.initial(Address);
  ValueId After = Table.record(nullptr, Before, {{&Port, Table.constant(80)}});
  EXPECT_EQ(Table.project(After, &Port, true), Table.constant(80));
  EXPECT_EQ(Table.project(After, &Host, false),
            Table.initial(Table.field(Address, &Host)));
}

TEST_F(ValueNumbers, APhiMayContainItself) {
  ValueId Phi = Table.phi(Here, First);
  Table.setPhiInput(Phi, 1, Table.constant(0));
  Table.setPhiInput(Phi, 2, Table.derived(Derivation::Carry, {Phi}));
  Table.setPhiInput(Phi, 1, Table.constant(5));
  ASSERT_EQ(Table.phiInputs(Phi).size(), 2u);
  EXPECT_EQ(Table.phiInputs(Phi)[0].second, Table.constant(5));
  EXPECT_FALSE(Table.print(Phi).empty());
}

//===----------------------------------------------------------------------===//
// What a value bears
//===----------------------------------------------------------------------===//

TEST_F(ValueNumbers, ABearerHoldsWhatWasPutIntoIt) {
  ValueId Number = Table.port(Here, false);
  ValueId Text = Table.derived(Derivation::Text, {Number});
  ValueId List = Table.derived(Derivation::Put, {Table.initial(First), Text});
  EXPECT_TRUE(bears(Table, Nothing, List, Number));
  EXPECT_TRUE(bears(Table, Nothing, Table.read(List, There), Number));
  EXPECT_FALSE(bears(Table, Nothing, List, Table.port(There, false)));
}

TEST_F(ValueNumbers, AnAddressBearsItsPort) {
  ValueId Number = Table.port(Here, false);
  ValueId Filled =
      Table.record(nullptr, Table.initial(Address),
                   {{&Port, Table.derived(Derivation::Carry, {Number})}});
  EXPECT_TRUE(bears(Table, Nothing, Filled, Number));
}

TEST_F(ValueNumbers, APhiBearsTheInputOfThisPath) {
  ValueId Number = Table.port(Here, false);
  ValueId Phi = Table.phi(Here, First);
  Table.setPhiInput(Phi, 1, Table.constant(0));
  Table.setPhiInput(Phi, 2, Number);
  PathFacts Zero, Probed;
  Zero.choose(Table, Phi, Table.constant(0));
  Probed.choose(Table, Phi, Number);
  EXPECT_FALSE(bears(Table, Zero, Phi, Number));
  EXPECT_TRUE(bears(Table, Probed, Phi, Number));
}

} // namespace
