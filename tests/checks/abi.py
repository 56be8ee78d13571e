"""Holds chengxin.h to the ABI of the last release, which capi/abi keeps, and the library
to programs that were compiled with the header of that release.

    python3 tests/checks/abi.py LIBRARY ROOT C-COMPILER           check
    python3 tests/checks/abi.py --renew LIBRARY ROOT C-COMPILER   make capi/abi anew

What is compared is the interface as the header declares it, built into a library of
empty functions: the insides of handles, which the real library's debug information
tells of as well, are nobody's business. That the real one exports the same functions is
the matter of exports.py, and that it defines them as declared, of its compiler.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BASELINE = "x86_64.abi"
OLD_HEADER = "chengxin-0.1.h"
ABIDW_OPTIONS = ["--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--no-elf-needed"]


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False, **options)


def must(done):
    if done.returncode != 0:
        sys.exit(f"{' '.join(done.args)}:\n{done.stdout}{done.stderr}")
    return done


def empty_library(header, compiler, folder):
    """A library of the functions that a header declares, none of which does anything."""
    text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.DOTALL)
    source = ['#include "chengxin.h"']
    for result, declared in re.findall(r"^CX_API\s+([^;(]*?)(\bcx_\w+\s*\([^;]*\));", text,
                                       re.MULTILINE):
        result = result.strip()
        if result == "void":
            body = "{}"
        else:
            body = f"{{ static {result.removeprefix('const ')} none; return none; }}"
        source.append(f"{result} {declared} {body}")
    if len(source) == 1:
        sys.exit(f"{header}: declares no function")
    shutil.copy(header, folder / "chengxin.h")
    (folder / "empty.c").write_text("\n".join(source) + "\n", encoding="utf-8")
    library = folder / "libempty.so"
    must(run(compiler, "-std=c11", "-g", "-O0", "-fPIC", "-shared", "-w", "-Wl,-soname,chengxin",
             f"-ffile-prefix-map={folder}=.", "-o", library.name, "empty.c", cwd=folder))
    return library


def renew(header, kept, compiler, folder):
    kept.mkdir(exist_ok=True)
    must(run("abidw", *ABIDW_OPTIONS, "--out-file", kept / BASELINE,
             empty_library(header, compiler, folder)))
    shutil.copy(header, kept / OLD_HEADER)


def differences(header, kept, compiler, folder):
    done = run("abidiff", "--no-added-syms", "--no-show-locs", kept / BASELINE,
               empty_library(header, compiler, folder))
    return done.stdout + done.stderr if done.returncode != 0 else ""


def old_program(library, root, compiler, folder):
    """What is wrong when a program of the old header runs with the new library."""
    shutil.copy(root / "capi" / "abi" / OLD_HEADER, folder / "chengxin.h")
    program = folder / "score"
    must(run(compiler, "-std=c11", "-I", folder, "-o", program, root / "examples" / "score.c",
             library, f"-Wl,-rpath,{library.parent}"))
    done = run(program, env={**os.environ, "LD_LIBRARY_PATH": str(library.parent)})
    if done.returncode != 0 or not done.stdout.startswith("subject_id,"):
        return f"examples/score.c, compiled with {OLD_HEADER}: {done.returncode} {done.stderr}"
    return ""


def main():
    words = [word for word in sys.argv[1:] if word != "--renew"]
    library, root, compiler = pathlib.Path(words[0]).resolve(), pathlib.Path(words[1]), words[2]
    header, kept = root / "capi" / "chengxin.h", root / "capi" / "abi"
    if shutil.which("abidiff") is None:
        sys.exit("abidiff is not installed (package abigail-tools)")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if "--renew" in sys.argv[1:]:
            renew(header, kept, compiler, folder)
        findings = [it for it in (differences(header, kept, compiler, folder),
                                  old_program(library, root, compiler, folder)) if it]
    if findings:
        print("\n".join(findings))
        print("Programs that are compiled already may break. Where this is meant (a struct with "
              "struct_size grew at its end; or, before 1.0, a new CX_ABI_VERSION and a line in "
              "the CHANGELOG), make the baseline anew:\n"
              f"    python3 tests/checks/abi.py --renew {' '.join(words)}")
    print(f"{len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
