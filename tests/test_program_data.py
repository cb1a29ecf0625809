"""The program's own data are what their files say, however they are kept."""

import os
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from dossier.model.program_data import kept_digest, read_data, read_made

SAID = "day: 2026-11-29\nlist: [yes, 3]\narticles:\n  1: x\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of data in a folder where nothing is kept yet."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "some.yaml"
    path.write_text(SAID, "utf-8")
    return path


def kept(file: Path) -> list[Path]:
    return sorted((file.parent / "__pycache__").glob("*"))


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed."""
    parsed: list[str] = []
    load = yaml.load
    monkeypatch.setattr(yaml, "load", lambda text, **how: parsed.append(text) or load(text, **how))
    return parsed


def test_a_file_is_parsed_once_and_says_the_same_again(file: Path, read_once: list[str]):
    first = read_data(file)
    assert first == {"day": date(2026, 11, 29), "list": [True, 3], "articles": {1: "x"}}
    assert read_data(file) == first
    assert read_once == [SAID]


def test_its_head_and_its_texts_are_kept_apart(file: Path):
    for _ in range(2):
        assert read_data(file, "articles:") == {"day": date(2026, 11, 29), "list": [True, 3]}
        assert read_data(file, as_texts=True)["list"] == ["yes", "3"]
        assert read_data(file)["list"] == [True, 3]


def test_a_file_that_changed_is_parsed_again(file: Path):
    read_data(file)
    file.write_text(SAID.replace("3]", "4]"), "utf-8")
    os.utime(file, ns=(1, 1))
    assert read_data(file)["list"] == [True, 4]


def test_what_is_broken_is_made_anew(file: Path):
    first = read_data(file)
    (found,) = kept(file)
    for broken in (b"", b"no pickle", found.read_bytes()[:-5]):
        found.write_bytes(broken)
        assert read_data(file) == first


def test_nothing_is_written_where_python_writes_no_bytecode(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert read_data(file)["articles"] == {1: "x"}
    assert kept(file) == []


def test_a_digest_is_found_once_for_a_state_and_again_where_its_line_is_broken(file: Path):
    asked: list[str] = []

    def digest(state: str) -> str:
        return kept_digest(file.parent, state, lambda: asked.append(state) or f"of-{state}")

    assert [digest(each) for each in ("one", "one", "two", "two")] == ["of-one"] * 2 + [
        "of-two"
    ] * 2
    assert asked == ["one", "two"]
    (held,) = kept(file)
    for broken in ("two", "two of two", "\xff", ""):
        held.write_text(broken, "latin-1")
        assert digest("two") == "of-two"
    assert asked == ["one", *["two"] * 5]


def test_what_is_made_of_a_text_is_made_once_until_the_file_changes(file: Path):
    made: list[str] = []

    def lines(text: str) -> tuple[str, ...]:
        made.append(text)
        return tuple(text.splitlines())

    assert read_made(file, lines) == read_made(file, lines) == tuple(SAID.splitlines())
    assert made == [SAID]
    file.write_text("other", "utf-8")
    assert read_made(file, lines) == ("other",)


def test_what_two_functions_make_of_a_text_is_not_taken_for_one_another(file: Path):
    assert read_made(file, lambda text: len(text)) == len(SAID)
    assert read_made(file, _first) == SAID[0]


def _first(text: str) -> str:
    return text[0]
