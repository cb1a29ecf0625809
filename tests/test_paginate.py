"""Pages: every strip and every line of a note comes once, in order, and notes begin at their call."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dossier.writers.pdf.page_breaks import Planner, paginate
from dossier.writers.pdf.picture_heights import empty
from dossier.writers.pdf.planned_pages import (
    HOLE,
    NARROWER,
    SQUEEZE,
    WIDER,
    LineBox,
    Notes,
    most_empty,
    shifts,
)

HEIGHT = 1000.0
RULE = 18.0


@st.composite
def texts_with_notes(draw):
    """Strips, some of which call notes, and the lines of those notes."""
    strips: list[LineBox] = []
    heights: list[float] = []
    begins: list[int] = []
    for _ in range(draw(st.integers(1, 60))):
        called = []
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 3]))):
            called.append(len(begins))
            begins.append(len(heights))
            lines = draw(st.sampled_from([1, 1, 2, 3, 120]))
            heights += [draw(st.sampled_from([12.0, 14.0]))] * lines
        strips.append(
            LineBox(
                height=draw(st.sampled_from([15.0, 20.0, 40.0, 400.0])),
                gap=draw(st.sampled_from([0.0, 8.0, 30.0])),
                breaks=draw(st.sampled_from(["may", "may", "may", "no", "must"])),
                notes=tuple(called),
                loose=draw(st.booleans()),
            )
        )
    return strips, Notes(heights, begins)


@given(texts_with_notes())
def test_every_strip_and_every_line_of_a_note_is_on_exactly_one_page_in_order(case):
    strips, notes = case
    pages = paginate(strips, notes, HEIGHT, RULE)
    assert [n for page in pages for n in range(page.first, page.last)] == list(range(len(strips)))
    lines = [n for page in pages for n in range(page.first_note, page.last_note)]
    assert lines == list(range(len(notes.heights)))


@given(texts_with_notes())
def test_no_page_holds_more_than_fits(case):
    strips, notes = case
    for page in paginate(strips, notes, HEIGHT, RULE):
        mine = strips[page.first : page.last]
        text = sum(each.height + each.gap for each in mine) - (mine[0].gap if mine else 0)
        lines = notes.heights[page.first_note : page.last_note]
        rule = RULE if lines else 0
        nearer = SQUEEZE if lines else 0
        assert text + page.spread + sum(lines) + rule <= HEIGHT + nearer + 1e-6


@given(texts_with_notes())
def test_spaces_grow_or_shrink_by_a_part_of_what_they_are(case):
    strips, notes = case
    for page in paginate(strips, notes, HEIGHT, RULE):
        moved = shifts(strips, page) or (0.0,) * (page.last - page.first)
        for at, (before, after) in enumerate(pairwise(moved), start=page.first + 1):
            gap, more = strips[at].gap, after - before
            assert -NARROWER * gap - 1e-6 <= more <= WIDER * gap + 1e-6
            assert strips[at].loose or not more


@given(texts_with_notes())
def test_no_page_has_larger_spaces_than_its_hole_asks(case):
    strips, notes = case
    for page in paginate(strips, notes, HEIGHT, RULE):
        if page.spread > 0:
            noted = page.last_note - page.first_note
            assert empty(strips, page, notes, HEIGHT, RULE) >= most_empty(noted, RULE) - 1e-6


@given(texts_with_notes())
def test_no_note_begins_before_the_page_of_its_call(case):
    strips, notes = case
    pages = paginate(strips, notes, HEIGHT, RULE)
    for note, begin in enumerate(notes.begins):
        strip = next(n for n, each in enumerate(strips) if note in each.notes)
        called = next(n for n, page in enumerate(pages) if page.first <= strip < page.last)
        begun = next(n for n, page in enumerate(pages) if page.first_note <= begin < page.last_note)
        assert begun >= called


@given(texts_with_notes())
def test_strips_that_must_stay_together_do_when_they_fit_on_a_page(case):
    strips, notes = case
    firsts = {page.first for page in paginate(strips, notes, HEIGHT, RULE)}
    for first in firsts:
        if first == 0 or first >= len(strips) or strips[first].breaks != "no":
            continue
        start = first
        while start and strips[start].breaks == "no":
            start -= 1
        end = first + 1
        while end < len(strips) and strips[end].breaks == "no":
            end += 1
        chunk = strips[start:end]
        assert sum(each.height + each.gap for each in chunk) > HEIGHT - chunk[0].gap - 1e-6 or any(
            each.notes for each in chunk
        )


def test_short_notes_stand_on_the_page_of_their_call():
    strips = [LineBox(100.0, notes=(n,)) for n in range(30)]
    notes = Notes([12.0] * 30, list(range(30)))
    for page in paginate(strips, notes, HEIGHT, RULE):
        assert (page.first, page.last) == (page.first_note, page.last_note)


def test_a_strip_that_must_begin_a_page_does():
    strips = [LineBox(10.0), LineBox(10.0, breaks="must"), LineBox(10.0)]
    assert [page.first for page in paginate(strips, Notes((), ()), HEIGHT, RULE)] == [0, 1]


def test_a_note_longer_than_a_page_goes_on_overleaf():
    strips = [LineBox(20.0, notes=(0,)), LineBox(20.0)]
    pages = paginate(strips, Notes([12.0] * 200, [0]), HEIGHT, RULE)
    assert len(pages) == 3
    assert pages[0].last_note > 50


@given(texts_with_notes())
def test_no_page_leaves_a_hole_where_two_lines_of_the_next_note_fit(case):
    strips, notes = case
    for page in Planner(strips, notes, HEIGHT, RULE).best(1).pages:
        if (
            page.last >= len(strips)
            or page.last == page.first
            or strips[page.last].breaks == "must"
        ):
            continue
        called = [n for each in strips[: page.last] for n in each.notes]
        if called and page.last_note < notes.end(called[-1]):
            continue  # an earlier note still goes on
        end = page.last + 1
        while end < len(strips) and strips[end].breaks == "no":
            end += 1
        coming = [n for each in strips[page.last : end] for n in each.notes]
        if not coming:
            continue
        mine = strips[page.first : page.last]
        used = sum(each.height + each.gap for each in mine) - mine[0].gap
        lines = notes.heights[page.first_note : page.last_note]
        room = HEIGHT - used - sum(lines) - (RULE if lines else 0)
        body = sum(each.height + each.gap for each in strips[page.last : end])
        wanted = notes.heights[
            page.last_note : min(notes.begins[coming[-1]] + 2, len(notes.heights))
        ]
        least = body + sum(wanted) + (0 if lines else RULE)
        assert room < HOLE or least > room


def test_a_note_that_goes_on_overleaf_has_two_lines_on_either_page():
    for before in range(60):
        strips = [LineBox(5.0)] * before + [
            LineBox(HEIGHT - 300 - 5 * 60),
            LineBox(100.0, notes=(0,)),
        ]
        pages = paginate(strips, Notes([12.0] * 14, [0]), HEIGHT, RULE)
        parts = [
            page.last_note - page.first_note for page in pages if page.last_note > page.first_note
        ]
        assert sum(parts) == 14
        assert 1 not in parts


@given(texts_with_notes())
def test_looking_ahead_takes_no_page_more_and_leaves_no_larger_holes(case):
    planner = Planner(*case, HEIGHT, RULE)
    plain, better = planner.best(1), planner.best(8)
    assert len(better.pages) < len(plain.pages) or (
        len(better.pages) == len(plain.pages) and better.cost <= plain.cost
    )


def test_a_page_ends_earlier_where_the_next_has_a_hole_but_leaves_none_itself():
    text = [LineBox(45.0)] * 36 + [LineBox(430.0)]
    pages = paginate(text, Notes((), ()), HEIGHT, RULE)
    assert [page.last for page in pages] == [21, 36, 37]
