"""Which words of a file are among those that it lacks elsewhere."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.lacking_words import LackingWords
from dossier.interchange.pull.tokens import words

TOLD = st.lists(st.sampled_from("abcdefghij"), max_size=12)


@given(st.lists(TOLD, max_size=6), TOLD)
def test_words_are_lacking_where_one_paragraph_lacks_four_fifths_of_them(left, said):
    row = words(" ".join(said))
    bag = Counter(words_of(row))
    held = any(10 * (Counter(each) & bag).total() >= 8 * bag.total() for each in left)
    assert LackingWords(map(Counter, left)).hold(row) is (bag.total() >= 4 and held)


class Asked(Counter):
    """Words that remember how often somebody asked for one."""

    times = 0

    def __getitem__(self, word):
        Asked.times += 1
        return super().__getitem__(word)


def test_words_are_compared_with_the_few_paragraphs_that_lack_a_rare_one_of_them():
    left = [Asked(["the", "of", "in", "at", *(f"{n}{at}" for n in "vwxyz")]) for at in range(300)]
    known = LackingWords(left)
    Asked.times = 0
    assert known.hold(words("the of in at v7 w7 x7 y7"))
    assert not known.hold(words("the of in at v7 w7 x8 y8"))
    assert Asked.times < 100
