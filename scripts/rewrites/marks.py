"""Marks in a case: what must be reported, and what was reported besides.

`// EXPECT: toctou-x` gets a number before the rewriting (`#3`), and a report
that no mark asks for gets `/* EXTRA: toctou-x #4 */` at its line's end: so
both travel with their lines. A call of a helper that holds a mark is told by
`EXPECT-AT-CALL` with the same number; a report at either place meets it.
"""
import re
from dataclasses import dataclass, field

PLAIN = re.compile(r"(//|/\*)(\s*EXPECT:\s*)(toctou-[a-z-]+)(?! #)")
MARK = re.compile(r"(?://|/\*)\s*(EXPECT|EXPECT-AT-CALL|EXTRA):\s*"
                  r"(toctou-[a-z-]+) #(\d+)(?:\s*\*/)?")
CALL_MARK = "/* EXPECT-AT-CALL: {} #{} */"


@dataclass
class Mark:
    """One race that a case holds, and where it can be met."""
    number: int
    check: str
    line: int = 0
    places: set = field(default_factory=set)  # (file name, line)
    learned: int = 0  # the line of the report's first note, if met
    extra: bool = False


def number_marks(text):
    """The text with its marks numbered."""
    counter = iter(range(1, 1000))
    return PLAIN.sub(lambda m: f"{m[0]} #{next(counter)}", text)


def find_marks(files):
    """The marks of {name: text}, by number."""
    found = {}
    for name, text in files.items():
        for line, content in enumerate(text.splitlines(), 1):
            for kind, check, number in MARK.findall(content):
                mark = found.setdefault(int(number), Mark(int(number), check))
                mark.places.add((name, line))
                mark.extra |= kind == "EXTRA"
                if kind != "EXPECT-AT-CALL":
                    mark.line = line
    return found


def add_extras(text, reports, first):
    """Marks reports that meet no mark; a line that cannot be marked stays."""
    lines = text.split("\n")
    for report in reports:
        line = report.places[0][1] - 1
        if line < len(lines) and not lines[line].endswith("\\"):
            lines[line] += f" // EXTRA: {report.check} #{first}"
            first += 1
    return "\n".join(lines)
