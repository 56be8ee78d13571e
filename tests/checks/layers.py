"""Holds the order of the house: what a file may include, and what it may not use.

    python3 tests/checks/layers.py ROOT

Data flows one way: words -> language -> standard -> engine -> answers -> doors.
A header includes from its own layer and from those before it, never in a circle.
"""

import pathlib
import re
import sys

# From the first to the last. A name ending in / is a folder.
LAYERS = [
    ("words", "config result diagnostics points date identity value utf8 suggestion"),
    ("language", "expression/"),
    ("standard", "rulebook verify detail/attribute_names detail/formula_sign detail/verify_rules "
                 "detail/verify_conditions detail/verify_groups"),
    # An assessment keeps the engine's memory, an engine fills assessments: one layer.
    ("engine", "facts columns assessment engine detail/"),
    ("answers", "timeline timeline_through advice describe last_effect batch what_if"),
    ("doors", "io/ store"),
]

# Who may include what does not belong to the project or to the standard library.
DEPENDENCIES = [
    ("pybind11/", ["bindings/python/"]),
    ("boost/program_options", ["bindings/cli/"]),
    ("boost/json/", ["lib/", "bench/json_to_json.cpp", "bench/read_jsonl.cpp",
                     "bench/hand_rows.hpp"]),  # compared with
    ("boost/", ["lib/"]),
    ("openssl/", ["lib/digest/", "lib/store/random.cpp"]),
    ("csv.h", ["lib/csv/"]),
    ("stdint.h", ["include/chengxin/io/arrow_c_data.h", "capi/", "examples/", "tests/", "bench/"]),  # for C too
    ("sqlite3.h", ["lib/store/", "bench/", "tests/store/", "tests/faults/"]),
    ("gtest/", ["tests/"]),
    ("benchmark/", ["bench/"]),
]

# Headers of the operating system, and the files that are there to talk to it.
SYSTEM = re.compile(r"(sys/.*|unistd|fcntl|pthread|dlfcn|signal|termios)\.h")
SYSTEM_ALLOWED = ["bindings/cli/", "lib/population/source.cpp", "lib/population/big_pages.hpp",
                  "lib/population/text_hash.cpp", "lib/store/", "tests/", "bench/"]

# The library prints nothing, ends no program, and reads no clock, locale or
# environment. Pattern, why, and the files where it is right, with the reason.
BANNED = [
    (r"#include <(iostream|print|syncstream)>", "the library prints nothing", {}),
    (r"#include <(format|ranges|generator|expected)>", "not in every supported standard library", {}),
    (r"#include <(random|ctime|locale|regex)>", "the same result everywhere", {}),
    (r"\bstd::(cout|cerr|clog)\b|\bf?printf\s*\(|\bputs\s*\(", "the library prints nothing", {}),
    (r"\b(std::)?(abort|exit|quick_exit|terminate)\s*\(", "the library ends no program", {}),
    (r"\bassert\s*\(", "expected failures are values", {}),
    (r"\b(secure_)?getenv\s*\(|\bsetlocale\s*\(|\bstd::locale\b", "no environment, no locale", {}),
    (r"(?<![\w.>])(std::)?(time|clock|localtime|gmtime)\s*\(|_clock::now\b", "no clock",
     {"lib/store/session.cpp": "when the store learns of a thing is its own affair"}),
    (r"\bthread_local\b|\bstd::rand\b", "no hidden state", {}),
]

