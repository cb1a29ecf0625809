"""Text stands before a picture that has no room, and never where it does not belong."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from hypothesis import given
from hypothesis import strategies as st

from dossier.model.page_wishes import PictureMove
from dossier.writers.pdf.picture_moves import picture_moves
from dossier.writers.pdf.placed_nodes import PlacedNode
from dossier.writers.pdf.planned_pages import LineBox, Notes

HEIGHT, RULE = 900.0, 18.0
NO_NOTES = Notes((), ())
SECTION, OTHER = etree.Element("section"), etree.Element("section")


def text(name: str, lines: int, notes: tuple[int, ...] = (), section=SECTION, leads=False):
    boxes = (LineBox(20.0, 10.0, notes=notes), *[LineBox(20.0)] * (lines - 1))
    return PlacedNode(f"b:{name}", boxes, section, is_text=True, leads=leads)


def picture(name: str, height: float = 500.0, notes: tuple[int, ...] = (), section=SECTION):
    return PlacedNode(f"b:{name}", (LineBox(height, 10.0, notes=notes),), section, moves=True)


def heading(breaks: str = "may"):
    return PlacedNode("", (LineBox(30.0, 30.0, breaks),))


def moves(*nodes: PlacedNode, notes: Notes = NO_NOTES):
    return picture_moves(nodes, notes, HEIGHT, RULE)


def test_text_that_follows_a_picture_without_room_goes_before_it():
    assert moves(text("0", 30), picture("1"), text("2", 20), text("3", 5)) == (
        PictureMove("b:1", "b:2"),
    )


def test_a_picture_with_room_stays():
    assert moves(text("0", 10), picture("1"), text("2", 20)) == ()


def test_pictures_that_follow_each_other_go_together():
    assert moves(text("0", 30), picture("1"), picture("2", 300), text("3", 20)) == (
        PictureMove("b:1", "b:3"),
        PictureMove("b:2", "b:3"),
    )


def test_nothing_passes_a_heading_or_leaves_its_section():
    assert moves(text("0", 30), picture("1"), heading(), text("2", 20)) == ()
    assert moves(text("0", 30), picture("1"), text("2", 20, section=OTHER)) == ()


def test_what_leads_to_a_list_takes_it_along():
    found = moves(text("0", 30), picture("1"), text("2", 2, leads=True), text("3", 20))
    assert found == (PictureMove("b:1", "b:3"),)


def test_a_picture_that_something_leads_to_stays_with_it():
    assert moves(text("0", 30, leads=True), picture("1"), text("2", 20)) == ()


def test_notes_keep_their_order():
    notes = Notes([12.0, 12.0], [0, 1])
    assert moves(text("0", 30), picture("1", notes=(0,)), text("2", 20, (1,)), notes=notes) == ()


def test_a_picture_under_a_heading_lets_text_stand_between_them():
    found = moves(text("0", 30), heading(), picture("1"), text("2", 20))
    assert found == (PictureMove("b:1", "b:2"),)


@st.composite
def documents(draw):
    kinds = draw(st.lists(st.sampled_from("tttppht"), min_size=3, max_size=25))
    lines = st.integers(1, 30)
    return [
        heading() if kind == "h" else
        picture(str(at), draw(st.sampled_from([100.0, 400.0, 800.0]))) if kind == "p" else
        text(str(at), draw(lines), leads=draw(st.sampled_from([False, False, True])))
        for at, kind in enumerate(kinds)
    ]  # fmt: skip


@given(documents())
def test_a_picture_moves_down_over_text_alone(nodes):
    places = {node.name: at for at, node in enumerate(nodes)}
    for move in moves(*nodes):
        passed = nodes[places[move.node] + 1 : places[move.after] + 1]
        assert passed
        assert all(each.is_text or each.moves for each in passed)
        assert not nodes[places[move.after]].leads
