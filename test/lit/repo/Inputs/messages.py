"""messages.py PATH...: the messages that our command gives for the files read
as clang-tidy's do: they begin in lower case and end without a period."""
import re
import subprocess
import sys

from repo import end

LINE = re.compile(r"^\S.*:\d+:\d+: (?:warning|note): (.*?)"
                  r"(?: \[(?:toctou-[a-z-]+)\])?$", re.M)


def problems(output):
    for text in sorted(set(LINE.findall(output))):
        if text[:1].isupper():
            yield f"begins with a capital: {text}"
        if text.endswith((".", "!")):
            yield f"ends with a period: {text}"
        if text.count("'") % 2:
            yield f"a quote is left open: {text}"


done = subprocess.run(["clang-toctou", "--quiet", *sys.argv[1:]],
                      capture_output=True, text=True)
found = list(problems(done.stdout))
if not LINE.search(done.stdout):
    found.append("no message at all:\n" + done.stdout + done.stderr)
end(found)
