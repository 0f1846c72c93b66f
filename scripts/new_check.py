#!/usr/bin/env python3
"""Makes the skeleton of a check: sources, docs page, tests, registry lines.

    scripts/new_check.py RetryWindow "Finds a retry that trusts an old answer."

The stem names the bad pattern in CamelCase; the check is toctou-retry-window.
The sentence becomes the class comment, the page's summary and the changelog
line. Files are only created, and one line is inserted in each sorted list
(checks/Checks.def, the includes of checks/Module.cpp, CHANGELOG.md); nothing
that exists is overwritten. The skeleton builds; its tests fail until the check
does what they say.
"""
import pathlib
import re
import sys

from new_check_templates import DOC, SOURCES, TESTS

ROOT = pathlib.Path(__file__).resolve().parent.parent
WIDTH = 80


def fail(message):
    print(f"new_check: {message}", file=sys.stderr)
    sys.exit(2)


def dashed(stem):
    """RetryWindow -> retry-window."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", stem).lower()


def banner(name, idea):
    """The first line of a C++ file, in LLVM's form."""
    head = f"//===- {name} - {idea} "
    return head.ljust(WIDTH - 5, "-") + "===//"


def comment(sentence, indent="/// "):
    """The sentence as comment lines of at most 80 columns."""
    lines, line = [], indent.rstrip()
    for word in sentence.split():
        if len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = indent.rstrip()
        line += " " + word
    return "\n".join(lines + [line])


def inserted(lines, new, belongs):
    """The lines with `new` at its sorted place among those that belong."""
    listed = [i for i, line in enumerate(lines) if belongs(line)]
    if not listed:
        return None
    at = next((i for i in listed if lines[i] > new), listed[-1] + 1)
    return lines[:at] + [new] + lines[at:]


def planned_files(stem, sentence):
    name = dashed(stem)
    words = {"STEM": stem, "UPPER": stem.upper(), "NAME": name,
             "SENTENCE": sentence, "COMMENT": comment(sentence)}

    def filled(text):
        for key, value in words.items():
            text = text.replace(f"@{key}@", value)
        return text

    files = {}
    for suffix, (idea, body) in SOURCES.items():
        path = f"checks/{stem}/{stem}{suffix}"
        first = banner(f"{stem}{suffix}", filled(idea))
        files[path] = filled(f"{first}\n{body}")
    files[f"docs/checks/toctou-{name}.md"] = filled(DOC)
    for test, body in TESTS.items():
        files[f"test/lit/checks/{name}/{test}"] = filled(body)
    return files


def planned_lines(stem, sentence):
    """{path: (line, what the list's lines look like)}"""
    return {
        "checks/Checks.def":
            (f'TOCTOU_CHECK({stem}, "{dashed(stem)}")',
             lambda line: line.startswith("TOCTOU_CHECK(")),
        "checks/Module.cpp":
            (f'#include "{stem}/{stem}Check.h"',
             lambda line: re.match(r'#include "(\w+)/\1Check\.h"', line)),
        "CHANGELOG.md":
            (f"- `toctou-{dashed(stem)}`: {sentence}",
             lambda line: line.startswith("- `toctou-")),
    }


def main():
    if len(sys.argv) != 3 or sys.argv[1].startswith("-"):
        fail('usage: new_check.py STEM "SENTENCE"')
    stem, sentence = sys.argv[1], sys.argv[2].strip()
    if not re.fullmatch(r"([A-Z][a-z0-9]+)+", stem):
        fail(f"'{stem}' is not a CamelCase stem such as RetryWindow")
    if not sentence.endswith(".") or not sentence[:1].isupper():
        fail("the sentence starts with a capital and ends with a period")
    files = planned_files(stem, sentence)
    for path in [f"checks/{stem}", *files]:
        if (ROOT / path).exists():
            fail(f"{path} exists already")
    edited = {}
    for path, (line, belongs) in planned_lines(stem, sentence).items():
        lines = (ROOT / path).read_text().splitlines()
        edited[path] = inserted(lines, line, belongs)
        if edited[path] is None:
            fail(f"{path} has no list of checks to insert into")
    for path, text in files.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text)
        print(f"created {path}")
    for path, lines in edited.items():
        (ROOT / path).write_text("\n".join(lines) + "\n")
        print(f"one line in {path}")
    print(f"next: write docs/checks/toctou-{dashed(stem)}.md, then "
          f"test/lit/checks/{dashed(stem)}/reports.cpp")


if __name__ == "__main__":
    main()
