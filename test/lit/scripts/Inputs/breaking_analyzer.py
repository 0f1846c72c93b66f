#!/usr/bin/env python3
"""An analyzer whose one fix breaks the file: what fixes.py must notice."""
import pathlib
import sys

path = pathlib.Path(next(arg for arg in sys.argv[1:] if not arg.startswith("-")))
print(f"{path}:1:1: warning: a race [toctou-split-lock]")
for argument in sys.argv[1:]:
    if argument == "--fix-notes":
        path.write_text(path.read_text() + "}\n")
    if argument.startswith("--export-fixes="):
        pathlib.Path(argument.partition("=")[2]).write_text(
            "Diagnostics:\n  - DiagnosticName: toctou-split-lock\n"
            "    DiagnosticMessage:\n      Replacements:\n"
            "        - ReplacementText: '}'\n")
sys.exit(1)
