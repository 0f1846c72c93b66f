# What all lit tests share: features, the tools they run, substitutions.
import atexit
import os
import platform
import shutil
import tempfile

import lit.formats

config.name = f"clang-toctou (LLVM {config.llvm_major})"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "lit.cfg.py", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)

bin_dir = os.path.join(config.build_dir, "bin")
plugin = os.path.join(config.build_dir, "lib",
                      f"libToctouPlugin-{config.llvm_major}.so")
clang_tidy = os.path.join(config.llvm_tools, "clang-tidy")
checker = os.path.join(config.test_source_root, "check_toctou.py")

config.environment["PATH"] = os.pathsep.join(
    [bin_dir, config.llvm_tools, os.environ.get("PATH", "")])
for kept in ("HOME", "CCACHE_DIR"):
    if kept in os.environ:
        config.environment[kept] = os.environ[kept]
config.environment["TOCTOU_SOURCE_DIR"] = config.source_dir
config.environment["TOCTOU_BUILD_DIR"] = config.build_dir

# The longer names stand first: a name is replaced wherever it occurs.
config.substitutions += [
    ("%check_toctou",
     f"{config.python} {checker} --build {config.build_dir} "
     f"--llvm-tools {config.llvm_tools} --llvm {config.llvm_major}"),
    ("%lsp", f"{config.python} {config.test_source_root}/tools/Inputs/lsp.py"),
    ("%plugin", plugin),
    ("%clang_tidy", clang_tidy),
    ("%llvm_major", config.llvm_major),
    ("%llvm_tools", config.llvm_tools),
    ("%source_dir", config.source_dir),
    ("%build_dir", config.build_dir),
    ("%python", config.python),
]

# A folder with no configuration above it, not even one of the tests.
outside = tempfile.mkdtemp(prefix="toctou-lit-")
atexit.register(shutil.rmtree, outside, ignore_errors=True)
config.substitutions.append(("%outside", outside))

# The other major version, for the tests of the version guard.
if config.other_clang_tidy:
    config.available_features.add("other-llvm")
    config.substitutions.append(("%other_clang_tidy", config.other_clang_tidy))

if os.path.exists(os.path.join(bin_dir, "clangd-toctou")):
    config.available_features.add("clangd")
config.available_features.add(f"llvm-{config.llvm_major}")
config.available_features.add(platform.system().lower())
