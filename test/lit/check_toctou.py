#!/usr/bin/env python3
"""Checks one test file: its messages, its fixes, and that fixes are final.

    // RUN: %check_toctou %s toctou-port-probe %t [OPTION...]
    // RUN:   [-- TIDY-ARGUMENTS... [-- COMPILER-FLAGS...]]

The directives are those of clang-tidy's own tests, read by FileCheck:
  CHECK-MESSAGES  a warning or error; one that no line expects fails the test
  CHECK-NOTES     the same, with the notes
  CHECK-FIXES     a line of the file after its fixes were applied
A file without CHECK-MESSAGES and CHECK-NOTES must give no message.

The file goes through the plugin and through clang-toctou; both must say and
change the same. Then the fixed file must compile, must no longer give the
findings that were fixed, and must not be changed by a second run.
"""
import argparse
import pathlib
import re
import subprocess
import sys

DIRECTIVE = re.compile(r"//\s*CHECK-[A-Z0-9_-]+:[^\r\n]*")
FINDING = re.compile(r"^\S.*:\d+:\d+: (?:warning|error): .* \[toctou-[a-z-]+"
                     r"(?:,-warnings-as-errors)?\]$", re.M)


def arguments():
    argv, groups = sys.argv[1:], []
    while "--" in argv:
        at = argv.index("--")
        groups.append(argv[:at])
        argv = argv[at + 1:]
    groups.append(argv)
    own = groups[0]
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--llvm-tools", type=pathlib.Path, required=True)
    parser.add_argument("--llvm", required=True)
    parser.add_argument("--std", help="language standard")
    parser.add_argument("--check-suffix", "--check-suffixes", default="",
                        help="comma-separated: CHECK-MESSAGES-SUFFIX")
    parser.add_argument("--command-only", action="store_true",
                        help="what only clang-toctou can do")
    parser.add_argument("--expect-clang-errors", action="store_true",
                        help="the file does not parse, on purpose")
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("check")
    parser.add_argument("temporary")
    options = parser.parse_args(own)
    options.tidy = groups[1] if len(groups) > 1 else []
    options.flags = groups[2] if len(groups) > 2 else []
    return options


class Frontend:
    """One way to run the checks on a copy of the file."""

    def __init__(self, name, command, options, text):
        self.name, self.command, self.options = name, command, options
        suffix = options.source.suffix
        self.file = pathlib.Path(f"{options.temporary}.{name}{suffix}")
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(text)

    def flags(self):
        standard = self.options.std or (
            "gnu17" if self.file.suffix == ".c" else "c++20")
        return [f"-std={standard}", f"-I{self.options.source.parent}",
                *self.options.flags]

    def run(self, *arguments):
        line = [*map(str, self.command), f"--checks=-*,{self.options.check}",
                *self.options.tidy, *arguments, str(self.file), "--",
                *self.flags()]
        done = subprocess.run(line, capture_output=True, text=True)
        if done.returncode not in (0, 1, 2) or "Stack dump" in done.stderr:
            fail(f"{self.name} crashed", done.stdout + done.stderr)
        if "rror while loading" in done.stderr or "cannot open" in done.stderr:
            fail(f"{self.name} did not start", done.stderr)
        return done.stdout

    def compile(self):
        compiler = "clang" if self.file.suffix == ".c" else "clang++"
        return subprocess.run(
            [str(self.options.llvm_tools / compiler), "-fsyntax-only", "-w",
             *self.flags(), str(self.file)], capture_output=True, text=True)


def fail(what, text=""):
    print(f"check_toctou: {what}", file=sys.stderr)
    if text:
        print(text, file=sys.stderr)
    sys.exit(1)


def filecheck(options, frontend, prefixes, text, *arguments):
    path = pathlib.Path(f"{options.temporary}.{frontend.name}.out")
    path.write_text(text)
    line = [str(options.llvm_tools / "FileCheck"), str(options.source),
            f"--input-file={path}", "--dump-input-filter=error",
            f"--check-prefixes={','.join(prefixes)}", *arguments]
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode:
        fail(f"{frontend.name}: {prefixes[0]} failed",
             done.stderr + "\n--- output:\n" + text)


def check_messages(options, frontend, source, output):
    suffixes = [f"-{s}" if s else "" for s in options.check_suffix.split(",")]

    def used(kind):
        prefixes = [f"CHECK-{kind}{s}" for s in suffixes]
        return [p for p in prefixes if f"{p}:" in source]

    messages, notes = used("MESSAGES"), used("NOTES")
    if messages:
        filecheck(options, frontend, messages, output,
                  "--implicit-check-not={{warning|error}}:")
    if notes:
        filecheck(options, frontend, notes, output,
                  "--implicit-check-not={{note|warning|error}}:")
    if not messages and not notes and re.search("(warning|error):", output):
        fail(f"{frontend.name}: a message in a file that expects none", output)
    fixes = used("FIXES")
    if fixes:
        filecheck(options, frontend, fixes, frontend.file.read_text(),
                  "--strict-whitespace")


def check_fix_is_final(options, frontend, text, first):
    """Compiles, is silent where it was fixed, and stays as it is."""
    fixed = frontend.file.read_text()
    if fixed == text:
        return
    again = frontend.run("--fix")
    if frontend.file.read_text() != fixed:
        fail(f"{frontend.name}: a second run changes the fixed file again",
             fixed + "\n--- then:\n" + frontend.file.read_text())
    left = len(FINDING.findall(again))
    if left != first.findings - first.fixes:
        fail(f"{frontend.name}: of {first.findings} findings {first.fixes} "
             f"were fixed, but {left} are left", again)


class FirstRun:
    """The run that fixes: what it says, and how many findings it could fix."""

    def __init__(self, frontend):
        exported = pathlib.Path(f"{frontend.file}.yaml")
        exported.unlink(missing_ok=True)
        self.output = frontend.run("--fix", f"--export-fixes={exported}")
        self.findings = len(FINDING.findall(self.output))
        self.fixes = 0
        if exported.exists():
            # A diagnostic's own replacements stand before its notes'.
            for entry in exported.read_text().split("- DiagnosticName:")[1:]:
                own = re.split(r"\n    Notes:|\n    Level:", entry)[0]
                self.fixes += "ReplacementText" in own
            exported.unlink()


def main():
    options = arguments()
    source = options.source.read_text()
    text = DIRECTIVE.sub("//", source)
    plugin = options.build / "lib" / f"libToctouPlugin-{options.llvm}.so"
    commands = {"plugin": [options.llvm_tools / "clang-tidy",
                           f"--load={plugin}"],
                "command": [options.build / "bin" / "clang-toctou"]}
    if options.command_only:
        del commands["plugin"]
    fixed = {}
    for name, command in commands.items():
        frontend = Frontend(name, command, options, text)
        first = FirstRun(frontend)
        check_messages(options, frontend, source, first.output)
        check_fix_is_final(options, frontend, text, first)
        fixed[name] = frontend.file.read_text()
    if len(set(fixed.values())) > 1:
        fail("the plugin and the command fix differently",
             "\n--- command:\n".join(fixed.values()))
    if fixed["command"] != text and not options.expect_clang_errors:
        compiled = frontend.compile()
        if compiled.returncode:
            fail("the fixed file does not compile",
                 compiled.stderr + fixed["command"])


if __name__ == "__main__":
    main()
