//===- PickedNumbers.h - Numbers that a program tries out -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_CHECKS_PORTPROBE_PICKEDNUMBERS_H
#define TOCTOU_CHECKS_PORTPROBE_PICKEDNUMBERS_H

#include "Events/Event.h"
#include "Flow/Facts.h"

namespace clang::toctou {

class ApiLookup;

/// The number in \p V (a number, or an address with one) that the program
/// picked itself, so that a successful bind finds it to be free: it differs
/// from one turn of a loop to the next, or is drawn by remainder. None if \p V
/// bears no such number; a configured one is none.
ValueId pickedNumber(Values &Table, ApiLookup &Lookup, const PathFacts &Facts,
                     ValueId V);

/// The part of the address \p V that is its port, if that was written by
/// itself; else \p V.
ValueId portPart(const Values &Table, ApiLookup &Lookup, ValueId V);

/// True if \p Use takes one element of a container of which \p Number is one:
/// the others are still to come.
bool takesOneOfSeveral(Values &Table, const PathFacts &Facts, const Event &Use,
                       ValueId Number);

} // namespace clang::toctou

#endif // TOCTOU_CHECKS_PORTPROBE_PICKEDNUMBERS_H
