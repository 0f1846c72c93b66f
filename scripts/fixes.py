#!/usr/bin/env python3
"""Applies every fix to copies of source files and tells how that went.

For each check: how many findings there are, how many carry an edit on the
warning and how many on a note only, and how many files were changed. Of each
changed file it holds that it compiles, that no finding is left which had an
edit, that no new one came, and that a second run changes nothing. A file that
fails is told with the reason, and the exit code is then 1 (2 if the analyzer
cannot run); else 0.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

SUFFIXES = {".c", ".cc", ".cpp"}
WARNING = re.compile(r"^\S.*?:\d+:\d+: (?:warning|error): .* "
                     r"\[(toctou-[a-z-]+)[],]", re.MULTILINE)
NOTE_EDITS = "--config={CheckOptions: {toctou.NoteEdits: 'true'}}"


@dataclasses.dataclass
class Told:
    """What was seen of one check in one file."""
    findings: int = 0
    on_warning: int = 0
    on_note: int = 0

    def edited(self):
        return self.on_warning + self.on_note


class CannotRun(Exception):
    pass


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=pathlib.Path,
                        metavar="PATH", help="source file, or a folder of them")
    parser.add_argument("--analyzer", required=True, metavar="COMMAND")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true",
                        help="name the files whose findings have no edit")
    return parser.parse_args()


def flags(path):
    return ["-std=gnu17" if path.suffix == ".c" else "-std=c++20", "-w"]


def run(options, path, *extra):
    done = subprocess.run(
        [*shlex.split(options.analyzer), "--quiet", *extra, str(path), "--",
         *flags(path)], capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        raise CannotRun(f"{path.name}: exit {done.returncode}: {done.stderr}")
    return collections.Counter(WARNING.findall(done.stdout))


def edits(exported):
    """Per check what the export says of its findings."""
    told = collections.defaultdict(Told)
    text = exported.read_text() if exported.exists() else ""
    for part in re.split(r"^  - DiagnosticName:", text, flags=re.M)[1:]:
        check = part.split()[0].strip("'\"")
        if not check.startswith("toctou-"):
            continue
        told[check].findings += 1
        warning, _, notes = part.partition("    Notes:")
        if "ReplacementText" in warning:
            told[check].on_warning += 1
        elif "ReplacementText" in notes:
            told[check].on_note += 1
    return told


def compiles(path, clang):
    done = subprocess.run([clang, *flags(path), "-fsyntax-only", str(path)],
                          capture_output=True, text=True, timeout=300)
    return None if done.returncode == 0 else done.stderr.splitlines()[0]


def measure(options, clang, source):
    """(what was told, whether the file was changed, complaints)."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, source.name)
        shutil.copy(source, path)
        before = path.read_bytes()
        exported = pathlib.Path(folder, "edits.yaml")
        run(options, path, NOTE_EDITS, f"--export-fixes={exported}")
        told = edits(exported)
        run(options, path, "--fix-notes")
        fixed = path.read_bytes()
        if fixed == before:
            wrong = ["has edits, but --fix-notes changes nothing"
                     for each in told.values() if each.edited()]
            return told, False, wrong[:1]
        wrong = []
        if error := compiles(path, clang):
            wrong.append(f"does not compile: {error}")
        left = run(options, path)
        for check in {*told, *left}:
            allowed = told[check].findings - told[check].edited()
            if left[check] > allowed:
                wrong.append(f"{left[check]} {check} left, not {allowed}")
        run(options, path, "--fix-notes")
        if path.read_bytes() != fixed:
            wrong.append("a second run changes it again")
        return told, True, wrong


def main():
    options = arguments()
    clang = next(filter(None, map(shutil.which, (
        "clang-19", "clang-22", "clang"))), None)
    if not clang:
        sys.exit("fixes: no clang to compile with")
    sources = sorted({
        path for given in options.paths
        for path in (given.rglob("*") if given.is_dir() else [given])
        if path.suffix in SUFFIXES})
    sums = collections.defaultdict(Told)
    changed = collections.Counter()
    complaints = []
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            jobs = [pool.submit(measure, options, clang, source)
                    for source in sources]
            for number, (source, job) in enumerate(zip(sources, jobs), 1):
                told, was_changed, wrong = job.result()
                if sys.stderr.isatty():
                    print(f"\r[{number}/{len(sources)}]", end="",
                          file=sys.stderr)
                complaints += [f"{source}: {each}" for each in wrong]
                for check, each in told.items():
                    sums[check].findings += each.findings
                    sums[check].on_warning += each.on_warning
                    sums[check].on_note += each.on_note
                    changed[check] += was_changed
                    if options.list and each.findings > each.edited():
                        print(f"{source}: {each.findings - each.edited()} "
                              f"{check} without an edit")
    except (CannotRun, OSError) as error:
        print(f"fixes: {error}", file=sys.stderr)
        return 2
    print(f"{'check':24} findings on-warning on-note with-edit files-changed")
    total = Told()
    for check in sorted(sums):
        each = sums[check]
        total.findings += each.findings
        total.on_warning += each.on_warning
        total.on_note += each.on_note
        line(check, each, changed[check])
    line("all", total, sum(changed.values()))
    for each in complaints:
        print(each)
    return 1 if complaints else 0


def line(name, told, changed):
    share = told.edited() / told.findings if told.findings else 0
    print(f"{name:24} {told.findings:8} {told.on_warning:10} {told.on_note:7} "
          f"{share:9.0%} {changed:13}")


if __name__ == "__main__":
    sys.exit(main())
