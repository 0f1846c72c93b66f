#!/usr/bin/env python3
"""Rewrites marked cases without changing what they do; findings must stay.

A case is a .c, .cc or .cpp file whose races are marked `// EXPECT: toctou-x`.
Every rewritten file must parse, and the analyzer must find in it what it finds
in the file as it is: each mark that it met is met again, on the line that it
moved to, and nothing else is reported. What is missed both times is no
difference.

Differences that stay are listed in scripts/rewrites-known.txt with a reason.
Exit code: 0 if there is no other difference, 1 if there is, 2 if a rewritten
file does not parse or the analyzer cannot run. Without --analyzer only the
parsing is checked.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import shlex
import shutil
import sys
import tempfile
import traceback

from rewrites import analyze, marks
from rewrites.branches import early_return, if_else
from rewrites.extract import act, check
from rewrites.guards import guards
from rewrites.header import header
from rewrites.rename import rename
from rewrites.unit import Unit
from rewrites.using import using

KINDS = {"rename": rename, "act": act, "check": check, "guards": guards,
         "if-else": if_else, "early-return": early_return, "using": using,
         "header": header}
KNOWN = pathlib.Path(__file__).with_name("rewrites-known.txt")
SUFFIXES = {".c", ".cc", ".cpp"}


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=pathlib.Path,
                        metavar="DIR", help="folder of cases, or a case")
    parser.add_argument("--analyzer", default="", metavar="COMMAND")
    parser.add_argument("--kind", default=",".join(KINDS),
                        help="comma-separated, of: " + ", ".join(KINDS))
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR",
                        help="leave the rewritten files in DIR/KIND")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true",
                        help="print each difference")
    parser.add_argument("--known", type=pathlib.Path, default=KNOWN)
    options = parser.parse_args()
    options.kinds = options.kind.split(",")
    for kind in options.kinds:
        if kind not in KINDS:
            parser.error(f"unknown kind '{kind}'")
    options.clang = next(filter(None, map(shutil.which, (
        "clang-19", "clang-22", "clang"))), None)
    if not options.clang:
        parser.error("no clang to parse with")
    return options


def fail(message):
    print(f"rewrites: {message}", file=sys.stderr)
    sys.exit(2)


def known_differences(path):
    """{(kind, case): reason}; each line is `KIND CASE: REASON`."""
    found = {}
    if not path.exists():
        return found
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, _, reason = line.partition(": ")
        if len(head.split()) != 2 or not reason.strip():
            fail(f"{path}:{number}: expected 'KIND CASE: REASON'")
        found[tuple(head.split())] = reason.strip()
    return found


def rewrite_case(job):
    """All rewrites of one case: rows (kind, outcome, details)."""
    path, options, root = job
    try:
        return path, list(outcomes(path, options, root))
    except analyze.Failed as failure:
        return path, [("(as it is)", "broken", [f"{failure}"])]
    except Exception:  # a bug of ours must name its case
        return path, [("(as it is)", "broken", [traceback.format_exc()])]


def outcomes(path, options, root):
    include = path.parent.resolve()
    text = marks.number_marks(path.read_bytes().decode("latin-1"))
    analyzer = shlex.split(options.analyzer)
    error = analyze.parse_error(options.clang, path, include)
    if error:
        yield "(as it is)", "broken", [error]
        return
    met = {}
    if analyzer:
        reports = analyze.reports_of(analyzer, path, include)
        found = marks.find_marks({path.name: text})
        met, stray = analyze.meet(found, reports)
        text = marks.add_extras(text, stray, len(found) + 1)
        found = marks.find_marks({path.name: text})
        met, _ = analyze.meet(found, reports)
    folder = path.parent.name
    unit = Unit(pathlib.Path(include, path.name), text,
                analyze.flags_for(path) + [f"-I{include}"])
    found = marks.find_marks({path.name: text})
    for number, report in met.items():
        found[number].learned = next(
            (line for name, line in report.places[1:] if name == path.name), 0)
    expected = [m for m in found.values() if not m.extra]
    for kind in options.kinds:
        files = KINDS[kind](unit, expected)
        if not files or files == {path.name: text}:
            yield kind, "skipped", []
            continue
        where = pathlib.Path(root, kind, folder)
        where.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            pathlib.Path(where, name).write_bytes(content.encode("latin-1"))
        yield kind, *judge(where / path.name, files, met, analyzer, include,
                           options)


def judge(path, files, met, analyzer, include, options):
    """The outcome for one rewritten case, and what is different."""
    error = analyze.parse_error(options.clang, path, include)
    found = marks.find_marks(files)
    if error:
        return "broken", [error]
    if not analyzer:
        return "same", []
    try:
        reports = analyze.reports_of(analyzer, path, include)
    except analyze.Failed as failure:
        return "broken", [str(failure)]
    now, stray = analyze.meet(found, reports)
    details = []
    for number, mark in sorted(found.items()):
        if number in met and number not in now:
            details.append(f"{path}:{mark.line}: no longer reported "
                           f"[{mark.check}]")
        if number in now and number not in met:
            details.append(f"{path}:{mark.line}: reported only when rewritten "
                           f"[{mark.check}]")
    for number in sorted(set(met) - set(found)):
        details.append(f"{path}: the rewrite lost mark #{number}")
    for report in stray:
        details.append(f"{path}:{report.places[0][1]}: new: {report.message} "
                       f"[{report.check}]")
    return ("different" if details else "same"), details


def main():
    options = arguments()
    known = known_differences(options.known)
    cases = sorted(f for d in options.paths
                   for f in ([d] if d.is_file() else d.rglob("*"))
                   if f.suffix in SUFFIXES)
    if not cases:
        fail("no case files")
    scratch = tempfile.mkdtemp(prefix="rewrites-")
    root = options.keep or pathlib.Path(scratch)
    table = collections.defaultdict(collections.Counter)
    unexpected = broken = 0
    jobs = [(case, options, root) for case in cases]
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for path, rows in pool.map(rewrite_case, jobs):
            case = f"{path.parent.name}/{path.name}"
            for kind, outcome, details in rows:
                reason = known.get((kind, case))
                if outcome == "different" and reason:
                    outcome = "known"
                table[kind][outcome] += 1
                unexpected += outcome == "different"
                broken += outcome == "broken"
                if outcome == "broken" or (options.list and details):
                    for line in details:
                        print(f"{outcome} {kind} {case}: {line}")
                if outcome == "same" and reason:
                    print(f"{kind} {case}: is the same now, drop its line in "
                          f"{options.known.name}")
    shutil.rmtree(scratch, ignore_errors=True)
    print(f"{'rewrite':13} files applied  same different known broken")
    for kind in [*options.kinds, "(as it is)"]:
        row = table.get(kind)
        if row:
            applied = sum(row.values()) - row["skipped"]
            print(f"{kind:13} {sum(row.values()):5} {applied:7} "
                  f"{row['same']:5} {row['different']:9} {row['known']:5} "
                  f"{row['broken']:6}")
    sys.exit(2 if broken else 1 if unexpected else 0)


if __name__ == "__main__":
    main()
