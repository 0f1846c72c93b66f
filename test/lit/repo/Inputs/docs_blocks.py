"""docs_blocks.py FOLDER: every C and C++ block of the checks' pages is analysed.
The lines marked `// <- reported` are reported by the page's check, once, and
nothing else is. Blocks are written to FOLDER; what they all include is in
docs_prelude.h."""
import pathlib
import re
import subprocess
import sys

from repo import ROOT, end

BLOCK = re.compile(r"^```(cpp|c)\n(.*?)^```$", re.M | re.S)
MARK = "// <- reported"
PRELUDE = pathlib.Path(__file__).with_name("docs_prelude.h")
FLAGS = {"cpp": "-std=c++20", "c": "-std=gnu17"}
LINE = re.compile(r"^(\S.*?):(\d+):\d+: (?:warning|error): .* \[([\w,.-]+)\]$",
                  re.M)


def blocks(page):
    text = page.read_text()
    for match in BLOCK.finditer(text):
        yield text[:match.start()].count("\n") + 2, match[1], match[2]


def problems(folder):
    folder.mkdir(parents=True, exist_ok=True)
    marks = 0
    for page in sorted((ROOT / "docs/checks").glob("toctou-*.md")):
        for first, language, text in blocks(page):
            path = folder / f"{page.stem}-{first}.{language}"
            path.write_text(text)
            prelude = [f"-include{PRELUDE}"] if language == "cpp" else []
            done = subprocess.run(
                ["clang-toctou", "--quiet", str(path), "--", FLAGS[language],
                 *prelude], capture_output=True, text=True)
            wanted = [(first + i, page.stem)
                      for i, line in enumerate(text.split("\n"))
                      if MARK in line]
            found = [(first + int(hit[2]) - 1, hit[3])
                     for hit in LINE.finditer(done.stdout)]
            marks += len(wanted)
            for line, check in sorted(set(wanted) ^ set(found)):
                verb = "is not" if (line, check) in wanted else "is"
                yield f"{page.name}:{line}: {verb} reported by {check}"
            if len(found) != len(set(found)):
                yield f"{page.name}:{first}: a line is reported twice"
    if not marks:
        yield "no page has a line that is reported"


end(list(problems(pathlib.Path(sys.argv[1]))))
