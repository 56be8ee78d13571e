"""The library as part of another project, by add_subdirectory and by FetchContent.

    python3 tests/checks/subproject.py BUILD SOURCE CXX

Configures the two projects of examples/consumers and sees that the library keeps to itself:
no tests, no install rules, no warnings as errors, no settings that reach the other's targets.
Builds and runs them, the compiled library with the settings of BUILD and in a folder beside
it, where each command is the one of BUILD: what that has compiled comes from ccache.
"""

import json
import pathlib
import re
import shutil
import sys
import tempfile

from installed import expect, run


def configure(source, name, folder, compiler, settings=()):
    run("cmake", "-S", source / "examples/consumers" / name, "-B", folder, "-G", "Ninja",
        f"-DCHENGXIN={source}", f"-DCMAKE_CXX_COMPILER={compiler}",
        "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *settings)
    return json.loads((folder / "compile_commands.json").read_text("utf-8"))


def settings_of(build):
    """What decides how BUILD compiles the library."""
    cache = (build / "CMakeCache.txt").read_text("utf-8")
    names = "CMAKE_BUILD_TYPE|CMAKE_CXX_FLAGS|CHENGXIN_WERROR"
    settings = [f"-D{name}={value}" for name, value in
                re.findall(rf"^({names}):\w+=(.*)$", cache, re.MULTILINE)]
    launcher = shutil.which("ccache")
    return settings + ([f"-DCMAKE_CXX_COMPILER_LAUNCHER={launcher}"] if launcher else [])


def keeps_to_itself(source, folder, commands):
    findings = []
    for entry in commands:
        file = pathlib.Path(entry["file"])
        ours = source in file.parents and folder not in file.parents
        where = file.resolve().relative_to(source).as_posix() if ours else file.name
        words = entry["command"].split()
        if "-Werror" in words:
            findings.append(f"{where}: warnings are errors")
        if where.startswith("examples/consumers"):
            strange = [word for word in words if re.match(r"-(W|O|g|f|D)", word)]
            if strange:
                findings.append(f"{where}: settings that are not its own: {' '.join(strange)}")
        elif not where.startswith(("lib/", "capi/", "sanming-trial")):
            findings.append(f"{where}: is no part of a library")
    if not re.search(r"^CMAKE_BUILD_TYPE:\w+=$", (folder / "CMakeCache.txt").read_text("utf-8"),
                     re.MULTILINE):
        findings.append("the kind of build was chosen for the other project")
    if "Total Tests: 0" not in run("ctest", "--test-dir", folder, "-N"):
        findings.append("there are tests")
    run("cmake", "--install", folder, "--prefix", folder / "prefix")
    findings += [f"{file}: is installed" for file in (folder / "prefix").rglob("*")]
    if findings:
        sys.exit("\n".join(findings))


def main():
    build, source = (pathlib.Path(it).resolve() for it in sys.argv[1:3])
    compiler = sys.argv[3]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        commands = configure(source, "fetch_content", folder, compiler)
        keeps_to_itself(source, folder, commands)
        if len(commands) != 1:
            sys.exit("the headers alone ask for more than the program to be compiled")
        run("cmake", "--build", folder)
        expect(r"^15 points on 2026-02-28$", run(folder / "core"))

    with tempfile.TemporaryDirectory(prefix="subproject-", dir=build.parent) as name:
        folder = pathlib.Path(name)
        keeps_to_itself(source, folder,
                        configure(source, "add_subdirectory", folder, compiler))
        configure(source, "add_subdirectory", folder, compiler, settings_of(build))
        run("cmake", "--build", folder, "--target", "readers", "shared")
        expect("^sanming-trial is valid$", run(folder / "readers"))
        run(folder / "shared")
        if list((folder / "chengxin/capi").glob("libchengxin.a")):
            sys.exit("what is not linked was built")
    print("added, fetched and run")


if __name__ == "__main__":
    main()
