"""Tables of the producers in tests/arrow/requirements.txt give the scores of `chengxin score`.

    python3 tests/checks/arrow.py BUILD SOURCE

Installs them into a virtual environment beside BUILD, once, and runs
tests/arrow/producers.py there on the library and the command of BUILD.
"""

import pathlib
import subprocess
import sys


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, source = (pathlib.Path(it).resolve() for it in sys.argv[1:])
    tests = source / "tests" / "arrow"
    place = build.parent / "arrow-venv"
    wanted = (tests / "requirements.txt").read_bytes()
    mark = place / "requirements.txt"
    if not mark.exists() or mark.read_bytes() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        subprocess.run([place / "bin" / "pip", "-q", "--disable-pip-version-check", "install", "-r",
                        tests / "requirements.txt"], check=True)
        mark.write_bytes(wanted)
    sys.exit(subprocess.run([place / "bin" / "python", "-B", tests / "producers.py",
                             build / "capi" / "libchengxin.so",
                             build / "bindings" / "cli" / "chengxin"]).returncode)


if __name__ == "__main__":
    main()
