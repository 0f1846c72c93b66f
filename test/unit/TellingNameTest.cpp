//===- TellingNameTest.cpp - Matching of telling names --------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Models/TellingName.h"
#include "Models/ApiLookup.h"
#include "gtest/gtest.h"

using namespace clang::toctou;

namespace {

TEST(TellingNames, Globs) {
  EXPECT_TRUE(matchesGlob("*freeport*", "getfreeport"));
  EXPECT_TRUE(matchesGlob("*freeport*", "freeport"));
  EXPECT_TRUE(matchesGlob("a*b*c", "aXbYbc"));
  EXPECT_TRUE(matchesGlob("*", ""));
  EXPECT_FALSE(matchesGlob("a*b", "ab2"));
  EXPECT_FALSE(matchesGlob("bind", "unbind"));
}

TEST(TellingNames, Form) {
  EXPECT_EQ(tellingForm("get_Free_Port"), "getfreeport");
  EXPECT_EQ(tellingForm("ix::HttpServer::listen"), "ix::httpserver::listen");
}

} // namespace
