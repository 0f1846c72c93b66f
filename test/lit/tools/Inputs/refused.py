"""refused.py [--alone FILE] REGEX COMMAND...: passes if the command exits with
2 and says one line, which contains a match of REGEX, and nothing else. With
--alone it runs in a folder that holds nothing but a copy of FILE."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

arguments, folder = sys.argv[1:], None
if arguments[0] == "--alone":
    folder = tempfile.TemporaryDirectory()
    shutil.copy(pathlib.Path(arguments[1]), folder.name)
    arguments = arguments[2:]
wanted, command = arguments[0], arguments[1:]
done = subprocess.run(command, capture_output=True, text=True,
                      cwd=folder.name if folder else None)
said = done.stdout + done.stderr
if done.returncode != 2:
    sys.exit(f"exit code {done.returncode}, not 2; said:\n{said}")
if said.count("\n") != 1 or not re.search(wanted, said):
    sys.exit(f"wanted one line with '{wanted}'; said:\n{said}")
