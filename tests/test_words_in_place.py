"""A proposal that is taken into a text changes what it says, and no word comes to say something else."""

from __future__ import annotations

import pytest

from dossier.interchange.review.take_proposal import CannotTake, taken
from dossier.model.comments import ReviewNote

HEAD = "---\nid: shoot\nkind: evidence\n---\n"
TEXT = """\
The governor said so. Videos show people who run. [@hrw, p. 14]

We ask for an inquiry into the shooting, see [paragraph](#paragraph:shoot).

Two inquiries were closed.[^inq] Nobody was charged, as they knew.

| Court | Accused | Convicted |
|---|---|---|
| North | 12 | 11 |
| Port | 5 | 5 |

[^inq]: The decisions were *never* published.
"""


def after(old: str, new: str = "", text: str = TEXT) -> str:
    note = ReviewNote("r1", "proposal", "Anna", "", "Tracked.", quoted=old, old=old, new=new)
    return taken(HEAD + text, "shoot.md", note).removeprefix(HEAD)


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        (
            " Videos show people who run.[note: HRW, above note 1, p. 14.]", "",
            "so. Videos show people who run. [@hrw, p. 14]", "so.",
        ),
        (", see paragraph\u00a08", "", ", see [paragraph](#paragraph:shoot)", ""),
        (
            "inquiries were closed.[note: The decisions were never published.]",
            "inquiries were closed.",
            "[^inq]", "",
        ),
        ("closed.[note: It.] Nobody", "closed.[note: It.] In the end nobody", "Nobody", "In the end nobody"),
        ("Port | 5 | 5", "", "| Port | 5 | 5 |\n", ""),
        ("12", "", "| North | 12 | 11 |", "| North |  | 11 |"),
    ],
)  # fmt: skip
def test_what_goes_takes_with_it_what_belongs_to_it_and_nothing_else(old, new, gone, came):
    wanted = TEXT.replace(gone, came)
    if gone == "[^inq]":  # the note goes with its only call
        wanted = wanted.replace("\n\n: The decisions were *never* published.", "")
    made = after(old, new)
    assert [" ".join(each.split()) for each in made.splitlines()] == [
        " ".join(each.split()) for each in wanted.splitlines()
    ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (" Videos show people who run.", "", "right behind it"),
        (", see paragraph", "", "number of a cross-reference"),
        ("The decisions were never published.", "", "all that a note says"),
        ("so.", "so.[note: A Report.]", "it has a note"),
        ("Court | Accused | Convicted", "", "head of a table"),
        ("8", "9", "nowhere"),
        ("closed.[note: It.]", "ended.[note: They.]", "it has a note"),
        ("closed.[note: It.] Nobody", "closed.[note: They.] Nobody", "it has a note"),
        ("run.[note: HRW, p. 14.]", "run.[note: HRW, p. 15.]", "it has a note"),
        ("closed.[note: It.] Nobody", "closed. Nobody [note: It.]", "behind other words"),
        ("closed.", "closed. [picture: A map]", "a picture"),
        ("Two inquiries", "Two\u00a0 inquiries", "stay as it is"),
    ],
)
def test_what_would_leave_something_behind_is_not_taken(old, new, why):
    with pytest.raises(CannotTake, match=why):
        after(old, new)


def test_notes_that_change_places_are_not_taken_and_of_two_the_right_one_goes():
    text = "They went to Lima[^one] or Cusco[^two] then.\n\n[^one]: One.\n\n[^two]: Two.\n"
    old = "Lima[note: One.] or Cusco[note: Two.]"
    with pytest.raises(CannotTake, match="it has a note"):
        after(old, "Cusco[note: Two.] or Lima[note: One.]", text)
    assert after(old, "Lima[note: One.]", text) == "They went to Lima[^one] then.\n\n[^one]: One.\n"
    assert (
        after(old, "Cusco[note: Two.]", text) == "They went to Cusco[^two] then.\n\n[^two]: Two.\n"
    )


def test_a_note_that_is_called_again_does_not_go():
    text = TEXT.replace("as they knew.", "as they knew.[^inq]")
    with pytest.raises(CannotTake, match="called again"):
        after("were closed.[note: The decisions.]", "were closed.", text)


def test_a_cell_with_a_fact_alone_is_not_any_words():
    text = TEXT.replace("| Port | 5 |", "| Port | {fact:port} |")
    with pytest.raises(CannotTake, match="nowhere"):
        after("seven persons", "", text)
