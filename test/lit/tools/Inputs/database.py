"""database.py FOLDER FLAG FILE...: writes FOLDER/compile_commands.json."""
import json
import pathlib
import sys

folder, flags, files = sys.argv[1], sys.argv[2].split(","), sys.argv[3:]
entries = [{"directory": folder, "file": name,
            "arguments": ["g++", *flags, "-c", name]} for name in files]
pathlib.Path(folder, "compile_commands.json").write_text(json.dumps(entries))
