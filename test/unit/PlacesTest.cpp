//===- PlacesTest.cpp -----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Environment.h"
#include "ParsedCode.h"

using namespace clang;
using namespace clang::toctou;

namespace {

constexpr llvm::StringLiteral Types = R"cpp(
  struct Point { int X; int Y; };
  struct Line { Point From; Point To; int Ends[2]; };
  Line Global;
  Line *Pointer;
  int Number;
)cpp";

/// Places of one piece of code.
class Places : public testing::Test {
protected:
  ParsedCode Code{Types};
  Values Table;
  PlaceId Global = Table.variable(&Code.find<VarDecl>("Global"));
  PlaceId Pointer = Table.variable(&Code.find<VarDecl>("Pointer"));
  PlaceId Number = Table.variable(&Code.find<VarDecl>("Number"));
  const FieldDecl &X = Code.find<FieldDecl>("Point::X");
  const FieldDecl &Y = Code.find<FieldDecl>("Point::Y");
  const FieldDecl &From = Code.find<FieldDecl>("Line::From");
  const FieldDecl &To = Code.find<FieldDecl>("Line::To");
  const FieldDecl &Ends = Code.find<FieldDecl>("Line::Ends");
};

TEST_F(Places, AreInterned) {
  EXPECT_EQ(Global, Table.variable(&Code.find<VarDecl>("Global")));
  EXPECT_EQ(Table.field(Global, &From), Table.field(Global, &From));
  EXPECT_NE(Table.field(Global, &From), Table.field(Global, &To));
  EXPECT_NE(Table.field(Table.field(Global, &From), &X),
            Table.field(Table.field(Global, &To), &X));
}

TEST_F(Places, ALocalOfACalleeCarriesItsContext) {
  const VarDecl *V = &Code.find<VarDecl>("Number");
  const auto *Site = reinterpret_cast<const Stmt *>(V);
  ContextId C = Table.extend(ContextId::None, Site);
  EXPECT_EQ(C, Table.extend(ContextId::None, Site));
  EXPECT_NE(Table.variable(V), Table.variable(V, C));
  EXPECT_EQ(Table.depth(C), 1u);
  EXPECT_EQ(Table.depth(Table.extend(C, Site)), 2u);
}

TEST_F(Places, KnowTheirParts) {
  PlaceId Start = Table.field(Global, &From);
  PlaceId StartX = Table.field(Start, &X);
  EXPECT_TRUE(Table.isWithin(StartX, Start));
  EXPECT_TRUE(Table.isWithin(StartX, Global));
  EXPECT_TRUE(Table.isWithin(Start, Start));
  EXPECT_FALSE(Table.isWithin(Start, StartX));
  EXPECT_FALSE(Table.isWithin(StartX, Table.field(Global, &To)));
  EXPECT_EQ(Table.root(StartX), Global);
}

TEST_F(Places, KnowTheirNames) {
  PlaceId Some = Table.element(Table.field(Global, &Ends), Table.constant(1));
  EXPECT_EQ(Table.fieldOf(Some), &Ends);
  EXPECT_EQ(Table.namedBy(Some), &Ends);
  EXPECT_EQ(Table.namedBy(Number), &Code.find<VarDecl>("Number"));
  EXPECT_EQ(Table.fieldOf(Number), nullptr);
  EXPECT_EQ(Table.print(Some), "Global.Ends[1]");
}

TEST_F(Places, AnElementIsKnownByTheValueOfItsIndex) {
  PlaceId Array = Table.field(Global, &Ends);
  ValueId I = Table.initial(Number);
  EXPECT_EQ(Table.element(Array, I),
            Table.element(Array, Table.read(I, nullptr)));
  EXPECT_NE(Table.element(Array, I), Table.element(Array, Table.constant(0)));
}

