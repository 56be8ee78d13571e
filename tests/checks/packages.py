"""The Debian packages, looked at by lintian and used from where they were unpacked.

    python3 tests/checks/packages.py BUILD SOURCE CXX

BUILD is of the preset `package`, whose target of that name has made the packages.
"""

import os
import pathlib
import re
import sys
import tempfile

from installed import expect, needed, run

# Package, what its control file must say, and files that it must have.
PACKAGES = {
    "libchengxin0": (
        [r"Depends: .*libc6 .*libcsv3.*libssl3", "Section: libs"],
        ["usr/lib/*/libchengxin.so.0", "usr/lib/*/libchengxin.so.0.*"]),
    "libchengxin-dev": (
        [r"Depends: libchengxin0 \(= ", r"Recommends: libssl-dev .*libcsv-dev",
         "Section: libdevel"],
        ["usr/include/chengxin.h", "usr/include/chengxin/engine.hpp",
         "usr/include/chengxin/io/rulebook.hpp", "usr/lib/*/libchengxin.so",
         "usr/lib/*/libchengxin.a", "usr/lib/*/libchengxin_cpp.a",
         "usr/lib/*/cmake/chengxin/chengxin-config.cmake", "usr/lib/*/pkgconfig/chengxin.pc",
         "usr/share/man/man3/chengxin.3.gz"]),
    "chengxin": (
        [r"Depends: libchengxin0 \(= .*libboost-program-options", "Section: science"],
        ["usr/bin/chengxin", "usr/share/man/man1/chengxin.1.gz",
         "usr/share/chengxin/rulebooks/sanming-trial.json"]),
}


def unpack(packages, root):
    """Each package in a folder of its name, and all of them together in `all`."""
    owner = {}
    for name, file in packages.items():
        facts = run("dpkg-deb", "--field", file)
        for pattern in PACKAGES[name][0]:
            if not re.search(f"^{pattern}", facts, re.MULTILINE):
                sys.exit(f"{facts}\n{name}: expected {pattern}")
        run("dpkg-deb", "--extract", file, root / name)
        files = [path.relative_to(root / name) for path in (root / name).rglob("*")
                 if path.is_symlink() or not path.is_dir()]
        for pattern in PACKAGES[name][1]:
            if not any(path.match(pattern) for path in files):
                sys.exit(f"{name}: has no {pattern}")
        for path in files:
            if owner.setdefault(path, name) != name:
                sys.exit(f"{path}: is in {owner[path]} and in {name}")
        run("dpkg-deb", "--extract", file, root / "all")


def hold_to_the_library(package, root):
    """The control files of libchengxin0 say what its library is."""
    library = next((root / "libchengxin0").glob("usr/lib/*/libchengxin.so.0"))
    expect(r"^libchengxin 0 libchengxin0 \(>= ", run("dpkg-deb", "--info", package, "shlibs"))
    expect("activate-noawait ldconfig", run("dpkg-deb", "--info", package, "triggers"))
    listed = re.findall(r"^ (\S+@\S+) ", run("dpkg-deb", "--info", package, "symbols"), re.MULTILINE)
    exported = {line.split()[-1].replace("@@", "@")
                for line in run("nm", "-D", "--defined-only", library).splitlines()}
    exported = {name if "@" in name else f"{name}@{name}" for name in exported}
    if set(listed) != exported:
        sys.exit(f"symbols: listed or exported alone: {sorted(set(listed) ^ exported)}")


def main():
    build, source, compiler = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    packages = {file.name.split("_")[0]: file for file in (build / "packages").glob("*.deb")}
    if set(packages) != set(PACKAGES):
        sys.exit(f"expected one package each of {', '.join(PACKAGES)}, found "
                 f"{', '.join(sorted(packages))} in {build}")
    as_root = ["--allow-root"] if os.geteuid() == 0 else []
    said = run("lintian", *as_root, "--fail-on", "error,warning", *packages.values())
    if re.search("^[EW]: ", said, re.MULTILINE):
        sys.exit(said)

    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        unpack(packages, root)
        hold_to_the_library(packages["libchengxin0"], root)
        usr = root / "all/usr"
        libraries = next(usr.glob("lib/*/libchengxin.so.0")).parent
        found = {**os.environ, "LD_LIBRARY_PATH": str(libraries)}

        command = usr / "bin/chengxin"
        if re.search("RPATH|RUNPATH", run("readelf", "-d", command)):
            sys.exit("the command of a system's package names folders of its own")
        expect("^chengxin 0[.]", run(command, "--version", env=found))
        rulebook = usr / "share/chengxin/rulebooks/sanming-trial.json"
        if run(command, "verify", rulebook, env=found):
            sys.exit(f"{rulebook}: is not in order")

        consumer = root / "consumer"
        run("cmake", "-S", source / "examples/consumers/find_package", "-B", consumer, "-G",
            "Ninja", f"-DCMAKE_PREFIX_PATH={usr}", f"-DCMAKE_CXX_COMPILER={compiler}")
        run("cmake", "--build", consumer)
        for program in ("readers", "shared", "static"):
            expect("^sanming-trial is valid$", run(consumer / program))
        if "libchengxin.so.0" not in needed(consumer / "shared"):
            sys.exit("the shared library of the packages is not what was linked")
    print(f"{len(packages)} packages, lintian accepts them, unpacked and used")


if __name__ == "__main__":
    main()
