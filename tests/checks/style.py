"""Whether every source has the form that .clang-format gives it.

    python3 tests/checks/style.py ROOT

To mend: clang-format-14 -i FILE
"""

import pathlib
import subprocess
import sys

FOLDERS = ("include", "lib", "capi", "bindings", "examples", "bench", "tests")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = [str(file) for folder in FOLDERS for file in sorted((root / folder).rglob("*"))
             if file.suffix in (".hpp", ".cpp", ".h", ".c")]
    done = subprocess.run(["clang-format-14", "--dry-run", "--Werror", "--style=file", *files],
                          cwd=root, capture_output=True, text=True)
    complaints = sorted({line.split(":")[0] for line in done.stderr.splitlines()
                         if "[-Wclang-format-violations]" in line})
    for name in complaints:
        print(f"{pathlib.Path(name).relative_to(root)}: clang-format-14 -i would change it")
    if done.returncode != 0 and not complaints:
        print(done.stderr)
    print(f"{len(files)} files, {len(complaints)} findings")
    return 1 if done.returncode != 0 or not files else 0


if __name__ == "__main__":
    sys.exit(main())
