"""Includes run one way: a layer sees those below it and no other."""
import re

from repo import ROOT, code_files, end, name

CHAIN = ["Support", "Models", "Events", "Flow", "Summaries", "Automata"]
SEES = {layer: set(CHAIN[:i + 1]) for i, layer in enumerate(CHAIN)}
SEES["Sql"] = {"Support", "Sql"}
# An edit and a finding are plain data of Report/RaceWindow.h.
SEES["Fixes"] = {"Support", "Fixes", "Report/RaceWindow.h"}
SEES["Report"] = {*CHAIN, "Report"}
SEES["Tidy"] = {*CHAIN, "Sql", "Fixes", "Report", "Tidy"}
CORE = {*CHAIN, "Sql", "Fixes", "Report"}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def is_glue(path):
    return path.stem.endswith("Check") or path.stem == "Module"


# One race, one report: whose findings a check asks for before its own.
OWNERS = {"CheckThenAct": {"SplitLock"}}


def allowed(path):
    """What the file may include, or None for everything."""
    top, folder = path.relative_to(ROOT).parts[:2]
    if top == "lib":
        return SEES[folder]
    if top == "checks" and not is_glue(path):
        return CORE | {folder} | OWNERS.get(folder, set())
    return None


def problems():
    layers = {*SEES}
    for path in code_files():
        sees = allowed(path)
        for include in INCLUDE.findall(path.read_text()):
            top = include.split("/")[0]
            if sees is None:
                continue
            if top == "clang-tidy" and "Tidy" not in sees:
                yield f"{name(path)}: the core knows no clang-tidy: {include}"
            own = top in layers or (ROOT / "checks" / top).is_dir()
            if own and top not in sees and include not in sees:
                yield f"{name(path)}: must not include {include}"


end(list(problems()))
