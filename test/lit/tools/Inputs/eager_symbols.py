"""eager_symbols.py PLUGIN HOST: passes if HOST, with its libraries, defines every
symbol that the loader resolves at once when it loads PLUGIN."""
import re
import subprocess
import sys


def output(*command):
    return subprocess.run(command, capture_output=True, text=True,
                          check=True).stdout


def undefined(path):
    """{name: is it weak}"""
    rows = (line.split() for line in output("nm", "-D", "-u", path).splitlines())
    return {row[-1].split("@")[0]: row[0] in "wv" for row in rows}


def defined(path):
    names = output("nm", "-D", "--defined-only", path).splitlines()
    return {line.split()[-1].split("@")[0] for line in names if line.strip()}


def resolved_at_once(path):
    """Symbols of the relocations that are not the lazy ones of the PLT."""
    lazy = False
    for line in output("readelf", "-rW", path).splitlines():
        if line.startswith("Relocation section"):
            lazy = ".rela.plt" in line or ".rel.plt" in line
        fields = line.split()
        if not lazy and len(fields) > 4 and fields[2].startswith("R_"):
            yield fields[4].split("@")[0]


def main():
    plugin, host = sys.argv[1:]
    libraries = re.findall(r"=> (/\S+)", output("ldd", host))
    libraries += re.findall(r"=> (/\S+)", output("ldd", plugin))
    there = set().union(*(defined(path) for path in [host, *libraries]))
    wanted = undefined(plugin)
    missing = sorted(name for name in set(resolved_at_once(plugin))
                     if name in wanted and not wanted[name]
                     and name not in there)
    if missing:
        sys.exit("resolved at once, but not in the other version:\n  " +
                 "\n  ".join(missing))


if __name__ == "__main__":
    main()
