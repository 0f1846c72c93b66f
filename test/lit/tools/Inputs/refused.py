"""refused.py REGEX COMMAND...: passes if the command exits with 2 and says one
line, which contains a match of REGEX, and nothing else."""
import re
import subprocess
import sys

wanted, command = sys.argv[1], sys.argv[2:]
done = subprocess.run(command, capture_output=True, text=True)
said = done.stdout + done.stderr
if done.returncode != 2:
    sys.exit(f"exit code {done.returncode}, not 2; said:\n{said}")
if said.count("\n") != 1 or not re.search(wanted, said):
    sys.exit(f"wanted one line with '{wanted}'; said:\n{said}")