TEST_F(Places, APointerToAKnownPlaceLeadsToIt) {
  EXPECT_EQ(Table.pointee(Table.address(Global)), Global);
  ValueId Unknown = Table.initial(Pointer);
  PlaceId Target = Table.pointee(Unknown);
  EXPECT_NE(Target, Global);
  EXPECT_EQ(Table.address(Target), Unknown);
  EXPECT_EQ(Table.print(Table.field(Target, &Ends)), "*Pointer.Ends");
  EXPECT_EQ(Table.namedBy(Target), &Code.find<VarDecl>("Pointer"));
}

//===----------------------------------------------------------------------===//
// What places hold
//===----------------------------------------------------------------------===//

bool noPorts(const FieldDecl &) { return false; }

TEST_F(Places, HoldWhatWasLastWritten) {
  Environment Env;
  PlaceId StartX = Table.field(Table.field(Global, &From), &X);
  EXPECT_EQ(Env.read(Table, StartX, noPorts), Table.initial(StartX));
  Env.write(Table, StartX, Table.constant(7));
  EXPECT_EQ(Env.read(Table, StartX, noPorts), Table.constant(7));
}

TEST_F(Places, AnObjectHoldsWhatItsPartsHold) {
  Environment Env;
  PlaceId Start = Table.field(Global, &From);
  Env.write(Table, Table.field(Start, &X), Table.constant(7));
  ValueId Whole = Env.read(Table, Start, noPorts);
  ASSERT_EQ(Table[Whole].Kind, ValueKind::Record);
  EXPECT_EQ(Table.project(Whole, &X, false), Table.constant(7));
  EXPECT_EQ(Table.project(Whole, &Y, false),
            Table.initial(Table.field(Start, &Y)));
}

TEST_F(Places, AWriteOfTheWholeEndsItsParts) {
  Environment Env;
  PlaceId Start = Table.field(Global, &From);
  PlaceId End = Table.field(Global, &To);
  Env.write(Table, Table.field(Start, &X), Table.constant(7));
  Env.write(Table, Start, Env.read(Table, End, noPorts));
  EXPECT_EQ(Env.read(Table, Table.field(Start, &X), noPorts),
            Table.initial(Table.field(End, &X)));
}

TEST_F(Places, WhereWaysMeetDifferencesArePhis) {
  Environment Start, Left, Right, Met;
  Left.write(Table, Number, Table.constant(1));
  Right.write(Table, Number, Table.constant(2));
  std::map<PlaceId, ValueId> Phis;
  int Owner;
  Met.join(Table, Left, &Owner, 10, {}, noPorts, Phis);
  EXPECT_TRUE(Phis.empty());
  Met.join(Table, Right, &Owner, 11, {10}, noPorts, Phis);
  ValueId Phi = Met.read(Table, Number, noPorts);
  ASSERT_EQ(Table[Phi].Kind, ValueKind::Phi);
  ASSERT_EQ(Table.phiInputs(Phi).size(), 2u);
  EXPECT_EQ(Table.phiInputs(Phi)[0].second, Table.constant(1));
  EXPECT_EQ(Table.phiInputs(Phi)[1].second, Table.constant(2));
  // A second look at the same edge is no news.
  Met.join(Table, Right, &Owner, 11, {10, 11}, noPorts, Phis);
  EXPECT_EQ(Met.read(Table, Number, noPorts), Phi);
}

TEST_F(Places, WhatIsEqualOnAllWaysIsNoPhi) {
  Environment Left, Right, Met;
  Left.write(Table, Number, Table.constant(1));
  Right.write(Table, Number, Table.constant(1));
  std::map<PlaceId, ValueId> Phis;
  Met.join(Table, Left, nullptr, 10, {}, noPorts, Phis);
  Met.join(Table, Right, nullptr, 11, {10}, noPorts, Phis);
  EXPECT_TRUE(Phis.empty());
  EXPECT_EQ(Met.read(Table, Number, noPorts), Table.constant(1));
}

} // namespace
