"""What a wheel has of others comes with its licence."""

import importlib.metadata
import pathlib
import re

import chengxin
from conftest import ROOT

PACKAGE = pathlib.Path(chengxin.__file__).parent
LICENCES = ROOT / "bindings" / "python" / "licenses"


def test_each_library_is_named_and_each_text_is_there():
    told = (LICENCES / "THIRD-PARTIES.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^  (\w\S*)  ", told, re.MULTILINE))
    assert {"pybind11", "Boost.JSON", "libcsv", "libcrypto", "libsqlite3"} <= named
    bundled = {re.split(r"[-.]", it.name)[0] for it in PACKAGE.parent.glob("chengxin.libs/*")}
    assert bundled <= named
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (LICENCES / "LGPL-2.1").read_text()
    assert "Wenzel Jakob" in (LICENCES / "pybind11.txt").read_text(encoding="utf-8")


def test_a_wheel_takes_them_along():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    patterns = re.findall('"([^"]+)"', re.search(r"^license-files = \[(.*)\]$", project,
                                                 re.MULTILINE).group(1))
    taken = {it for pattern in patterns for it in ROOT.glob(pattern)}
    assert taken == {ROOT / "LICENSE", *LICENCES.iterdir()}
    for wheel in importlib.metadata.distributions(name="chengxin"):  # none where it runs in place
        names = {it.name for it in wheel.files if "licenses" in it.parts}
        assert names == {it.name for it in taken}
