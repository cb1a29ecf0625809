"""What a command prints fits the terminal, and is plain where no person reads it."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cli.terminal import coloured, columns, counted, cut, fitted, wrapped

FINDING = 'blocks/a.md:3: error[unknown-source]: there is no source "error[x]"\n    hint: add it to sources.yaml'


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("command", [("build", "--format", "html,md"), ("check",), ("list",)])
def test_no_line_is_wider_than_the_terminal(small, monkeypatch, width, command) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for module in ("build", "check", "list_"):
        monkeypatch.setattr(f"dossier.cli.{module}.columns", lambda: columns(Screen()))
    said = small.run(*command).out.splitlines()
    assert said
    assert max(map(len, said)) <= width


def test_what_goes_to_a_file_has_neither_colours_nor_the_width_of_a_terminal(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert columns(io.StringIO()) == 100
    assert coloured(FINDING, io.StringIO()) == FINDING


def test_on_a_screen_the_severity_and_the_hint_have_colours_and_no_word_is_lost(
    monkeypatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    seen = coloured(FINDING, Screen())
    assert re.sub(r"\x1b\[[\d;]*m", "", seen) == FINDING
    assert seen.count("\x1b[0m") == 2
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured(FINDING, Screen()) == FINDING


def test_one_page_is_one_page_and_only_a_pdf_has_pages(small) -> None:
    lines = small.run("build", "case", "--format", "pdf,html").out.splitlines()
    pdf, html = (
        next(each for each in lines if f".{format_}" in each) for format_ in ("pdf", "html")
    )
    assert re.search(r"\b(1 page|\d+ pages)\b", pdf)
    assert "page" not in html


@given(
    st.lists(st.text("ab §é", min_size=1, max_size=12), min_size=1).map("  ".join),
    st.integers(40, 140),
)
def test_long_lines_go_on_below_their_words_and_lose_none(line: str, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        seen = wrapped(line, Screen())
    assert seen.split() == line.split()
    assert all(len(each) <= width for each in seen.splitlines())
    assert wrapped(line, io.StringIO()) == line


def test_words_behind_a_label_stay_apart_from_it(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    seen = wrapped("    States    " + ", ".join(["Liechtenstein"] * 9), Screen())
    assert {re.match(" *", each)[0] for each in seen.splitlines()[1:]} == {" " * 14}


def test_numbers_and_long_names() -> None:
    assert [counted(n, "word") for n in (0, 1, 2)] == ["0 words", "1 word", "2 words"]
    assert fitted("abc", 5) == "abc  "
    assert fitted("output/kazakhstan/x.pdf", 8) == "…n/x.pdf"
    assert cut("long title", 6) == "long…"
