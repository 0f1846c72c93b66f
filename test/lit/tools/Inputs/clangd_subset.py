"""clangd_subset.py CLANGD FOLDER...: for every case below the folders, what
clangd reports in the main file is reported by the command too, and is marked.

clangd sees no bodies of functions in headers, so it may report less.
"""
import json
import pathlib
import re
import subprocess
import sys

from lsp import CAPABILITIES, Server, line_of

MARK = re.compile(r"EXPECT:\s*(toctou-[a-z-]+)")
LINE = re.compile(r"^(\S.*?):(\d+):\d+: warning: .* \[(toctou-[a-z-]+)\]$",
                  re.M)
SLACK = 2
SOURCES = {".c": "gnu17", ".cpp": "c++20", ".cc": "c++20"}


def write_database(folder, files):
    entries = [{"directory": str(folder), "file": str(path),
                "arguments": ["clang", f"-std={SOURCES[path.suffix]}", "-w",
                              "-c", str(path)]} for path in files]
    (folder / "compile_commands.json").write_text(json.dumps(entries))
    # Indexing the standard library costs more than all the files.
    (folder / ".clangd").write_text(
        "Index: {Background: Skip, StandardLibrary: false}\n")


def by_command(folder):
    """{(file, line, check)} in all main files of the folder."""
    done = subprocess.run(["clang-toctou", "--quiet", str(folder)],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"clang-toctou failed on {folder}:\n{done.stderr}")
    return {(pathlib.Path(hit[1]).name, int(hit[2]), hit[3])
            for hit in LINE.finditer(done.stdout)}


def by_clangd(server, path):
    """(line, check, lines of the related places in the main file)"""
    uri = path.as_uri()
    language = "c" if path.suffix == ".c" else "cpp"
    server.notify("textDocument/didOpen", {"textDocument": {
        "uri": uri, "languageId": language, "version": 1,
        "text": path.read_text(errors="replace")}})
    found = server.wait_for("textDocument/publishDiagnostics",
                            lambda p: p["uri"] == uri)["diagnostics"]
    for one in found:
        if not str(one.get("code", "")).startswith("toctou-"):
            continue
        related = [line_of(r["location"]["range"])
                   for r in one.get("relatedInformation", [])
                   if r["location"]["uri"] == uri]
        yield line_of(one["range"]), one["code"], related


def is_marked(path, check, lines):
    marks = [number for number, text
             in enumerate(path.read_text(errors="replace").splitlines(), 1)
             for hit in MARK.finditer(text) if hit[1] == check]
    return any(abs(mark - line) <= SLACK for mark in marks for line in lines)


def main():
    clangd, folders = sys.argv[1], map(pathlib.Path, sys.argv[2:])
    problems, reports = [], 0
    for folder in (f.resolve() for f in folders):
        files = sorted(p for p in folder.iterdir() if p.suffix in SOURCES)
        write_database(folder, files)
        known = by_command(folder)
        server = Server([clangd, "--log=error", "--background-index=false"],
                        folder)
        server.request("initialize", {"processId": None,
                                      "rootUri": folder.as_uri(),
                                      "capabilities": CAPABILITIES})
        server.notify("initialized", {})
        for path in files:
            for line, check, related in by_clangd(server, path):
                reports += 1
                if (path.name, line, check) not in known:
                    problems.append(f"{path}:{line}: only clangd reports "
                                    f"{check}")
                if not is_marked(path, check, [line, *related]):
                    problems.append(f"{path}:{line}: {check} is not marked")
        server.stop()
    if not reports:
        problems.append("clangd reported nothing at all")
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
