//===- Random.cpp - Calls that draw a number ------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

static constexpr DrawApi Draws[] = {
    {.Callee = "*_rand_range_*"},
    {.Callee = "*_random_in_*"},
    {.Callee = "*_random_int_*"},
    {.Callee = "*_random_range_*"},
    {.Callee = "QRandomGenerator::bounded"},
    {.Callee = "QRandomGenerator::generate"},
    {.Callee = "_next_random_*"},
    {.Callee = "_rand_int_*"},
    {.Callee = "_random_number_*"},
    {.Callee = "absl::Uniform"},
    {.Callee = "absl::uniform_int_distribution::operator()"},
    {.Callee = "arc4random"},
    {.Callee = "arc4random_uniform"},
    {.Callee = "base::RandGenerator"},
    {.Callee = "base::RandInt"},
    {.Callee = "boost::random::uniform_int_distribution::operator()"},
    {.Callee = "boost::uniform_int::operator()"},
    {.Callee = "butil::fast_rand"},
    {.Callee = "butil::fast_rand_in"},
    {.Callee = "butil::fast_rand_less_than"},
    {.Callee = "drand48"},
    {.Callee = "folly::Random::rand32"},
    {.Callee = "folly::Random::rand64"},
    {.Callee = "folly::Random::secureRand32"},
    {.Callee = "folly::Random::secureRand64"},
    {.Callee = "g_rand_int"},
    {.Callee = "g_rand_int_range"},
    {.Callee = "g_random_int"},
    {.Callee = "g_random_int_range"},
    {.Callee = "lrand48"},
    {.Callee = "mrand48"},
    {.Callee = "nrand48"},
    {.Callee = "qrand"},
    {.Callee = "rand"},
    {.Callee = "rand_r"},
    {.Callee = "random"},
    {.Callee = "std::linear_congruential_engine::operator()"},
    {.Callee = "std::mersenne_twister_engine::operator()"},
    {.Callee = "std::rand"},
    {.Callee = "std::random_device::operator()"},
    {.Callee = "std::subtract_with_carry_engine::operator()"},
    {.Callee = "std::uniform_int_distribution::operator()"},
};

extern const Table RandomTable;
constinit const Table RandomTable = {
    .Library = "random",
    .Draws = Draws,
};

} // namespace clang::toctou
