"""The texts that new_check.py fills in. @WORDS@ are replaced."""

LICENSE = """//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
"""


def header(kind, includes, body):
    return LICENSE + f"""#ifndef TOCTOU_CHECKS_@UPPER@_@UPPER@{kind.upper()}_H
#define TOCTOU_CHECKS_@UPPER@_@UPPER@{kind.upper()}_H

{includes}

namespace clang::toctou {{

{body}
}} // namespace clang::toctou

#endif // TOCTOU_CHECKS_@UPPER@_@UPPER@{kind.upper()}_H
"""


def source(includes, body):
    return LICENSE + f"""
{includes}

namespace clang::toctou {{

{body}
}} // namespace clang::toctou
"""


# suffix: (idea in the banner, text after it)
SOURCES = {
    "Automaton.h": ("Roles and states", header(
        "Automaton", '#include "Flow/FunctionFlow.h"\n#include <vector>',
        """class TranslationUnit;

@COMMENT@
struct @STEM@Race {
  const FunctionDecl *Function = nullptr;
  const Event *Check = nullptr;  ///< Learns the fact.
  const Event *Window = nullptr; ///< Lets others change it.
  const Event *Use = nullptr;    ///< Relies on it: the place.
};

/// Every race of this kind in \\p Unit.
std::vector<@STEM@Race> find@STEM@Races(TranslationUnit &Unit);
""")),
    "Automaton.cpp": ("Events to findings", source(
        '#include "@STEM@/@STEM@Automaton.h"',
        """std::vector<@STEM@Race> find@STEM@Races(TranslationUnit &) {
  return {};
}
""")),
    "Fix.h": ("The edit, or a refusal", header(
        "Fix", '#include "Report/RaceWindow.h"\n'
        '#include "@STEM@/@STEM@Automaton.h"',
        """/// The remedies of a race, the safest first: an edit, or words where an edit
/// is not safe.
std::vector<Remedy> remediesOf(const @STEM@Race &Race);
""")),
    "Fix.cpp": ("The edit, or a refusal", source(
        '#include "@STEM@/@STEM@Fix.h"',
        """std::vector<Remedy> remediesOf(const @STEM@Race &) { return {}; }
""")),
    "Check.h": ("toctou-@NAME@ for clang-tidy", header(
        "Check", '#include "Tidy/ToctouCheck.h"',
        """@COMMENT@
/// See docs/checks/toctou-@NAME@.md.
class @STEM@Check : public ToctouCheck {
public:
  using ToctouCheck::ToctouCheck;

protected:
  std::vector<RaceWindow> analyze(TranslationUnit &Unit) override;
};
""")),
    "Check.cpp": ("toctou-@NAME@ for clang-tidy", source(
        '#include "@STEM@/@STEM@Check.h"\n'
        '#include "@STEM@/@STEM@Fix.h"',
        """std::vector<RaceWindow> @STEM@Check::analyze(TranslationUnit &Unit) {
  std::vector<RaceWindow> Windows;
  for (const @STEM@Race &Race : find@STEM@Races(Unit)) {
    RaceWindow Window;
    Window.Check = "toctou-@NAME@";
    Window.Remedies = remediesOf(Race);
    Windows.push_back(std::move(Window));
  }
  return Windows;
}
""")),
}

DOC = """# toctou-@NAME@

@SENTENCE@

## What can go wrong

| this thread | another thread or process |
|---|---|
| the check: learns the fact | |
| the window opens | |
| | changes what was checked |
| the use: relies on the fact, which no longer holds | |

## Reported

## Not reported

## Fix

Sometimes.

## Options

| name | type | default | effect |
|---|---|---|---|

## How it decides

| state | event | next state |
|---|---|---|

## Known limits

## See also

- [What is a race window?](../concepts/what-is-a-race-window.md)
- CWE-367: Time-of-check Time-of-use Race Condition
"""

RUN = "// RUN: %check_toctou %s toctou-@NAME@ %t\n\n"

# Each fails until it is written: a test that passes on nothing holds nothing.
TESTS = {
    "reports.cpp": RUN + """// One function a titled example of the page.
void reportedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-@NAME@]
}
""",
    "quiet.cpp": RUN + """// One function a look-alike of the page; no warning, so no directive.
#error "write the look-alikes that a naive matcher would flag"
void lookAlikeOk() {}
""",
    "fixes.cpp": RUN + """// The fixed text, line by line.
void fixedBad() {
  // CHECK-MESSAGES: :[[@LINE+1]]:1: warning: {{.+}} [toctou-@NAME@]
  // CHECK-FIXES: {{.+}}
}
""",
    "options.cpp": RUN + """// Each option with a value that changes the outcome.
#error "write one run for each option, or delete this file"
""",
    "macros.cpp": RUN + """// Shown at the expansion, told in words, never edited.
#error "write the race inside a macro"
""",
    "limits.cpp": RUN + """// Known gaps, named as they are: missedBadFN, wrongOkFP.
#error "write the gaps that the page's 'Known limits' names, or delete this"
""",
}
