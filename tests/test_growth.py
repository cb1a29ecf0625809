"""What large texts cost grows no faster than they do: steps are counted, and limits are findings."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dossier.build import worker_processes, workers
from dossier.build.build_dossiers import build
from dossier.build.build_request import BuildRequest
from dossier.lint import rule
from dossier.lint.example import example
from dossier.lint.spelling import LONGEST, Speller, speller
from dossier.model.document import BulletList, Item, Paragraph, Text
from dossier.model.registry import Person
from dossier.readers.blocks import links_and_pictures
from dossier.readers.blocks.block import LONGEST_WORD, read_text
from dossier.readers.blocks.source_lines import DEEPEST
from dossier.redaction.names import stretches, text_letters
from dossier.redaction.names.letters import WORD
from dossier.redaction.scan import Guard, Piece
from dossier.redaction.scan.pdf import page_columns
from dossier.writers import markdown as writer
from tests.conftest import Project
from tests.effort import effort


def counted(monkeypatch, module, name: str, size):
    """Return the list that fills with the size of each call of a function."""
    held, old = [], getattr(module, name)

    def count(*given):
        held.append(size(*given))
        return old(*given)

    monkeypatch.setattr(module, name, count)
    return held


@pytest.mark.parametrize("text", ["[", "[ ", "![", "[a"])
def test_brackets_that_never_close_are_looked_through_a_few_times(monkeypatch, text):
    looked = counted(monkeypatch, links_and_pictures, "pairs", len)
    read_text(text * 5000, "b", "b.md")
    assert sum(looked) <= 10 * len(text * 5000)


def test_a_markdown_file_writes_each_level_of_a_list_once(monkeypatch):
    nodes = Paragraph((Text("deepest"),), "")
    for _ in range(20):
        nodes = BulletList((Item((Paragraph((Text("above"),), ""), nodes)),))
    calls = counted(monkeypatch, writer, "_node", lambda *_: 1)
    writer._node(nodes, None)
    assert len(calls) == 1 + 20 * 2


def nested(depth: int) -> str:
    return "\n".join(f"{'  ' * level}- level" for level in range(depth))


def test_a_list_may_have_twelve_levels_and_no_more():
    assert read_text(nested(DEEPEST), "b", "b.md")[1] == ()
    nodes, (found,) = read_text(nested(DEEPEST + 8), "b", "b.md", 3)
    assert (nodes, found.rule, found.line) == ((), "too-deep", 3 + DEEPEST)


def test_a_word_may_have_500_letters_and_no_more():
    assert read_text("y" * LONGEST_WORD, "b", "b.md")[1] == ()
    _, (found,) = read_text("One.\n\n" + "y" * (LONGEST_WORD + 1), "b", "b.md")
    assert (found.rule, found.line) == ("too-long", 3)


def test_nothing_is_suggested_for_a_word_that_no_dictionary_has(monkeypatch):
    asked = counted(monkeypatch, Speller, "_has", lambda *_: 1)
    words = speller("en-GB")
    assert (words.slip("y" * 5000), words.further("y" * 5000), asked) == ("", "", [])
    assert words.slip("x" * (LONGEST + 1)) == ""
    assert words.slip("goverment") == "government"


def test_a_file_is_written_once_where_nobody_else_writes(monkeypatch, small: Project):
    made = counted(monkeypatch, workers, "write", lambda *given: given[2])
    (result,) = build(small.places(), BuildRequest({"case": ("submission",)}, ("docx", "md")))
    assert sorted(made) == ["docx", "md"] and len(result.files) == 2


def test_the_letters_of_a_piece_are_read_once_in_a_text_too_long_to_be_remembered(monkeypatch):
    texts = [f"Paragraph {number} of a long text." for number in range(50)]
    guard = Guard((Person("p", "Rupert Hidden"),), (), (), "public")
    monkeypatch.setattr(text_letters, "_MOST", 100)
    assert not guard.find([])
    read = counted(monkeypatch, text_letters, "_read", lambda text: text)
    assert not guard.find(Piece(each, "the text") for each in texts)
    assert sorted(read) == sorted(texts)


def test_a_text_without_white_space_is_looked_through_once_for_words_near_a_name(monkeypatch):
    said = ("exemplar," + '"k":"v",' * 60) * 60
    looked = counted(monkeypatch, stretches, "_after", lambda _, at, far: at)
    found = [each[0] for each in stretches.words_near(said, {"exemplar"}, 8)]
    assert found == WORD.findall(said)
    assert len(looked) < 3


@pytest.mark.parametrize("drawn_over", [False, True])
def test_texts_of_a_page_are_held_against_those_above_them_alone(monkeypatch, drawn_over):
    said = [
        (each, top, each + 0.5, top + 0.5)
        for top in (700, 600)
        for each in ([0] * 400 if drawn_over else range(400))
    ]
    held = SimpleNamespace(
        count_rects=lambda: len(said),
        get_rect=said.__getitem__,
        get_text_bounded=lambda *_: "J",
    )
    looked = counted(monkeypatch, page_columns._Box, "is_below", lambda *_: 1)
    assert [*page_columns.page_columns(held)]
    assert len(looked) < 100 * len(said)


def recommended(copies: int) -> str:
    """Return a text with ten concerns and ten short recommendations, all of them several times."""
    places = [f"region {letter}" for letter in "abcdefghij"] * copies
    concerns = "".join(f"# Our concerns\n\nUnions of {each} are refused.\n\n" for each in places)
    rests = ", ".join(f"part-{10 * copies + 1}-{n + 1}: [part-1]" for n in range(len(places)))
    asked = "".join(f"- Register {each}.\n" for each in places)
    return f"---\nrests_on: {{{rests}}}\n---\n{concerns}# Recommendations\n\n{asked}"


@pytest.mark.parametrize("name", ["same-recommendation", "too-many-for-one-concern"])
def test_twice_as_many_recommendations_are_twice_the_work_to_compare(name: str):
    def comparing(copies: int) -> int:
        draft = example(recommended(copies))
        [*rule(name).check(draft)]  # words are judged once, in whatever order tests run
        return effort(lambda: [*rule(name).check(draft)])

    first, second, fourth = map(comparing, (4, 8, 16))
    assert fourth - second < 2.4 * (second - first)


def test_a_worker_keeps_no_letters_of_earlier_texts_while_it_lays_out_a_page():
    before = text_letters.readings_of("Aigul Exemplarova was there.")
    worker_processes._give_back()
    assert not text_letters._remembered and text_letters._remembered.size == 0
    assert text_letters.readings_of("Aigul Exemplarova was there.") == before
