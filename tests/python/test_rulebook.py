"""Rulebooks as data: what is loaded, what is refused and where, and what is kept apart."""

import json
import pickle

import pytest

import chengxin as cx
from conftest import ROOT

FILE = ROOT / "lib" / "rulebooks" / "sanming-trial.json"


def test_the_builtin_one_is_that_of_the_sources(book):
    assert book.to_json() == FILE.read_text(encoding="utf-8")
    assert book.to_dict() == json.loads(FILE.read_text(encoding="utf-8"))
    assert (book.id, book.version) == ("sanming-trial", "2026.1")


def test_path_bytes_and_mapping_give_the_same(book, command):
    for source in (FILE, str(FILE), FILE.read_bytes(), book.to_dict()):
        assert cx.Rulebook.load(source) == book
    import subprocess
    printed = subprocess.run([command, "fingerprint", FILE], check=True, capture_output=True,
                             text=True).stdout
    assert book.fingerprint in printed


def test_a_byte_order_mark_is_no_obstacle(book, tmp_path):
    marked = cx.Rulebook.load(b"\xef\xbb\xbf" + FILE.read_bytes())
    assert marked == book and marked.to_dict() == book.to_dict()
    assert pickle.loads(pickle.dumps(marked)) == book
    with cx.Store.create(tmp_path / "city.db") as store:
        assert store.add_rulebook(book) and not store.add_rulebook(marked)


def test_lists_are_copies(book):
    book.dimensions[0]["id"] = "changed"
    book.to_dict()["rules"].clear()
    assert book.dimensions[0]["id"] == "basic" and len(book.rules) == 64


def test_a_refusal_has_every_finding_and_its_place():
    text = '{\n "format": "chengxin-rulebook/1",\n "id": 5, "colour": "red"\n}'
    with pytest.raises(cx.RulebookError) as caught:
        cx.Rulebook.load(text.encode())
    findings = caught.value.findings
    assert len(findings) > 5 and all(it.level == "error" for it in findings)
    found = {it.pointer: it for it in findings}
    assert found["/id"].line == 3 and found["/id"].column == 8
    assert caught.value.code == findings[0].code and caught.value.code in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.findings == findings and str(again) == str(caught.value)


def test_a_draft_changes_the_score():
    draft = cx.Rulebook.builtin().to_dict()
    draft["score"]["base"] = 590
    draft["version"] = "2026.2-draft"
    for dimension in draft["dimensions"]:
        if dimension["id"] == "usage":
            dimension["max"] += 10
    book = cx.Rulebook.load(draft)
    a = book.assess({"subject_id": "a", "birth_date": "1990-01-01", "residency": "registered",
                     "capacity": "full"}, [], "2026-03-01")
    assert a.score == 590 and book.version == "2026.2-draft"


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        cx.Rulebook.load(tmp_path / "none.json")


def test_it_can_be_pickled(book):
    assert pickle.loads(pickle.dumps(book)) == book
