"""Reconciling: a file that lost words is found out, one that only breaks lines otherwise is not."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from dossier.build.lost_words import reconcile
from dossier.model.document import Block
from dossier.model.passages import Passage, passages
from tests.strategies import editions


def said(edition) -> list[Passage]:
    return list(passages(edition))


@given(editions())
def test_the_words_themselves_agree(edition):
    printed = said(edition)
    assert reconcile(printed, " ".join(each.text for each in printed)) is None


@given(editions(), st.integers(4, 40))
def test_lines_may_break_anywhere(edition, width):
    printed = said(edition)
    text = " ".join(each.text for each in printed)
    broken = "\n".join(text[start : start + width] for start in range(0, len(text), width))
    assert reconcile(printed, broken) is None


@given(editions(), st.data())
def test_a_lost_word_is_missed(edition, data):
    printed = said(edition)
    words = " ".join(each.text for each in printed).split()
    gone = data.draw(st.integers(0, len(words) - 1))
    assume(any(letter.isalnum() for letter in words[gone]))
    loss = reconcile(printed, " ".join(words[:gone] + words[gone + 1 :]))
    assert loss is not None
    assert loss.missing


@given(editions(), st.data())
def test_a_doubled_word_is_noticed(edition, data):
    printed = said(edition)
    words = " ".join(each.text for each in printed).split()
    twice = data.draw(st.sampled_from(words))
    assume(any(letter.isalnum() for letter in twice))
    loss = reconcile(printed, " ".join([*words, twice]))
    assert loss is not None
    assert loss.surplus


def test_the_loss_names_the_block_that_lost_most():
    first, second = (Block(id_, "evidence", ()) for id_ in ("first", "second"))
    printed = [Passage("strikes in the south", "text", first), Passage("a new law", "text", second)]
    loss = reconcile(printed, "strikes in the south a")
    assert loss is not None
    assert (loss.block, set(loss.missing)) == (second, {"new", "law"})


def test_running_heads_and_repeated_rows_are_not_surplus():
    printed = [Passage("Para. State", "text"), Passage("1 Japan", "text")]
    found = "Head Para. State 1 Head Para. State Japan"
    assert reconcile(printed, found, extra=["Head", "Head"], loose=["Para. State"]) is None
    assert reconcile(printed, found, extra=["Head", "Head"]) is not None
