"""The installed library, used as others use it, from a prefix that was moved.

    python3 tests/checks/installed.py BUILD SOURCE CXX

Installs into an empty folder, moves that, and from there builds the projects of
examples/consumers: by the CMake package, by pkg-config, and from a bare copy of the
headers. Each is first built without, and must fail. Runs the command, too.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def start(command, how):
    print("+", " ".join(map(str, command)), flush=True)
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, **how)


def run(*command, **how):
    """What a command that must succeed says."""
    done = start(command, how)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\nexit status {done.returncode}")
    return done.stdout


def refuse(*command, because, **how):
    """A command that must fail, for the reason that is expected."""
    done = start(command, how)
    if done.returncode == 0 or not re.search(because, done.stdout):
        sys.exit(f"{done.stdout}\nexit status {done.returncode}: expected to fail by {because}")


def expect(pattern, text):
    if not re.search(pattern, text):
        sys.exit(f"{text}\nexpected {pattern}")


def needed(program):
    """The shared libraries that a program names."""
    return re.findall(r"NEEDED.*\[(.*)\]", run("readelf", "-d", program))


def says_nothing_of(folder, paths):
    """No installed file may name the place that it was built or installed in."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            for path in paths:
                if str(path).encode() in content:
                    sys.exit(f"{file}: names {path}")


def by_cmake(consumers, prefix, folder, compiler):
    found = [f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}", "-G", "Ninja"]
    project = consumers / "find_package"
    refuse("cmake", "-S", project, "-B", folder / "without", *found[1:],
           because="Could not find a package configuration file provided by \"chengxin\"")
    run("cmake", "-S", project, "-B", folder / "cmake", *found)
    run("cmake", "--build", folder / "cmake")
    expect(r"^15 points on 2026-02-28$", run(folder / "cmake/core"))
    for name in ("readers", "shared", "static"):
        expect("^sanming-trial is valid$", run(folder / "cmake" / name))
    assert "libchengxin.so.0" in needed(folder / "cmake/shared")
    assert "libchengxin.so.0" not in needed(folder / "cmake/static")

    run("cmake", "-S", consumers / "find_package_c", "-B", folder / "c", *found[:1], *found[2:])
    run("cmake", "--build", folder / "c")
    for name in ("shared", "static"):
        expect("^sanming-trial is valid$", run(folder / "c" / name))

    # Without OpenSSL: the shared library is there, and asking for the archives says why not.
    blind = ["-DCMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON", *found]
    refuse("cmake", "-S", project, "-B", folder / "blind", *blind,
           because=r"chengxin::chengxin and\s+chengxin::capi_static\s+cannot\s+be\s+had:\s+OpenSSL")
    run("cmake", "-S", consumers / "find_package_c", "-B", folder / "blind_c", blind[0],
        *found[:1], *found[2:])
    run("cmake", "--build", folder / "blind_c")
    expect("^sanming-trial is valid$", run(folder / "blind_c/shared"))


def by_pkg_config(source, prefix, folder):
    project = source / "examples/consumers/pkg_config"
    package = next(prefix.glob("lib*/**/chengxin.pc"))
    found = {**os.environ, "PKG_CONFIG_PATH": str(package.parent)}
    out = f"OUT={folder}/"
    make = ("make", "-C", project, out)
    # Debian 12's linker looks nowhere else than in the system's folders.
    bare = {name: value for name, value in os.environ.items() if name != "PKG_CONFIG_PATH"}
    refuse(*make, "shared", env=bare, because="chengxin.h: No such file")
    run(*make, "shared", env=found)
    expect("^sanming-trial is valid$", run(folder / "shared"))
    assert "libchengxin.so.0" in needed(folder / "shared")
    flags = run("pkg-config", "--cflags", "--libs", "chengxin", env=found).split()
    refuse("cc", project.parent / "rulebook.c", "-o", folder / "static", "-static", *flags,
           because="undefined reference to")
    run(*make, "static", env=found)
    expect("^sanming-trial is valid$", run(folder / "static"))
    assert needed(folder / "static") == []

    run("cc", source / "examples/score.c", "-o", folder / "score", *flags,
        f"-Wl,-rpath,{package.parent.parent}")
    expect("resident-1,true", run(folder / "score"))


def by_copied_headers(source, folder, compiler):
    headers = folder / "copied"
    make = ("make", "-C", source / "examples/consumers/copied_headers", f"OUT={folder}/",
            f"CXX={compiler}", f"HEADERS={headers}")
    refuse(*make, because="chengxin/engine.hpp: No such file|'chengxin/engine.hpp' file not found")
    shutil.copytree(source / "include", headers)
    run(*make)
    expect(r"^15 points on 2026-02-28$", run(folder / "core"))
    run(compiler, "-std=c++20", f"-I{headers}", source / "examples/header_only.cpp", "-o",
        folder / "header_only")
    expect("tier high", run(folder / "header_only"))


def main():
    build, source, compiler = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run("cmake", "--install", build, "--prefix", folder / "first")
        (folder / "other").mkdir()
        prefix = (folder / "first").rename(folder / "other/place")
        says_nothing_of(prefix, [build, folder])

        library = next(prefix.glob("lib*/**/libchengxin.so.0"))
        expect(r"SONAME.*\[libchengxin\.so\.0\]", run("readelf", "-d", library))
        expect(r"\bcx_version@@CHENGXIN_0\.1\b", run("nm", "-D", library))
        for page in ("man1/chengxin.1", "man3/chengxin.3"):
            assert (prefix / "share/man" / page).is_file(), page

        command = prefix / "bin/chengxin"
        expect("^chengxin 0[.]", run(command, "--version"))
        rulebook = next(prefix.glob("share/chengxin/rulebooks/*.json"))
        assert run(command, "rulebook") == rulebook.read_text("utf-8")

        by_cmake(source / "examples/consumers", prefix, folder, compiler)
        by_pkg_config(source, prefix, folder)
        by_copied_headers(source, folder, compiler)
    print("installed, moved, found, copied and run")


if __name__ == "__main__":
    main()
