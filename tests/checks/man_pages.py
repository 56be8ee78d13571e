"""Holds the manual pages to what they describe.

    python3 tests/checks/man_pages.py ROOT COMMAND C-COMPILER

chengxin.1 names every command and option that --help names, those of the commands of
`store` too, with the same arguments and exit statuses, and no other. chengxin.3 names nothing that chengxin.h does not
declare, something of every section of it, and its example compiles. Two formatters
have nothing to say about either.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

COMMAND_PAGE, LIBRARY_PAGE = "bindings/cli/chengxin.1", "capi/chengxin.3"
# What every command takes; the page says it once.
GENERAL = {"--help", "--version"}
# What every command of `store` takes; likewise.
GENERAL_OF_STORE = {"--clock", "--wait"}


def help_of(command, *words):
    return subprocess.run([command, *words, "--help"], capture_output=True, text=True,
                          check=True).stdout


def section(page, heading):
    parts = re.split(r"^\.Sh (.+)$", page, flags=re.MULTILINE)
    named = dict(zip(parts[1::2], parts[2::2]))
    return named.get(heading, "")


def options_in(text):
    """Option and argument in the list of a help: {("--as-of", "day"), ...}."""
    found = re.findall(r"^  (--[a-z-]+)(?: ([A-Z]+)(?= ))?", text, re.MULTILINE)
    return {(name, argument.lower()) for name, argument in found}


def flags_in(text):
    """The same in the source of a page."""
    found = re.findall(r"^\.(?:Op |It )?Fl -([a-z-]+)(?: Ar ([a-z]+))?$",
                       text.replace(" | Fl ", "\n.Fl "), re.MULTILINE)
    return {("--" + name, argument) for name, argument in found}


def items_in(text):
    return set(re.findall(r"^\.It Cm ([a-z -]+)$", text, re.MULTILINE))


def statuses_in(text):
    return set(re.findall(r"^(?:  |\.It )(\d)(?:  .*)?$", text, re.MULTILINE))


def differences(what, page, truth):
    """Both ways, one line each."""
    def spoken(item):
        return " ".join(filter(None, item)) if isinstance(item, tuple) else item
    return ([f"{what}: {spoken(item)} is missing" for item in sorted(truth - page)] +
            [f"{what}: {spoken(item)} does not exist" for item in sorted(page - truth)])


def command_page(page, command):
    general = help_of(command)
    names = re.findall(r"^  ([a-z]+)  ", general.split("Commands:")[1].split("Options:")[0],
                       re.MULTILINE)
    # `store` is a family: its commands are listed by its own help.
    of_store = ["store " + name for name in
                re.findall(r"^  ([a-z-]+(?: [a-z]+)?) DB", help_of(command, "store"), re.MULTILINE)]
    helps = {name: help_of(command, *name.split()) for name in [*names, *of_store]}
    synopsis = dict(re.findall(r"^\.Nm chengxin Cm ([a-z -]+)$((?:\n\.(?!Nm).*)*)",
                               section(page, "SYNOPSIS"), re.MULTILINE))
    alone = {*names, "help"}
    findings = differences("SYNOPSIS", set(synopsis), alone - {"store"} | set(of_store))
    findings += differences("DESCRIPTION", items_in(section(page, "DESCRIPTION")), alone)
    findings += differences("THE STORE", items_in(section(page, "THE STORE")), set(of_store))
    for name, text in helps.items():
        left_out = GENERAL | GENERAL_OF_STORE if name in of_store else GENERAL
        options = {each for each in options_in(text) if each[0] not in left_out}
        if name in of_store and name != "store init":
            takes = {option for option, _ in options_in(text)}
            findings += differences(f"--help of {name}", takes & GENERAL_OF_STORE, GENERAL_OF_STORE)
        findings += differences(f"SYNOPSIS of {name}", flags_in(synopsis.get(name, "")), options)

    every = set().union(options_in(general), *map(options_in, helps.values()))
    explained = flags_in(section(page, "OPTIONS"))
    # An option that means two things by command is listed once, under its usual argument.
    findings += differences("OPTIONS", {name for name, _ in explained}, {name for name, _ in every})
    findings += differences("OPTIONS", explained - every, set())
    findings += differences("EXIT STATUS", statuses_in(section(page, "EXIT STATUS")),
                            set().union(*map(statuses_in, [general, *helps.values()])))
    return findings, f"{len(helps)} commands, {len(every)} options"


def library_page(page, header, include, compiler):
    named = set(re.findall(r"^\.(?:Fn|Vt|Dv) ((?:cx|CX)_\w+)", page, re.MULTILINE))
    example = section(page, "EXAMPLES").split(".Bd -literal\n")[1].split(".Ed")[0]
    example = example.replace(r"\e", "\\")
    known = set(re.findall(r"\b(?:cx|CX)_\w+", re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)))
    findings = [f"{name} is not declared in chengxin.h" for name in sorted(named - known)]
    parts = re.split(r"^/\* -{9,} (.+) \*/$", header, flags=re.MULTILINE)
    for heading, text in zip(parts[1::2], parts[2::2]):
        functions = set(re.findall(r"^CX_API\b[^;(]*?\b(cx_\w+)\(", text, re.MULTILINE))
        if functions and not functions & named:
            findings.append(f"nothing is named of the section {heading} of chengxin.h")
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "example.c")
        program.write_text(example, "utf-8")
        done = subprocess.run([compiler, "-std=c99", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                               "-I", include, program], capture_output=True, text=True)
    if done.returncode != 0:
        findings.append(f"the example does not compile:\n{done.stderr}")
    return findings, f"{len(named)} names"


def complaints_of_formatters(page):
    said = []
    for command in (["groff", "-mandoc", "-Tutf8", "-ww", "-z"], ["mandoc", "-Tlint", "-Wwarning"]):
        done = subprocess.run([*command, page], capture_output=True, text=True)
        output = done.stdout + done.stderr
        if done.returncode != 0 or output:
            said.append(f"{command[0]} says:\n{output}")
    return said


def main():
    root, command, compiler = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
    capi = root / "capi"
    header = (capi / "chengxin.h").read_text("utf-8")
    pages = {name: (root / name).read_text("utf-8") for name in (COMMAND_PAGE, LIBRARY_PAGE)}
    judged = {
        COMMAND_PAGE: command_page(pages[COMMAND_PAGE], command),
        LIBRARY_PAGE: library_page(pages[LIBRARY_PAGE], header, capi, compiler),
    }
    findings, counts = [], []
    for name, (found, count) in judged.items():
        found += complaints_of_formatters(root / name)
        findings += [f"{name}: {each}" for each in found]
        counts.append(count)
    print("\n".join(findings + [f"{', '.join(counts)}, {len(findings)} findings"]))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
