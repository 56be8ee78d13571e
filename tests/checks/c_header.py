"""Holds chengxin.h to capi/CONVENTIONS.md: it compiles as C89 to C11 and as C++98,
says something about every function, a C program of tests/capi calls each, and
misuse_test.cpp calls each wrongly, unless it has no argument that could be wrong.

    python3 tests/checks/c_header.py ROOT C-COMPILER C++-COMPILER
"""

import pathlib
import re
import subprocess
import sys

C_STANDARDS = ["c89", "c99", "c11"]
CPP_STANDARDS = ["c++98", "c++11", "c++20"]
# Functions without an argument, and one that takes any number.
CANNOT_BE_MISUSED = {"cx_version", "cx_abi_version", "cx_rulebook_builtin_json", "cx_status_name"}


def declared_in(header):
    return re.findall(r"^CX_API\b[^;(]*?\b(cx_\w+)\(", header, re.MULTILINE)


def undocumented_in(header):
    """Functions that no comment stands above, be it that of their group."""
    found = []
    for block in re.split(r"\n\s*\n", header):
        names = declared_in(block)
        if names and "/**" not in block.split(names[0])[0]:
            found += names
    return found


def complaints_about(compiler, language, standard, header_path):
    return subprocess.run([compiler, "-x", language, f"-std={standard}", "-Wall", "-Wextra",
                           "-pedantic", "-Werror", "-fsyntax-only", "-"],
                          input=f'#include "{header_path}"\n', capture_output=True, text=True,
                          check=False).stderr


def main():
    root, c_compiler, cpp_compiler = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
    header_path = root / "capi" / "chengxin.h"
    header = header_path.read_text(encoding="utf-8")
    called = "".join(file.read_text(encoding="utf-8")
                     for file in sorted((root / "tests" / "capi").glob("*.c")))
    misused = "".join((root / "tests" / "capi" / name).read_text(encoding="utf-8")
                      for name in ("misuse_test.cpp", "misuse_store.hpp"))
    declared = declared_in(header)
    findings = [f"chengxin.h: says nothing about {name}" for name in undocumented_in(header)]
    findings += [f"tests/capi/*.c: never calls {name}" for name in declared
                 if not re.search(rf"\b{name}\(", called)]
    wrongly_called = set(re.findall(r"\b(?:MISUSE|MISUSE_GIVING|ASK|FREE)\(\s*(?:CX_\w+,\s*)?(cx_\w+)",
                                    misused))
    findings += [f"misuse_test.cpp: never misuses {name}" for name in declared
                 if name not in wrongly_called | CANNOT_BE_MISUSED]
    findings += [f"chengxin.h: includes {name}" for name in re.findall(r"#include (\S+)", header)
                 if name not in ("<stddef.h>", "<stdint.h>")]
    for compiler, language, standards in ((c_compiler, "c", C_STANDARDS),
                                          (cpp_compiler, "c++", CPP_STANDARDS)):
        for standard in standards:
            complaints = complaints_about(compiler, language, standard, header_path)
            if complaints:
                findings.append(f"chengxin.h: does not compile as {standard}:\n{complaints}")
    print("\n".join(findings + [f"{len(declared)} functions, {len(findings)} findings"]))
    return 1 if findings or not declared else 0


if __name__ == "__main__":
    sys.exit(main())
