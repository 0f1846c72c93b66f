"""Runs the parser and the analyzer on a case and meets reports with marks."""
import re
import subprocess
from dataclasses import dataclass

DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):\d+: "
    r"(?P<kind>warning|error|note): (?P<text>.*?)"
    r"(?: \[(?P<checks>[\w.,-]+)\])?$")
SLACK = 2


@dataclass
class Report:
    """One finding: its check, its message, its places (the warning's first)."""
    check: str
    message: str
    places: list


class Failed(Exception):
    """The analyzer could not do its work."""


def flags_for(path):
    standard = "-std=gnu17" if path.suffix == ".c" else "-std=c++20"
    return [standard, "-w"]


def parse_error(clang, path, include):
    """The first error of the parser, or an empty string."""
    out = subprocess.run([clang, *flags_for(path), f"-I{include}",
                          "-fsyntax-only", str(path)],
                         capture_output=True, text=True, errors="replace")
    if out.returncode == 0:
        return ""
    return next((line for line in out.stderr.splitlines()
                 if ": error: " in line), "the parser failed")


def reports_of(analyzer, path, include, timeout=120):
    """The findings of the analyzer on one file."""
    try:
        out = subprocess.run([*analyzer, str(path), "--", *flags_for(path),
                              f"-I{include}"], capture_output=True, text=True,
                             errors="replace", timeout=timeout)
    except subprocess.TimeoutExpired:
        raise Failed("timeout") from None
    except OSError as error:
        raise Failed(str(error)) from None
    if out.returncode not in (0, 1):
        lines = (out.stderr or out.stdout).strip().splitlines() or [""]
        raise Failed(f"exit {out.returncode}: {lines[0]}")
    reports, current = [], None
    for line in out.stdout.splitlines():
        hit = DIAGNOSTIC.match(line)
        if not hit:
            continue
        place = (hit["file"].rsplit("/", 1)[-1], int(hit["line"]))
        if hit["kind"] == "note":
            if current:
                current.places.append(place)
            continue
        current = None
        for check in (hit["checks"] or "").split(","):
            if check.startswith("toctou-"):
                current = Report(check, hit["text"], [place])
                reports.append(current)
    return reports


def meet(marks, reports):
    """(numbers of the marks met, reports that meet none).

    A report meets one mark of its check: by its own line, else by a note.
    """
    met, stray = {}, []
    for report in reports:
        for place in report.places:
            near = [m for m in marks.values() if m.check == report.check
                    and m.number not in met and any(
                        name == place[0] and abs(line - place[1]) <= SLACK
                        for name, line in m.places)]
            if near:
                nearest = min(near, key=lambda m: min(
                    abs(line - place[1]) for name, line in m.places
                    if name == place[0]))
                met[nearest.number] = report
                break
        else:
            stray.append(report)
    return met, stray
