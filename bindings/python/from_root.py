"""Builds the package from this folder as from the repository's root, whose pyproject.toml
says how: goes there, and is scikit-build-core from then on."""

import os
import pathlib

os.chdir(pathlib.Path(__file__).resolve().parents[2])

from scikit_build_core.build import *  # noqa: E402, F403 (from the root; all of its hooks)
