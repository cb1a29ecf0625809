"""Words are found in a dictionary without Hunspell exactly where Hunspell finds them."""

import sys
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.lint.dictionary_words import DictionaryWords
from dossier.lint.spelling import FOLDER, Speller

NAMES = ("en_GB", "en_US", "ru")


@cache
def both(name: str) -> tuple[DictionaryWords, Any, list[str]]:
    """The dictionary of ours and of Hunspell, and every hundredth of its words."""
    known = Speller(FOLDER / name, "en" if name != "ru" else "ru")
    lines = (FOLDER / f"{name}.dic").read_text("utf-8").splitlines()[1::100]
    return known.words, known.hunspell, [line.partition("/")[0] for line in lines]


@given(st.sampled_from(NAMES), st.data())
def test_a_word_is_told_as_hunspell_tells_it(name: str, data: st.DataObject):
    ours, hunspell, words = both(name)
    assert ours.affixes
    ends, begins = sorted(ours.affixes.suffixes), ["", *sorted(ours.affixes.prefixes)]
    for _ in range(40):
        word = data.draw(st.sampled_from(words))
        cut, end = data.draw(st.integers(0, 3)), data.draw(st.sampled_from(["", "'", *ends]))
        word = data.draw(st.sampled_from(begins)) + word[: len(word) - cut] + end
        word = data.draw(st.sampled_from((str, str.lower, str.capitalize)))(word)
        if data.draw(st.integers(0, 4)) == 0:
            word += data.draw(st.sampled_from("- ")) + data.draw(st.sampled_from(words))
        assert ours.has(word) in (None, bool(hunspell.spell(word))), word


@pytest.mark.parametrize(
    ("name", "word"), [("en_GB", "UNION"), ("en_GB", "a1"), ("en_GB", "n" * 60), ("fr", "syndicat")]
)
def test_of_what_the_rules_do_not_say_only_hunspell_can_tell(name: str, word: str):
    assert DictionaryWords(FOLDER / name).has(word) is None


def test_hunspell_is_not_begun_for_plain_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "hunspell", None)  # it cannot be imported
    known = Speller(FOLDER / "en_GB", "en-GB")
    said = ("The", "strikers’", "union's", "re-registered", "unregistered", "Kazakh", "proceedings")
    assert all(map(known.knows, said))
    assert not known.knows("recieve")
    assert known.slip("recieve") == "receive"
