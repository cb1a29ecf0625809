"""A proposal that is taken into a text changes what it says, and nothing slides or stays alone."""

from __future__ import annotations

import pytest

from dossier.interchange.review.take_proposal import CannotTake, taken
from dossier.model.comments import ReviewNote

HEAD = "---\nid: trial\nkind: evidence\ntitle: Trial\n---\n"
TABLE = """
| Court | Accused | Convicted |
| :-- | --: | --: |
| North | 20 | 18 |
| South | 12 | 11 |
"""


def take(text: str, old: str, new: str = "") -> str:
    note = ReviewNote(
        id="r1", kind="proposal", author="Bo", date="2026-01-02", text="", old=old, new=new
    )
    return taken(HEAD + text, "trial.md", note).removeprefix(HEAD)


def test_a_cell_that_is_emptied_stays_and_the_numbers_keep_their_columns():
    made = take(TABLE, "12")
    assert "| South |  | 11 |" in made and "| North | 20 | 18 |" in made


def test_a_row_goes_with_the_words_of_its_last_cell():
    made = TABLE
    for each in ("South", "12", "11"):
        made = take(made, each)
    assert "South" not in made and "|  |" not in made and "| North | 20 | 18 |" in made


@pytest.mark.parametrize(
    ("text", "old", "why"),
    [
        (
            "He was hit. Videos show it.[@hrw, p. 14]\n",
            " Videos show it.",
            "a source stands right behind",
        ),
        (
            "He was hit. Videos show it.[^a]\n\n[^a]: As seen.\n",
            " Videos show it.",
            "a note or a source",
        ),
        ("It began, see [paragraph](#paragraph:shoot).\n", ", see paragraph", "would stay alone"),
        ("It began.[^a]\n\n[^a]: As seen.\n", "As seen.", "all that a note says"),
        ("| Court | Accused |\n| :-- | --: |\n|  | 20 |\n| A | 3 |\n", "Accused", ""),
        ("| Court | |\n| :-- | --: |\n| A | 3 |\n", "Court", "head of a table"),
    ],
)
def test_what_would_leave_a_note_or_a_number_alone_is_not_taken(text, old, why):
    if not why:
        assert "| Court |  |" in take(text, old)
        return
    with pytest.raises(CannotTake, match=why):
        take(text, old)


def test_words_before_a_note_can_be_put_in_other_words_or_go_where_more_stay_behind():
    text = "He was hit. Videos show it.[@hrw, p. 14]\n"
    assert take(text, "Videos show it", "Pictures show it") == text.replace("Videos", "Pictures")
    assert take(text, "Videos show ", "") == text.replace("Videos show ", "")
