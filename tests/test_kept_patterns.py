"""Patterns that are kept are those that Python compiles, and none is made of an author's words."""

import marshal
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import kept_patterns
from dossier.model.kept_patterns import (
    keep_patterns,
    program_pattern,
    programs_own,
    write_patterns,
)

NAME = r"(?P<name>[A-ZÀ-Þ]\w+)(?:, (?i:jr))?(?<!\d)"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of patterns of a process that has kept none, and compiles all."""
    compiler = import_module("re._compiler")
    path = tmp_path / "patterns.data"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept_patterns, "_file", lambda: path)
    monkeypatch.setattr(kept_patterns, "_kept", {})
    monkeypatch.setattr(kept_patterns, "_new", set())
    monkeypatch.setattr(kept_patterns, "_before", [])
    monkeypatch.setattr(compiler, "compile", _plain(compiler.compile))
    re.purge()
    keep_patterns()
    yield path
    re.purge()


def _plain(compile_: object) -> object:
    """Return the compiler of `re` itself, also where the program stands before it already."""
    held = getattr(compile_, "__closure__", None)
    cells = dict(zip(compile_.__code__.co_freevars, held, strict=True)) if held else {}  # type: ignore[attr-defined]
    return cells["before"].cell_contents if "before" in cells else compile_


def again() -> None:
    """Begin as a later start does."""
    write_patterns()
    re.purge()
    keep_patterns()


def test_a_kept_pattern_is_the_one_that_python_compiles(file: Path):
    first = program_pattern(NAME, re.IGNORECASE)
    again()
    kept = program_pattern(NAME, re.IGNORECASE)
    assert kept is not first
    assert kept == first  # `re` compares their code
    assert (kept.flags, kept.groupindex) == (first.flags, first.groupindex)
    assert kept.fullmatch("Ærø, JR")["name"] == "Ærø"  # type: ignore[index]


@given(st.text(max_size=12).map(re.escape), st.sampled_from([0, re.IGNORECASE, re.VERBOSE]))
def test_what_is_told_the_engine_is_what_the_compiler_tells_it(text: str, flags: int):
    flags_found, code, *groups = kept_patterns._code(f"({text}|[^a]+?)(?P<x>b{{2,}})", int(flags))
    numbers = memoryview(code).cast("I").tolist()
    pattern = f"({text}|[^a]+?)(?P<x>b{{2,}})"
    built = import_module("_sre").compile(pattern, flags_found, numbers, *groups)
    assert built == re.compile(pattern, flags)


def test_a_pattern_is_kept_where_it_stands_in_code_and_not_where_code_makes_it(file: Path):
    body = (
        "import re\n"
        "OF_MODULE = re.compile('of module')\n"
        "MANY = tuple(re.compile(each) for each in ('first', 'second'))\n"
        "class Kind:\n    OF_CLASS = re.compile('of class')\n"
        "def use(name): return re.compile(re.escape(name)).search(TOLD)\n"
        "TOLD = 'Aigul, Omar'\n"
        "USED = [use(each) for each in TOLD.split(', ')]\n"
        "def stands(): return re.sub('of code', '', TOLD), [re.match('of each', i) for i in 'a']\n"
        "stands()\n"
        "with programs_own('a parser'):\n    (lambda made: re.compile('of a ' + made))('library')\n"
    )
    exec(compile(body, "module.py", "exec"), {"__name__": "module", "programs_own": programs_own})
    write_patterns()
    held = {pattern for pattern, _ in marshal.loads(file.read_bytes())}
    of_code = {"of module", "first", "second", "of class", "of code", "of each", "of a library"}
    assert held == of_code


@pytest.mark.parametrize("content", [b"", b"\x00", marshal.dumps({(NAME, 0): (32, b"1234")})])
def test_a_broken_file_costs_time_alone(file: Path, content: bytes):
    file.write_bytes(content)
    keep_patterns()
    assert program_pattern(NAME).search("Omar")


def test_nothing_is_compiled_once_more_where_nobody_may_write(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "access", lambda *_: False)
    compiled: list[str] = []
    monkeypatch.setattr(kept_patterns, "_code", lambda pattern, _: compiled.append(pattern))
    program_pattern(NAME)
    write_patterns()
    assert not compiled
    assert not file.exists()


def test_nothing_is_written_where_bytecode_is_not(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    program_pattern(NAME)
    write_patterns()
    assert not file.exists()
