"""Sizes, versions, banners and guards of our files."""
import re

from repo import ROOT, code_files, end, name

LIMIT = 450
BANNER = re.compile(r"//===- (\S+) (?:- .+ )?-*===//$")


def sizes():
    scripts = code_files("scripts", "test", suffixes=(".py", ".sh"))
    for path in code_files() + code_files("test/unit") + scripts:
        lines = len(path.read_text().splitlines())
        if lines > LIMIT and "Tables" not in path.parts:
            yield f"{name(path)}: {lines} lines, more than {LIMIT}"


def versions():
    for path in code_files():
        if path.name == "LLVMCompat.h":
            continue
        if re.search(r"\b(LLVM|CLANG)_VERSION_MAJOR\b", path.read_text()):
            yield f"{name(path)}: asks for LLVM's version; LLVMCompat.h does"


def banners():
    for path in code_files():
        text = path.read_text()
        first = text.split("\n", 1)[0]
        match = BANNER.match(first)
        if len(first) > 80 or not match or match[1] != path.name:
            yield f"{name(path)}: the first line is not its banner"
        if "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" not in text:
            yield f"{name(path)}: no license line"


def guards():
    for path in code_files(suffixes=(".h",)):
        ending = "_".join(path.with_suffix("").parts[-2:]).upper() + "_H"
        guard = rf"#ifndef (TOCTOU_\w*{ending})\n#define \1\n"
        if not re.search(guard, path.read_text()):
            yield f"{name(path)}: no include guard TOCTOU_..._{ending}"


end([*sizes(), *versions(), *banners(), *guards()])
