"""exits.py CODE COMMAND...: passes if the command exits with that code."""
import subprocess
import sys

wanted, command = int(sys.argv[1]), sys.argv[2:]
code = subprocess.run(command).returncode
if code != wanted:
    sys.exit(f"exit code {code}, not {wanted}: {' '.join(command)}")
