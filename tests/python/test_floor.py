"""The oldest Python that the package is for can read it."""

import ast
import pathlib
import re

import pytest

import chengxin
from conftest import ROOT

MODULES = sorted(pathlib.Path(chengxin.__file__).parent.glob("*.py"))


def oldest():
    named = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    return 3, int(named.group(1))


@pytest.mark.parametrize("module", MODULES, ids=lambda it: it.name)
def test_it_is_of_that_language(module):
    tree = ast.parse(module.read_text(encoding="utf-8"), feature_version=oldest())
    # Annotations of later versions are texts there.
    assert any(isinstance(it, ast.ImportFrom) and it.module == "__future__" for it in tree.body)
