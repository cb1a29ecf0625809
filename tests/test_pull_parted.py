"""Paragraphs that were parted or joined are known without marks, and nothing comes in twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Edit, Proposal, Pulled
from dossier.model.document import Block, Node, Note, Paragraph, Quote, Section, Text
from dossier.model.walk import plain
from dossier.ooxml.embedded_version import decode
from tests.test_pull_law import export, read
from tests.test_pull_printed import DOCUMENT, changed, run, words
from tests.test_pull_recommendations import MARKS

NOTE = Note("shoot/one", (words("shoot.9", "A Report."),))
SAID = "The governor said that the police had been attacked. "
SEEN = "Videos show people who run from the square."
TOLD = "Nobody told us to leave. They just began to shoot."
BEFORE = words("shoot.1", "The strike began in May and went on for months in the town.")
SHOOT = Block(
    "shoot",
    "evidence",
    (
        BEFORE,
        Paragraph((Text(SAID + SEEN), NOTE), "shoot.2"),
        Quote((words("shoot.3", TOLD),)),
        words("shoot.4", "Two inquiries were opened, and both were closed."),
    ),
    file="shoot.md",
)


def back(change: Callable[[str], str]) -> Pulled:
    """Return what is pulled from a file without marks that was changed, where it deletes nothing."""
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (SHOOT,)),))
    returned = read(changed(export(document), lambda text: change(MARKS.sub("", text))))
    base = Base(decode(returned.embedded))
    return pulled(returned, base, {"shoot": SHOOT}, missing="proposed")


def entered(before: str, between: str = "") -> Callable[[str], str]:
    """Return a change that presses Enter before some words; `between` are paragraphs put there."""

    def change(text: str) -> str:
        at = text.index(before)
        head = re.match(r"<w:p>(?:<w:pPr>.*?</w:pPr>)?", text[text.rindex("<w:p>", 0, at) :])
        end = f'</w:t></w:r></w:p>{between}{head[0]}<w:r><w:t xml:space="preserve">'
        return text[:at] + end + text[at:]

    return change


def wanted(found: Pulled) -> list[str]:
    return [f"{type(each).__name__}: {_words(each)}" for each in found.wanted.get("shoot", ())]


def _words(node: Node) -> str:
    inner = node.content if isinstance(node, Quote) else (node,)
    return " ".join(plain(each.content).strip() for each in inner)


@pytest.mark.parametrize(
    "at", ["that the police", "had been attacked", "Videos show", "who run from", "the square"]
)
def test_a_paragraph_that_was_parted_anywhere_is_two_and_says_nothing_twice(at):
    found = back(entered(at))
    text = SAID + SEEN
    one, two = text[: text.index(at)].strip(), text[text.index(at) :]
    made = wanted(found)
    assert [each.removesuffix("A Report.") for each in made[1:3]] == [
        f"Paragraph: {one}",
        f"Paragraph: {two}",
    ]
    assert len(made) == 5 and str(found.wanted).count("'shoot/one'") == 1
    assert not [each for each in found.found if isinstance(each, Proposal)]


def test_a_paragraph_that_was_parted_in_three_is_three():
    found = back(lambda text: entered("had been attacked")(entered("who run from")(text)))
    assert len(wanted(found)) == 6
    assert not [each for each in found.found if isinstance(each, Proposal)]


def test_a_part_that_stands_elsewhere_is_proposed_and_does_not_come_in_twice():
    new = "<w:p>" + run("Quite other words were put in between by somebody.") + "</w:p>"
    found = back(entered("Videos show", new))
    assert str(found.wanted).count("Videos") <= 1 and str(found.wanted).count("governor") <= 1
    assert "Quite other words" in str(found.wanted)
    assert "Videos" in str([each for each in found.found if isinstance(each, Proposal)])


def test_a_quotation_that_was_joined_to_what_stands_above_stays_one_and_the_joint_is_proposed():
    def change(text: str) -> str:
        first = text.index("Videos show")
        end, at = text.index("</w:p>", first), text.index("Nobody told")
        run_ = text.rindex("<w:r>", 0, at)
        return text[:end] + text[run_:] if run_ > end else text

    found = back(change)
    assert not found.wanted
    (left,) = found.found
    assert isinstance(left, Proposal)
    assert (left.old, left.new) == ("the square. ¶ Nobody told us", "the square. Nobody told us")


def test_a_new_paragraph_beside_one_that_was_not_parted_is_new():
    new = "<w:p>" + run("The governor has never said who ordered it.") + "</w:p>"

    def change(text: str) -> str:
        at = text.rindex("<w:p>", 0, text.index("The governor said"))
        return text[:at] + new + text[at:]

    found = back(change)
    assert any("never said who" in each for each in wanted(found))
    assert [each.change for each in found.found if isinstance(each, Edit)] == ["added"]


def test_a_longer_second_half_does_not_make_a_stranger_of_the_first():
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (SHOOT,)),))
    returned = read(changed(export(document), entered("that the police")))
    found = pulled(returned, Base(decode(returned.embedded)), {"shoot": SHOOT})
    assert [each.change for each in found.found if isinstance(each, Edit)] == ["changed"]
