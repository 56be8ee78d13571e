"""The Python package, as somebody gets it: its wheel, in environments of its own.

    python3 tests/checks/python.py BUILD SOURCE [PART...]
    python3 tests/checks/python.py BUILD SOURCE every

Builds the wheel (from the root and from bindings/python), with all that it links inside;
installs it into an empty environment without a compiler in reach and scores a resident;
and into one with tests/python/requirements.txt, where it runs the tests (those in PART
alone, if given), the doctests, mypy and stubtest. The command of BUILD is compared with.

`every`: builds it for each other Python from 3.9 on that the machine has, and runs what
needs no notebook and no picture with the newest packages that this Python takes.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

BUILD, SOURCE = (pathlib.Path(it).resolve() for it in sys.argv[1:3])
MADE = BUILD.parent
TESTS = SOURCE / "tests" / "python"
TOOLS = MADE / "python-venv"
WHEELS = MADE / "wheels"
EVERYWHERE = ("assessment", "facts", "floor", "frames", "rulebook", "store", "threads")

SCORE = """
import chengxin as cx
book = cx.Rulebook.builtin()
lin = {"subject_id": "lin", "birth_date": "1990-04-01", "residency": "registered",
       "capacity": "full"}
a = book.assess(lin,
                [{"record_id": "id", "category": "B-ID-01", "provider": "e-sanming",
                  "occurred_on": "2026-03-01"}], "2026-03-02")
assert (a.score, a.tier) == (620, "fair"), a
with cx.Store.create("city.db") as store:
    store.import_([lin])
    assert store.verify()["ok"]
