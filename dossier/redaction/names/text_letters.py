"""The letters of a text, which tell of most texts at once that nothing guarded stands in them.

They are worked out once for each text, for all names, phrases and audiences. A text is searched
only where its words and letters hold a part of a name, or a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

from dossier.model.frozen import frozen
from dossier.redaction.names.letters import (
    BARE,
    FOREIGN,
    HYPHENS,
    PREFIX,
    WORD,
    alike,
    folded,
    latin,
    without_broken,
    without_raised,
)

ENCODED = re.compile("%[0-9A-Fa-f]{2}|(?i:xn--)")
"""Signs of an address that is read otherwise than it is written."""

_MOST, _LONGEST = 600_000, 200_000
"""Letters of all texts that are remembered, and of one; they take some twenty bytes each."""

_BEHIND = 40
"""Letters at the end of a text that are looked at, white space included."""

_PLAIN = re.compile("[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
_SPACED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_DIGITS = re.compile(r"\d+")


@frozen
class Letters:
    """A text and what it is seen by: its words, and its letters and digits without what is between.

    `small` are the letters in small letters; `latin` and `folded` have look-alikes taken for Latin
    ones, as names and as phrases are compared; `undigited` are the folded ones without digits.
    `single` and `single_latin` have the words of one letter, and a space for each longer word.
    """

    text: str
    words: frozenset[str]
    small: str
    latin: str
    folded: str
    undigited: str
    single: str
    single_latin: str


@frozen
class Readings:
    """The letters of a text, and those without what stands in its words, where it has any.

    `unraised` are without raised numbers, `unbroken` without hyphens that part words at the end of
    a line. `encoded` says that the text may have to be decoded first.
    """

    plain: Letters
    unraised: Letters | None
    unbroken: Letters | None
    encoded: bool

    @property
    def all(self) -> tuple[Letters, ...]:
        """The letters in each way that the text is read."""
        return tuple(each for each in (self.plain, self.unraised, self.unbroken) if each)


def readings_of(text: str) -> Readings:
    """Return the letters of a text; they are remembered, since formats and builds repeat texts."""
    found = _remembered.get(text)
    if found is None:
        found = _read(text)
        if len(text) <= _LONGEST:
            _remembered[text] = found
    return found


class _Remembered(dict[str, Readings]):
    """The letters of texts; all are forgotten when the texts have become too many letters."""

    size = 0

    def __setitem__(self, text: str, readings: Readings) -> None:
        self.size += len(text)
        if self.size > _MOST:
            self.clear()
            self.size = len(text)
        super().__setitem__(text, readings)


_remembered = _Remembered()


def forget_letters() -> None:
    """Forget the letters of all texts: whoever needs the memory more works them out again."""
    _remembered.clear()
    _remembered.size = 0


def _read(text: str) -> Readings:
    unraised, unbroken = without_raised(text), without_broken(text)
    return Readings(
        plain=_letters(text),
        unraised=_letters(unraised) if unraised else None,
        unbroken=_letters(unbroken) if unbroken else None,
        encoded=ENCODED.search(text) is not None,
    )


def _letters(text: str) -> Letters:
    bare = text.translate(BARE)
    words = _words(bare)
    joined = "".join(words)
    small = joined.casefold().replace("'", "")
    latin_ = folded_ = small
    if not small.isascii():  # word by word, since letters are put in order within words
        latin_ = "".join(map(latin, words)).replace("'", "")
        folded_ = "".join(map(folded, words)).replace("'", "")
    single = "".join([each if len(each) == 1 else " " for each in words])
    return Letters(
        text=text,
        words=frozenset(words),
        small=small,
        latin=latin_,
        folded=folded_,
        undigited=_DIGITS.sub("", folded_),
        single=single.casefold(),
        single_latin=single.casefold() if single.isascii() else alike(single),
    )


def _words(bare: str) -> list[str]:
    """Return the words of a bare text; they are found faster where all have English letters."""
    if FOREIGN.search(bare):
        return WORD.findall(bare)
    if "'" in bare:
        return _PLAIN.findall(bare)
    return bare.encode("ascii", "replace").translate(_SPACED).decode().split()


def together(parts: Sequence[Readings]) -> Readings:
    """Return the letters of texts that are read one after the other, each on a line of its own."""
    raised = any(each.unraised for each in parts)
    plain = _joined([each.plain for each in parts])
    unbroken = parts[0].unbroken
    if len(parts) > 1 and any(each.unbroken or _ends_in_a_word(each) for each in parts):
        unbroken = _letters(without_broken(plain.text))
    return Readings(
        plain=plain,
        unraised=_joined([each.unraised or each.plain for each in parts]) if raised else None,
        unbroken=unbroken,
        encoded=any(each.encoded for each in parts),
    )


def _ends_in_a_word(part: Readings) -> bool:
    """Whether a word may go on in the next text: after a hyphen, or after Mac or O'."""
    said = part.plain.text[-_BEHIND:].rstrip()
    return said.endswith(HYPHENS) or PREFIX.search(said) is not None


def _joined(parts: Sequence[Letters]) -> Letters:
    if len(parts) == 1:
        return parts[0]
    rows = {name: "".join(map(attrgetter(name), parts)) for name in _ROWS}
    text = "\n".join([each.text for each in parts])
    return Letters(text=text, words=frozenset().union(*(each.words for each in parts)), **rows)


_ROWS = tuple(each.name for each in fields(Letters) if each.name not in ("text", "words"))
