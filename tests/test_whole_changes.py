"""What belongs together is one change, and what was left is taken whole later or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from lxml import etree

from dossier.interchange.changes.change_parts import By, Part, parts_of
from dossier.interchange.changes.composed_text import composed
from dossier.interchange.changes.left_proposals import with_place
from dossier.interchange.changes.linked_parts import has_parted
from dossier.interchange.changes.told_words import new_above, told
from dossier.interchange.pull.tokens import Token
from dossier.interchange.review.take_proposal import CannotTake, taken
from dossier.model.comments import ReviewNote
from dossier.model.conditional_text import View
from dossier.model.document import Block, Nodes, Table
from dossier.model.textdiff import Op
from dossier.ooxml.names import q
from dossier.readers.blocks.block import read_block
from tests.test_pull_printed import run
from tests.test_pull_printed import words as words_
from tests.test_pull_recommendations import back, entered, recommendation
from tests.test_pull_tables import document, edited, unmarked, words

ALL = View("", "internal", "")
HEAD = "---\nid: port\nkind: evidence\n---\n"


class Nobody:
    """Says of each change that nobody is known to have made it."""

    def parted(self, old: Sequence[Token], new: Sequence[Token], op: Op) -> list[tuple[Op, By]]:
        return [(op, ())]

    def retyped(self, old: Sequence[Token], op: Op) -> bool:
        return False


def parts(old: Nodes, new: Nodes) -> list[Part]:
    return [*parts_of("facts", old, new, ALL, lambda one, two: Nobody())]


COURTS = document().sections[0].blocks[0].content


def column(table: etree._Element) -> None:
    for row in table.iter(q("tr")):
        second = [*row.iter(q("tc"))][1]
        new = unmarked(second)
        words(new, "7")
        second.addprevious(new)


def no_column(table: etree._Element) -> None:
    for row in table.iter(q("tr")):
        row.remove([*row.iter(q("tc"))][1])


@pytest.mark.parametrize("change", [column, no_column])
def test_a_column_that_came_or_went_is_one_change_of_its_table(change):
    wanted = (edited(change),)
    (part,) = parts(COURTS, wanted)
    assert composed(COURTS, [part]) == wanted
    said = told([part], [(part.paragraphs, part.new)], {})
    assert said.count(" ¶ ") == 2 and " | " in said


def test_a_row_that_came_is_a_change_of_its_own():
    def row(table: etree._Element) -> None:
        new = unmarked([*table.iter(q("tr"))][-1])
        for cell, text in zip(new.iter(q("tc")), ("West", "9", "8"), strict=True):
            words(cell, text)
        table.append(new)

    wanted = (edited(row),)
    (part,) = parts(COURTS, wanted)
    assert told([part], [(part.paragraphs, part.new)], {}) == "West | 9 | 8"
    assert len(cast(Table, composed(COURTS, [part])[0]).rows) == 3


def test_an_end_of_a_paragraph_is_told_where_words_beside_it_change_too():
    one, two = (
        words_("facts.1", "A court closes it, without a hearing."),
        words_("facts.9", "It hears nobody."),
    )
    wanted = (words_("facts.1", "A court closes it."), two)
    both = parts((one,), wanted)
    assert len(both) == 2
    new = told(both, [(each.paragraphs, each.new) for each in both], {})
    assert new.strip() == "¶ It hears nobody."


def test_the_words_that_went_to_a_new_recommendation_go_with_it():
    found = back(entered(run("Recommendation 2. ")))
    source = recommendation(found.added[0].content[0].content[1])
    both = parts_of("law", source.content, found.wanted["law"], ALL, lambda one, two: Nobody())
    assert has_parted([*both], found.added[0])
    assert not has_parted([], found.added[0])


# What was left


TEXT = "One is here in the port.\n\nTwo is there.\n"
NEW = "One is here in the port.\n\n{}\n\n{}\n\nTwo is there.\n"


def block(text: str, name: str = "port") -> Block:
    found, _ = read_block(HEAD.replace("port", name) + text, f"{name}.md")
    assert found is not None
    return found


def left(new: str) -> list[ReviewNote]:
    """Return the proposals that keep new paragraphs behind the first one of the text."""
    first, second = block(TEXT).content
    came = parts((first, second), (first, *block(new, "new").content, second))
    return [
        with_place(
            block(TEXT),
            ReviewNote("r1", "proposal", "Bo", "", "Left.", new=told([each], [((), each.new)], {})),
            [each],
            new_above(came, each),
        )
        for each in came
    ]


def take(text: str, *notes: ReviewNote) -> str:
    for each in notes:
        text = taken(HEAD + text, "port.md", each).removeprefix(HEAD)
    return text


def test_paragraphs_that_were_left_come_in_their_order_and_each_alone():
    made = NEW.format("First it rained.", "Then it snowed.")
    first, second = left("First it rained.\n\nThen it snowed.\n")
    assert take(TEXT, first, second) == made
    assert take(TEXT, second) == TEXT.replace("\n\n", "\n\nThen it snowed.\n\n", 1)


@pytest.mark.parametrize("new", ["# A heading", "- an item", "> They fled."])
def test_what_is_no_plain_paragraph_is_not_taken_as_one(new):
    (note,) = left(f"{new}\n")
    with pytest.raises(CannotTake, match="where its words belong"):
        take(TEXT, note)


def test_a_paragraph_that_belongs_behind_a_cell_does_not_cut_the_table():
    table = "| A | B |\n| --- | --- |\n| one | two |\n| three | four |\n"
    note = ReviewNote("r1", "proposal", "Bo", "", "Left.", quoted="two", new="It rained.")
    assert take(table, note) == f"{table}\nIt rained.\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [("there.", ". ¶ It is there."), (" is there", ": … (a) there"), ("a ¶ b", "c ¶ d")],
)
def test_changes_of_several_places_are_not_taken_as_words(old, new):
    note = ReviewNote("r1", "proposal", "Bo", "", "Left.", old=old, new=new)
    with pytest.raises(CannotTake, match="parts or joins"):
        take(TEXT, note)


def test_all_that_a_block_says_is_not_taken_out_of_it():
    note = ReviewNote("r1", "proposal", "Bo", "", "Left.", old="Two is there.")
    with pytest.raises(CannotTake, match="delete its file"):
        take("Two is there.\n", note)
