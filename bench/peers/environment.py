"""What the peers need, made under build/peers/ where it is not there yet: their own virtual
environment with our package in it, another version of DuckDB, and the programs in C++."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MADE = ROOT / "build" / "peers"
PYTHON = MADE / "venv" / "bin" / "python"
LOOPS = ROOT / "build" / "release" / "bench" / "peers_loops"
# Beside the one of requirements.txt: with it the project's targets were set.
OTHER_DUCKDB = "1.5.6"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def pip(*words) -> None:
    subprocess.run([PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *words],
                   check=True, stdout=sys.stderr)


def enter_environment() -> None:
    """Starts again in the peers' own environment, made if need be."""
    wanted = (HERE / "requirements.txt").read_text()
    mark = MADE / "venv" / "installed.txt"
    if not mark.exists() or mark.read_text() != wanted:
        say("installing the peers into build/peers/venv")
        subprocess.run([sys.executable, "-m", "venv", MADE / "venv"], check=True)
        pip("install", "-r", HERE / "requirements.txt")
        mark.write_text(wanted)
    if pathlib.Path(sys.prefix) != MADE / "venv":
        os.execv(PYTHON, [str(PYTHON), *sys.argv])


def other_duckdb() -> pathlib.Path:
    """The folder to import the other DuckDB from."""
    folder = MADE / f"duckdb-{OTHER_DUCKDB}"
    if not (folder / "duckdb").exists():
        say(f"installing DuckDB {OTHER_DUCKDB} into build/peers")
        pip("install", "--no-deps", "--target", folder, f"duckdb=={OTHER_DUCKDB}")
    return folder


def install_own_python() -> None:
    """The wheel of this tree: what CMake finds built is not built again."""
    say("installing our own package into build/peers/venv")
    pip("install", "--no-deps", "--no-build-isolation", "--force-reinstall", ROOT)


def build() -> None:
    say("building build/release/bench/peers_loops")
    for command in (["cmake", "--preset", "release", "-DCHENGXIN_BENCH=ON"],
                    ["cmake", "--build", "build/release", "--target", "peers_loops"]):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)
        if done.returncode != 0:
            sys.exit(done.stdout)