print("scored without any other package")
"""


def run(*command, **how):
    print("+", *map(str, command), flush=True)
    subprocess.run([str(it) for it in command], check=True, **how)


def make_tools():
    """The environment of the tests, made again where its requirements changed."""
    wanted = (TESTS / "requirements.txt").read_bytes()
    mark = TOOLS / "requirements.txt"
    if mark.exists() and mark.read_bytes() == wanted:
        return
    run(sys.executable, "-m", "venv", "--clear", TOOLS)
    run(TOOLS / "bin" / "pip", "-q", "--disable-pip-version-check", "install", "-r",
        TESTS / "requirements.txt")
    mark.write_bytes(wanted)


def names_in(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return sorted(it for it in archive.namelist() if not it.endswith("RECORD"))


def build(folder, into):
    """A wheel of a folder. Warnings are errors here, as in every build of the project."""
    run(TOOLS / "bin" / "pip", "-q", "--disable-pip-version-check", "wheel", "--no-deps",
        "--no-build-isolation", "-C", "cmake.define.CHENGXIN_WERROR=ON", "-w", into, folder,
        env={**os.environ, "PATH": f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}"})
    wheel, = into.glob("*.whl")
    return wheel


def build_wheel():
    shutil.rmtree(WHEELS, ignore_errors=True)  # where this fails, none of before is tested
    made = build(SOURCE, WHEELS / "root")
    other = build(SOURCE / "bindings" / "python", WHEELS / "folder")
    assert made.name == other.name and names_in(made) == names_in(other), "the folders differ"
    repaired = WHEELS / "repaired"
    run(TOOLS / "bin" / "auditwheel", "repair", "-w", repaired, made,
        env={**os.environ, "PATH": f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}"})
    wheel, = repaired.glob("*.whl")
    version = f"{sys.version_info.major}{sys.version_info.minor}"
    assert re.fullmatch(rf"chengxin-[\d.]+-cp{version}-cp{version}-(manylinux_[\w.]+)\.whl",
                        wheel.name), wheel.name
    names = names_in(wheel)
    assert "chengxin/py.typed" in names and "chengxin/_core.pyi" in names, names
    linked = [it for it in names if it.startswith("chengxin.libs/")]
    assert any("libcrypto" in it for it in linked) and any("sqlite3" in it for it in linked), linked
    assert not any(it.endswith((".cpp", ".hpp")) for it in names), names
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, {len(names)} files")
    return wheel


def try_alone(wheel):
    """In an empty environment, where no compiler can be called."""
    place = MADE / "python-alone"
    run(sys.executable, "-m", "venv", "--clear", place)
    env = {"PATH": str(place / "bin"), "LC_ALL": "C.UTF-8"}
    for compiler in ("cc", "gcc", "g++", "c++", "clang", "cmake"):
        assert shutil.which(compiler, path=env["PATH"]) is None
    run(place / "bin" / "pip", "-q", "--disable-pip-version-check", "install", "--no-index", wheel,
        env=env)
    (place / "city.db").unlink(missing_ok=True)
    run(place / "bin" / "python", "-I", "-c", SCORE, cwd=place, env=env)


def run_tests(wheel, parts):
    python = TOOLS / "bin" / "python"
    run(TOOLS / "bin" / "pip", "-q", "--disable-pip-version-check", "install", "--no-index",
        "--no-deps", "--force-reinstall", wheel)
    package = next(TOOLS.glob("lib/python3*/site-packages/chengxin"))
    env = {**os.environ, "CHENGXIN": str(BUILD / "bindings" / "cli" / "chengxin"),
           "MPLBACKEND": "agg"}
    env.pop("PYTHONPATH", None)
    pytest = [python, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    if parts:
        run(*pytest, *(TESTS / it for it in parts), cwd=TESTS, env=env)
        return
    run(*pytest, TESTS, "--ignore", TESTS / "spark", cwd=TESTS, env=env)
    modules = sorted(it for it in package.glob("*.py") if it.name != "spark.py")
    run(*pytest, "--doctest-modules", "--import-mode=importlib", *modules, cwd=MADE, env=env)
    run(python, "-B", SOURCE / "bench" / "python_overhead.py", BUILD / "capi" / "libchengxin.so",
        "--quick", env=env)
    types = ["--config-file", SOURCE / "pyproject.toml", "--cache-dir", MADE / "mypy"]
    run(python, "-m", "mypy", *types, "-p", "chengxin", cwd=SOURCE / "bindings" / "python",
        env=env)
    run(python, "-m", "mypy.stubtest", "chengxin", "--mypy-config-file",
        SOURCE / "pyproject.toml", "--allowlist", TESTS / "stubtest-allowed.txt",
        "--ignore-unused-allowlist", cwd=MADE, env=env)


def other_pythons():
    """Each Python from 3.9 on that is on the PATH, or pyenv has, and is not this one."""
    pyenv = pathlib.Path(os.environ.get("PYENV_ROOT") or pathlib.Path.home() / ".pyenv")
    folders = [*os.get_exec_path(), *map(str, pyenv.glob("versions/3.*/bin"))]
    for minor in range(9, 30):
        candidates = (pathlib.Path(it, f"python3.{minor}") for it in folders)
        found = next((it for it in candidates if it.exists() and subprocess.run(
            [it, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0), None)
        if found and minor != sys.version_info.minor:
            yield found


def try_every_python():
    tried = []
    for python in other_pythons():
        place = MADE / f"{python.name}-venv"
        run(python, "-m", "venv", "--clear", place)
        pip = [place / "bin" / "pip", "-q", "--disable-pip-version-check"]
        run(*pip, "install", f"{SOURCE}[arrow,pandas,polars,duckdb,progress]", "pytest")
        run(place / "bin" / "python", "-I", "-c", SCORE, cwd=place)
        env = {**os.environ, "CHENGXIN": str(BUILD / "bindings" / "cli" / "chengxin")}
        env.pop("PYTHONPATH", None)
        run(place / "bin" / "python", "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
            *(TESTS / f"test_{it}.py" for it in EVERYWHERE), cwd=TESTS, env=env)
        tried.append(python.name)
    print("no other Python" if not tried else f"{len(tried)} others: {', '.join(tried)}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if sys.argv[3:] == ["every"]:
        try_every_python()
        return
    make_tools()
    parts = sys.argv[3:]
    wheel = next((WHEELS / "repaired").glob("*.whl"), None) if parts else None
    if wheel is None:
        wheel = build_wheel()
        try_alone(wheel)
    run_tests(wheel, parts)


if __name__ == "__main__":
    main()
