"""Each line of Checks.def has its sources, page, tests and changelog line, and
one sentence says in all of them what the check finds."""
import re

from repo import ROOT, end, registered_checks

SOURCES = [f"{part}.{suffix}" for part in ("Automaton", "Fix", "Check")
           for suffix in ("h", "cpp")]
TESTS = ["reports.cpp", "quiet.cpp", "macros.cpp", "options.cpp", "limits.cpp"]
SECTIONS = ["What can go wrong", "Reported", "Not reported", "Fix", "Options",
            "How it decides", "Known limits", "See also"]


def class_comment(stem):
    header = ROOT / f"checks/{stem}/{stem}Check.h"
    if not header.exists():
        return ""
    match = re.search(r"((?:^/// .*\n)+)class " + stem + "Check",
                      header.read_text(), re.M)
    lines = match[1].replace("/// ", "").split("\n") if match else []
    return " ".join(lines).split(" See docs/")[0].strip()


def problems():
    lines = registered_checks()
    if lines != sorted(lines):
        yield "checks/Checks.def is not sorted"
    for stem, name in lines:
        wanted = [f"checks/{stem}/{stem}{source}" for source in SOURCES]
        wanted.append(f"docs/checks/toctou-{name}.md")
        tests = ROOT / f"test/lit/checks/{name}"
        wanted += [f"test/lit/checks/{name}/{test}" for test in TESTS]
        if not any(tests.glob("fixes*.cpp")):
            yield f"toctou-{name}: no test of its fixes"
        missing = [path for path in wanted if not (ROOT / path).exists()]
        yield from (f"toctou-{name}: no {path}" for path in missing)

        sentence = class_comment(stem)
        changelog = (ROOT / "CHANGELOG.md").read_text()
        if f"- `toctou-{name}`: {sentence}\n" not in changelog:
            yield f"toctou-{name}: CHANGELOG.md has no line '{sentence}'"
        page = ROOT / f"docs/checks/toctou-{name}.md"
        if not page.exists():
            continue
        text = page.read_text()
        if not text.startswith(f"# toctou-{name}\n\n{sentence}\n"):
            yield f"{page.name} does not begin with '{sentence}'"
        headings = re.findall(r"^## (.*)$", text, re.M)
        if headings != SECTIONS:
            yield f"{page.name}: its headings are not {SECTIONS}"


end(list(problems()))
