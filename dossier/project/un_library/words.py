"""What counts as the same word: letters without marks, one form of digits, stems, near spellings.

Texts and queries go through `folded`, so that "Cote" finds "Côte" and the other way round. Nothing
else is changed: Convention 87 is not Convention 98. Scripts that are written without spaces become
one word a letter, and a query in them is a phrase. Stems and near spellings are looked up among the
words that the library has; so no word of a text is lost to a stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese."""

_UNSPACED = re.compile(rf"([{_SPACELESS}\U00020000-\U0003fffd])")
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
"""Accents, Hebrew points, Arabic vowel signs and lengthening."""

_BEYOND_LATIN = re.compile("[^\x00-\u02ff\u2000-\u206f]")
"""What is no Latin letter, space or mark of punctuation: only texts with these need more work."""

_UNNUMBERED = re.compile(r"n(?<!\wn)(?:os?|r|um)?\b[.°]?\s?(?=\d)")
"""The word for "number", so that "Convention 87" is next to itself in "Convention No. 87".

It begins with a letter, since Python finds that in a fifth of the time of the edge of a word.
"""

_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])+")
_STATE = "\ue000"
"""A letter for private use, by which the full text knows States."""

_LANGUAGES = {
    "LATIN": ("english", "french", "spanish"),
    "CYRILLIC": ("russian",),
    "ARABIC": ("arabic",),
    "DEVANAGARI": ("hindi",),
    "GREEK": ("greek",),
    "ARMENIAN": ("armenian",),
}
"""The languages of the UN's documents, and those of its other scripts that have a stemmer."""


def folded(text: str) -> str:
    """Return a text with small letters without marks, one form of digits, and no "No." before one.

    >>> folded("Côte d’Ivoire, Conventions Nos. 87"), folded("Йод ещё № ٨٧")
    ('cote d’ivoire, conventions 87', 'йод еще 87')
    """
    if text.isascii():
        return _UNNUMBERED.sub("", text.lower())
    apart = unicodedata.normalize("NFKD", text).casefold()
    return _UNNUMBERED.sub("", _without_marks(apart) if _BEYOND_LATIN.search(apart) else apart)


def _without_marks(apart: str) -> str:
    """Return a decomposed text without marks, but for that of the Russian й."""
    marked = apart.replace("\u0438\u0306", "\u0439")
    bare = unicodedata.normalize("NFC", _MARKS.sub("", marked))
    if not _BEYOND_LATIN.search(bare):
        return bare
    return _UNSPACED.sub(r" \1 ", _with_plain_digits(bare))


def _with_plain_digits(text: str) -> str:
    odd = {each for each in set(text) if not each.isascii() and each.isdecimal()}
    plain_digits = {ord(each): str(unicodedata.digit(each)) for each in odd}
    return text.translate(plain_digits) if plain_digits else text


def words(text: str) -> tuple[str, ...]:
    """Return the words of a query, as texts have them.

    >>> words("Convention No. 87"), words("工会")
    (('convention', '87'), ('工', '会'))
    """
    return tuple(_WORD.findall(folded(text)))


def state_word(key: str) -> str:
    """Return the key of a State as the full text has it, which no text has as a word."""
    return _STATE + key


def is_state_word(word: str) -> bool:
    """Whether a word of the full text stands for a State."""
    return word.startswith(_STATE)


def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a folded word, each with its language; a number has none.

    >>> stems("unions")[0], stems("87")
    ('english:union', ())
    """
    if len(word) < 3 or any(map(str.isdigit, word)):
        return ()
    return tuple(f"{name}:{_stemmer(name).stemWord(word)}" for name in _languages(word[0]))


@cache
def _languages(letter: str) -> tuple[str, ...]:
    script = unicodedata.name(letter, "").partition(" ")[0]
    return _LANGUAGES.get(script, ())


@cache
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(language, 0)  # its cache costs more than the stems of so many words


def furthest(word: str) -> int:
    """Return how many letters of a word may be other, missing, too many or in the wrong order."""
    return 1 if len(word) < 8 else 2


def nearest_words(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known words that are spelt most like a word, within `furthest` letters.

    >>> nearest_words("kazakstan", ["kazakhstan", "pakistan"])
    ('kazakhstan',)
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < 4 or any(each.isdigit() for each in word):
        return ()
    scorer: Any = OSA.distance  # its types name one sequence of two
    found = process.extract(
        word, list(known), scorer=scorer, score_cutoff=furthest(word), limit=most
    )
    best = min((distance for _, distance, _ in found), default=0)
    return tuple(each for each, distance, _ in found if distance == best)
