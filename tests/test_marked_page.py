"""The page on which changes of Word files are shown in their places."""

from __future__ import annotations

import re
from random import Random

import pytest

from dossier.interchange.changes.marked_page import drawn_page, marked_page
from dossier.interchange.changes.marked_text import MARK, Anchor
from dossier.interchange.changes.single_changes import single_changes
from dossier.project.layout import read_files
from tests.edits import EVERY, edited
from tests.partners import Partner
from tests.test_single_changes import came


def page(homecoming, changes, **anchors):
    files, _ = read_files(homecoming.places(), "homecoming")
    return marked_page(homecoming.places(), files, "submission", changes, anchors).html


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_words_that_go_and_come_stand_side_by_side(homecoming, sent):
    _, (change,) = came(homecoming, back=Partner(sent).says("twelve", "thirteen").sends())
    html = page(homecoming, (change,))
    told = (
        f'<del data-change="{change.id}">twelve</del><ins data-change="{change.id}">thirteen</ins>'
    )
    assert f"A shift lasts {told} hours" in html


def test_a_comment_stands_around_its_words_or_at_its_paragraph(homecoming, sent):
    one = Anchor("ports", "ports.4", "twelve hours")
    two = Anchor("federation", "founded", "what nobody says")
    three = Anchor("federation", "founded", "four ports", "ports")
    html = page(homecoming, (), r1=one, r2=two, c3=three)
    assert '<mark data-change="c3">four ports</mark>' in html
    assert '<mark data-change="r1">twelve hours</mark>' in html
    assert '<span data-anchor="r2"></span><mark data-change="r2">The</mark> federation' in html


@pytest.mark.parametrize("seed", range(6))
def test_the_page_without_what_comes_is_the_page_as_it_is(homecoming, sent, seed):
    """Whatever was edited, nothing but the marked words is new, and no mark is left over."""
    content, log = edited(sent, Random(seed), EVERY, 4, ("", "Ann"))
    results, changes = came(homecoming, back=content)
    assert single_changes(results) == changes
    html = page(homecoming, changes)
    files, _ = read_files(homecoming.places(), "homecoming")
    now = drawn_page(homecoming.places(), files, "submission").html
    assert html and not MARK.search(html), log
    if not any(each.sort in ("moved", "note", "paragraph") for each in changes):
        gone = re.sub(r'<ins data-change="[^"]*">[^<]*</ins>', "", html)
        assert plain(gone) == plain(now), log