# No floating point touches a score: `number` attributes are only ever compared.
NO_FLOATING_POINT = ["include/chengxin/points.hpp", "include/chengxin/assessment.hpp",
                     "include/chengxin/timeline.hpp", "include/chengxin/advice.hpp",
                     "include/chengxin/detail/frame.hpp", "include/chengxin/detail/take.hpp",
                     "include/chengxin/detail/report_lists.hpp",
                     "include/chengxin/detail/assess.hpp", "include/chengxin/detail/settle.hpp",
                     "include/chengxin/detail/workspace.hpp",
                     "include/chengxin/detail/compiled.hpp"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def layer_of(name):
    """The number of a header's layer. The longest name that fits decides."""
    best = None
    for number, (_, names) in enumerate(LAYERS):
        for candidate in names.split():
            fits = name.startswith(candidate) if candidate.endswith("/") else name == candidate
            if fits and (best is None or len(candidate) > best[1]):
                best = (number, len(candidate))
    return None if best is None else best[0]


def code_of(text):
    """The text without comments and without what stands in string literals."""
    pattern = r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*(?:.|\n)*?\*/'

    def blank(match):
        kept = '""' if match.group().startswith(('"', "R")) else ""
        return kept + "\n" * match.group().count("\n")

    lines = text.split("\n")
    includes = {n: line for n, line in enumerate(lines) if INCLUDE.match(line)}
    blanked = re.sub(pattern, blank, text).split("\n")
    for n, line in includes.items():
        blanked[n] = line
    return "\n".join(blanked)


class Findings:
    def __init__(self, root):
        self.root, self.lines, self.files = root, [], 0

    def add(self, path, text, offset, message):
        line = text.count("\n", 0, offset) + 1
        self.lines.append(f"{path}:{line}: {message}")


def check_layers(findings, path, text, graph):
    name = path[len("include/chengxin/"):].removesuffix(".hpp")  # a .h is for C too
    own = layer_of(name)
    if own is None:
        findings.add(path, text, 0, "belongs to no layer: give it one in tests/checks/layers.py")
        return
    graph[name] = []
    for match in INCLUDE.finditer(text):
        kind, included = match.groups()
        if kind == "<":
            if "/" in included or (included.endswith(".h") and not path.endswith(".h")):
                findings.add(path, text, match.start(), f"<{included}> is not the standard library")
            continue
        if not included.startswith("chengxin/"):
            findings.add(path, text, match.start(), f'"{included}" is none of the project\'s headers')
            continue
        other = included[len("chengxin/"):].removesuffix(".hpp")
        graph[name].append(other)
        layer = layer_of(other)
        if layer is not None and layer > own:
            findings.add(path, text, match.start(),
                         f"{LAYERS[own][0]} may not include {LAYERS[layer][0]} ({included})")


def check_circles(findings, graph):
    done, path = set(), []

    def visit(name):
        if name in path:
            circle = path[path.index(name):] + [name]
            findings.lines.append("include/chengxin: a circle: " + " -> ".join(circle))
            return
        if name in done:
            return
        path.append(name)
        for other in graph.get(name, []):
            visit(other)
        path.pop()
        done.add(name)

    for name in sorted(graph):
        visit(name)


def check_dependencies(findings, path, text):
    for match in INCLUDE.finditer(text):
        included = match.group(2)
        for prefix, allowed in DEPENDENCIES:
            if included.startswith(prefix):
                if not any(path.startswith(folder) for folder in allowed):
                    findings.add(path, text, match.start(), f"{included} belongs to {' '.join(allowed)}")
                break
        if SYSTEM.fullmatch(included) and not any(path.startswith(f) for f in SYSTEM_ALLOWED):
            findings.add(path, text, match.start(), f"{included}: the library talks to no system")
        if path.startswith("bindings/cli/") and included.startswith("chengxin/"):
            findings.add(path, text, match.start(), "the command sees the C ABI alone")
        if path.startswith("capi/") and path.endswith(".h") and match.group(1) == '"':
            findings.add(path, text, match.start(), "the C header stands alone")


def check_bans(findings, path, text):
    for pattern, reason, allowed in BANNED:
        if path in allowed:
            continue
        for match in re.finditer(pattern, text):
            findings.add(path, text, match.start(), f"{match.group().strip()}: {reason}")
    if path in NO_FLOATING_POINT:
        for match in re.finditer(r"\b(float|double)\b", text):
            findings.add(path, text, match.start(), "no floating point touches a score")


def main():
    root = pathlib.Path(sys.argv[1])
    findings, graph = Findings(root), {}
    for folder in ("include", "lib", "capi", "bindings", "examples", "bench", "tests"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".hpp", ".cpp", ".h", ".c"):
                continue
            path = file.relative_to(root).as_posix()
            text = code_of(file.read_text(encoding="utf-8"))
            findings.files += 1
            if path.startswith("include/chengxin/"):
                check_layers(findings, path, text, graph)
            check_dependencies(findings, path, text)
            if folder in ("include", "lib", "capi"):
                check_bans(findings, path, text)
    check_circles(findings, graph)
    for path in NO_FLOATING_POINT:
        if not (root / path).exists():
            findings.lines.append(f"{path}: named in tests/checks/layers.py and not there")
    print("\n".join(findings.lines + [f"{findings.files} files, {len(findings.lines)} findings"]))
    return 1 if findings.lines or not graph else 0


if __name__ == "__main__":
    sys.exit(main())
