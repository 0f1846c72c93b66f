"""What the tests of this repository's conventions share."""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(os.environ["TOCTOU_SOURCE_DIR"])
CODE_FOLDERS = ("lib", "checks", "tools")


def code_files(*folders, suffixes=(".h", ".cpp")):
    """The files of ours below the folders, sorted."""
    return sorted(path for folder in folders or CODE_FOLDERS
                  for path in (ROOT / folder).rglob("*")
                  if path.suffix in suffixes)


def registered_checks():
    """(stem, name) of each line of the registry."""
    text = (ROOT / "checks/Checks.def").read_text()
    return re.findall(r'^TOCTOU_CHECK\((\w+), "([a-z-]+)"\)$', text, re.M)


def end(problems):
    """Ends the test; passes if there are no problems."""
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


def name(path):
    return path.relative_to(ROOT).as_posix()
