"""The notebooks run from top to bottom, and show what they showed when they were committed."""

import base64
import io
import itertools
import math
import pathlib
import re

import matplotlib.image
import nbformat
import numpy
import pytest
from nbclient import NotebookClient

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "notebooks"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
TOLERANCE = 6  # root mean square of 255, as of the pictures' own tests


def shown(cell):
    """What a reader sees of a cell: text and tables word by word, pictures by their kind, for
    `pictures_of` compares them. Not the bar of long work, which a slow machine shows."""
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            if output.name == "stdout":
                yield "stdout", output.text
        elif output.output_type == "error":
            yield "error", output.ename
        else:
            data = output.data
            if "text/html" in data:  # pandas numbers the elements of its tables at random
                yield "html", re.sub(r"T_[0-9a-f]{5}", "T", data["text/html"])
            elif "image/png" in data:
                yield "picture", data["text/plain"]
            else:
                yield "text", data["text/plain"]


def words_of(notebook):
    return [(place, kind, part) for place, cell in enumerate(notebook.cells)
            if cell.cell_type == "code" for kind, part in shown(cell)]


def pictures_of(notebook):
    """Each picture's points: rows, columns, colours from 0 to 1."""
    return [matplotlib.image.imread(io.BytesIO(base64.b64decode(output.data["image/png"])))
            for cell in notebook.cells for output in cell.get("outputs", [])
            if "image/png" in output.get("data", {})]


def difference(one, other):
    """The root mean square of 255; infinite where they are not of one size."""
    if one.shape != other.shape:
        return math.inf
    return 255 * math.sqrt(numpy.mean((one - other) ** 2))


def test_there_are_four():
    assert len(PATHS) == 4


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_it_runs_and_shows_what_it_showed(path, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)  # a notebook shows pictures with its own
    committed = nbformat.read(path, as_version=4)
    again = nbformat.read(path, as_version=4)
    for cell in again.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(again, timeout=600, kernel_name="python3",
                   resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    assert words_of(again) == words_of(committed)
    pairs = list(zip(pictures_of(again), pictures_of(committed)))
    assert len(pairs) == sum(kind == "picture" for _, kind, _ in words_of(committed))
    assert [difference(*pair) for pair in pairs if difference(*pair) > TOLERANCE] == []


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_it_is_committed_whole_and_small(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not any(kind == "error" for _, kind, _ in words_of(notebook))
    assert path.stat().st_size < 400_000
    kinds = {output.get("name") for cell in code for output in cell.outputs}
    assert "stderr" not in kinds
    text = path.read_text(encoding="utf-8")
    assert re.search("[一-鿿]", text)


def test_other_pictures_differ():
    pictures = [it for path in PATHS for it in pictures_of(nbformat.read(path, as_version=4))]
    for one, other in itertools.combinations(pictures, 2):
        assert difference(one, other) > TOLERANCE
    for it in pictures:  # none is blank, and a hundredth of it in black is seen
        assert difference(it, numpy.ones_like(it)) > TOLERANCE
        changed = it.copy()
        changed[:it.shape[0] // 10, :it.shape[1] // 10, :3] = 0
        assert difference(it, changed) > TOLERANCE


def test_together_they_show_every_picture_and_the_card():
    everything = [part for path in PATHS
                  for part in words_of(nbformat.read(path, as_version=4))]
    assert sum(kind == "picture" for _, kind, _ in everything) == 5
    assert any("chengxin-card" in part for _, kind, part in everything if kind == "html")
