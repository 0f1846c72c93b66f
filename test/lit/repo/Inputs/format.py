"""clang-format has nothing to change in our code."""
import subprocess

from repo import ROOT, code_files, end

FILES = [str(path) for path in code_files() + code_files("test/unit")]
done = subprocess.run(["clang-format", "--dry-run", "--Werror", *FILES],
                      cwd=ROOT, capture_output=True, text=True)
end(done.stderr.splitlines() if done.returncode else [])
