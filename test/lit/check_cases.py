#!/usr/bin/env python3
"""Checks marked cases: what is marked is reported, and nothing else is.

    RUN: %python check_cases.py [--missed NAME:LINE]... FOLDER...

The line of an act that a race can spoil ends in `// EXPECT: toctou-CHECK`. A
report meets a mark of its own check by its own line, else by a note's, at most
two lines away, and meets one only. Each file goes through the plugin and the
command. --missed names a mark that is a known gap; one that is found after all
fails too.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

MARK = re.compile(r"//\s*EXPECT:\s*(toctou-[a-z-]+)")
LINE = re.compile(r"^([^\s:][^:]*):(\d+):\d+: (warning|error|note): .*?"
                  r"(?: \[([\w.,-]+)\])?$")
SLACK = 2


def marks(path):
    return [(number, hit[1])
            for number, text in enumerate(path.read_text().splitlines(), 1)
            for hit in MARK.finditer(text)]


def reports(path, command):
    """The findings of one run: check, and lines of the warning and its notes."""
    standard = "gnu17" if path.suffix == ".c" else "c++20"
    done = subprocess.run(
        [*command, str(path), "--", f"-std={standard}", "-w"],
        capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit {done.returncode}\n{done.stderr}")
    found = []
    for line in done.stdout.splitlines():
        hit = LINE.match(line)
        if not hit:
            continue
        if hit[3] == "note":
            if found and os.path.basename(hit[1]) == path.name:
                found[-1][1].append(int(hit[2]))
        else:
            found.append((hit[4] or "clang", [int(hit[2])]))
    return found


def problems(path, name, command, missed):
    try:
        found = reports(path, command)
    except (RuntimeError, subprocess.TimeoutExpired) as reason:
        return [f"{path.name} ({name}): {reason}"]
    open_marks, said = marks(path), []

    def meet(check, lines):
        near = [(abs(mark[0] - line), mark) for line in lines
                for mark in open_marks
                if mark[1] == check and abs(mark[0] - line) <= SLACK]
        if near:
            open_marks.remove(min(near)[1])
        return bool(near)

    # The lines of the warnings have the first choice of the marks.
    rest = [(check, lines) for check, lines in found
            if not meet(check, lines[:1])]
    for check, lines in rest:
        if not meet(check, lines[1:]):
            said.append(f"{path.name}:{lines[0]} ({name}): "
                        f"reported by {check}, not marked")
    for line, check in open_marks:
        if (path.name, line) not in missed:
            said.append(f"{path.name}:{line} ({name}): "
                        f"not reported by {check}")
    for file, line in missed:
        if file == path.name and all(line != mark[0] for mark in open_marks):
            said.append(f"{file}:{line} ({name}): is found, though named "
                        "as missed")
    return said


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--missed", action="append", default=[])
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    missed = [(name, int(line)) for name, line in
              (entry.split(":") for entry in options.missed)]
    hosts = {"command": ["clang-toctou", "--quiet"],
             "plugin": [options.clang_tidy, f"--load={options.plugin}",
                        "--checks=-*,toctou-*", "--quiet"]}
    files = sorted(path for folder in options.folders
                   for path in folder.iterdir()
                   if path.suffix in (".c", ".cc", ".cpp"))
    if not files:
        sys.exit("check_cases: no case files")
    jobs = [(path, name, command, missed) for path in files
            for name, command in hosts.items()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        said = [line for some in pool.map(lambda job: problems(*job), jobs)
                for line in some]
    print("\n".join(said))
    sys.exit(bool(said))


if __name__ == "__main__":
    main()
