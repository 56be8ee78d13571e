"""The installed library, used as others use it.

    python3 tests/checks/installed.py BUILD SOURCE CXX

Installs into an empty folder, then builds the examples against it: by the CMake
package, by pkg-config, and from a bare copy of the headers; and runs the command.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CONSUMER = """
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES C CXX)
find_package(chengxin 0.1 REQUIRED)
add_executable(header_only "{source}/examples/header_only.cpp")
target_link_libraries(header_only PRIVATE chengxin::core)
add_executable(score "{source}/examples/score.c")
target_link_libraries(score PRIVATE chengxin::capi)
add_executable(readers readers.cpp)
target_link_libraries(readers PRIVATE chengxin::chengxin)
"""

READERS = """
#include <chengxin/io/rulebook.hpp>
int main() {
  return chengxin::io::load_rulebook(chengxin::io::builtin_rulebook_json()).book ? 0 : 1;
}
"""


def run(*command, **how):
    print("+", " ".join(map(str, command)), flush=True)
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, **how)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\nexit status {done.returncode}")
    return done.stdout


def main():
    build, source, cxx = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        root = folder / "root"
        run("cmake", "--install", build, "--prefix", root)
        libraries = next(root.glob("lib*/**/libchengxin.so")).parent

        consumer = folder / "consumer"
        consumer.mkdir()
        (consumer / "CMakeLists.txt").write_text(CONSUMER.format(source=source), "utf-8")
        (consumer / "readers.cpp").write_text(READERS, "utf-8")
        run("cmake", "-S", consumer, "-B", consumer / "build", "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={root}", f"-DCMAKE_CXX_COMPILER={cxx}")
        run("cmake", "--build", consumer / "build")
        assert "tier high" in run(consumer / "build/header_only")
        assert "resident-1,true" in run(consumer / "build/score")
        run(consumer / "build/readers")

        package = next(root.glob("lib*/**/chengxin.pc"))
        flags = run("pkg-config", "--cflags", "--libs", "chengxin",
                    env={**os.environ, "PKG_CONFIG_PATH": str(package.parent)}).split()
        run("cc", f"{source}/examples/score.c", "-o", folder / "score", *flags,
            f"-Wl,-rpath,{libraries}")
        assert "resident-1,true" in run(folder / "score")

        shutil.copytree(pathlib.Path(source) / "include", folder / "copied")
        run(cxx, "-std=c++20", f"-I{folder}/copied", f"{source}/examples/header_only.cpp", "-o",
            folder / "header_only")
        assert "tier high" in run(folder / "header_only")

        command = root / "bin/chengxin"
        assert run(command, "--version").startswith("chengxin 0.")
        rulebook = next(root.glob("share/chengxin/rulebooks/*.json"))
        assert run(command, "rulebook") == rulebook.read_text("utf-8")
    print("installed, found, copied and run")


if __name__ == "__main__":
    main()
