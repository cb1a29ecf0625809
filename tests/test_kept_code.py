"""Code is kept where its source is the program's own, and made anew where the file is broken."""

import marshal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.model import kept_code
from dossier.model.frozen import frozen
from dossier.model.kept_code import write_code
from dossier.model.language import own_templates
from dossier.model.template_sandbox import Sandbox, text_templates
from dossier.readers.yaml import read_yaml

AUTHORS = "{{ title }} of Aigul and Omar"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of code of a process that has kept none."""
    path = tmp_path / "code.data"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept_code, "kept_path", lambda _: path)
    monkeypatch.setattr(kept_code, "_new", {})
    kept_code._kept.cache_clear()
    yield path
    kept_code._kept.cache_clear()


def form_of_our_own() -> str:
    """A form of citation of the program's own templates."""
    text = (own_templates() / "_shared" / "citations.en.yaml").read_text("utf-8")
    keys, _ = read_yaml(text, "citations.en.yaml")
    return str(keys.values["kinds"].content.values["web"].content.values["full"].content)


def sandbox() -> Sandbox:
    """A sandbox with the filters that forms of citation use."""
    made = text_templates()
    names = ("quoted", "italic", "bracketed", "numbered", "case", "said", "address")
    made.add({name: lambda piece, *_: piece for name in names})
    return made


def test_templates_of_the_program_are_kept_and_none_that_holds_an_authors_words(file: Path):
    for each in (form_of_our_own(), AUTHORS):
        sandbox().compile(each)
    write_code()
    held = marshal.loads(file.read_bytes())
    assert form_of_our_own() in {source for _, source in held}
    assert AUTHORS not in {source for _, source in held}
    assert b"Aigul" not in file.read_bytes()


def test_a_kept_template_is_the_one_that_was_compiled(file: Path):
    first = sandbox().compile(form_of_our_own())
    write_code()
    kept_code._kept.cache_clear()
    again = sandbox().compile(form_of_our_own())
    assert again is not first
    assert again == first  # Python compares what code does


def test_a_template_is_compiled_anew_for_filters_that_are_called_otherwise(file: Path):
    made = text_templates()
    before = made._compiles
    made.add({"quoted": lambda piece: piece})
    assert made._compiles != before


@pytest.mark.parametrize("content", [b"", b"\x00", marshal.dumps({("<Place>", "x"): b"\xff"})])
def test_a_broken_file_of_code_costs_time_alone(file: Path, content: bytes):
    file.write_bytes(content)

    @frozen
    class Place:
        name: str
        line: int = 0

    assert Place("a.md") == Place(line=0, name="a.md")
