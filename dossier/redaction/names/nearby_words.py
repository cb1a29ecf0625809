"""Words near each other: whether two of them are a name, a name with an initial, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.redaction.names.everyday import is_everyday
from dossier.redaction.names.letters import latin, listed
from dossier.redaction.names.name_index import Known
from dossier.redaction.names.spelling_words import NAMING, PARTICLES, TITLES
from dossier.redaction.names.spellings import Part, key

Mode: TypeAlias = Literal["words", "id", "address"]
"""What a text is: words that people read, or an id or address, where names are run together."""

SHORT = 3
"""Letters of a surname that is looked for by itself only beside a title."""

GAP = 2
"""How many words may stand between a first name and a surname that are taken together."""

FAR = 8
"""How many words are looked at on each side, those that do not count included."""

_STOP = re.compile(r"[;!?؛؟]\s|[^\W\d_]{6,}\.\s")
"""What parts sentences; a full stop behind a short word may be that of an initial or a title."""

_TURNING = ",:()[]/،\uff0c"
"""Signs that stand where a surname comes first: "Exemplar, alias Jane", "Exemplar (dite Jane)"."""

_ARTICLES = listed("a i а и я о у в с к o y")
"""Letters that are words: alone and small, or after a surname, they are no initials."""


@frozen
class Word:
    """A word of a text, its place there, and the parts of names that it may be, by person."""

    text: str
    start: int
    end: int
    parts: Mapping[int, tuple[Part, ...]]
    before: str
    after: str

    def counts(self) -> bool:
        """Whether it is a word that stands between others."""
        return len(self.text) > 1 and self.text.isalpha() and key(self.text) not in PARTICLES


@frozen
class Hit:
    """A name found between two places of a text; `sure` that it is the name.

    `as_word` says that it stands there as an everyday word would, in small letters; `quoted` that
    the words found are shown, not the surname of the registry.
    """

    person: int
    sure: bool
    start: int
    end: int
    as_word: bool = False
    quoted: bool = False


def about(words: Sequence[Word], at: int, mode: Mode, known: Sequence[Known]) -> Iterator[Hit]:
    """Yield what the word at a place is, with the words near it."""
    word = words[at]
    others = [each for each in _near(words, at) if words[each[0]].parts
              or len(words[each[0]].text) < 5]  # fmt: skip
    for person, parts in word.parts.items():
        if not known[person].held or not any(each.central() for each in parts):
            continue
        if any(each.kind == "whole" for each in parts):
            small = mode == "words" and small_words([word.text])
            yield Hit(person, not small, word.start, word.end, small)
        for other, gap in others:
            sure = _together(
                words=words, pair=(at, other), person=person, gap=gap, mode=mode, known=known
            )
            if sure is not None:
                ends = sorted((at, other))
                run, firsts = words[ends[0] : ends[1] + 1], known[person].firsts
                prose = _as_prose(words, *ends) or _parted(run, person, firsts)
                small = mode == "words" and prose
                yield Hit(
                    person, sure and not small, words[ends[0]].start, words[ends[1]].end, small
                )
        known_by = any(each.kind == "last" for each in parts)
        if known_by and (len(word.text) > SHORT or _has_title(words, at)):
            small = mode == "words" and small_words([word.text])
            yield Hit(person, False, word.start, word.end, small)


def has_stop(text: str) -> bool:
    """Whether a sentence ends within a text.

    >>> has_stop("in Jordan. Paris"), has_stop("Mr. J. Paris")
    (True, False)
    """
    return bool(_STOP.search(text))


def small_words(words: Iterable[str]) -> bool:
    """Whether one of some words is an everyday word in small letters, and so may be no name."""
    return any(len(each) > 2 and each.islower() and is_everyday(each.casefold()) for each in words)


def _as_prose(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether two words stand in a sentence like everyday words, and not in an address."""
    one, two = words[first], words[last]
    joined = two.start - one.end == 1 and not one.after.isspace()
    return not joined and (small_words((one.text, two.text)) or _apart(words, first, last))


def _apart(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether everyday words with capitals are set apart from one another, as no name is.

    So they are in "Part I, Law No. 5", in "p. 3, Page 5", and in "the Law of 5 May".
    """
    one, two = words[first], words[last]
    everyday = [is_everyday(each.text.casefold()) for each in (one, two) if len(each.text) > 2]
    if not everyday or not all(everyday):
        return False
    between = [each.text for each in words[first + 1 : last]]
    other = any(each.isdecimal() or (each.islower() and key(each) not in PARTICLES)
                for each in between)  # fmt: skip
    return other or (len(one.text) < SHORT and one.after == ",")


def _parted(words: Sequence[Word], person: int, firsts: frozenset[str]) -> bool:
    """Whether the first and last of some words are set apart as no name is.

    So they are in "Lima office of Victoria University", for Victoria Lima, and in "in France and
    Jordan. Paris is", for Jordan Paris; but not where a word says that a part of a name follows.
    """
    between = words[1:-1]
    if any(key(each.text) in NAMING for each in between):
        return False
    if any(_stands_before_a_stop(one, two, firsts) for one, two in pairwise(words)):
        return True
    kinds = [{each.kind for each in at.parts.get(person, ())} for at in (words[0], words[-1])]
    turned = "first" not in kinds[0] and "last" not in kinds[1]
    return turned and not _turned_by_a_sign(words) and any(map(_is_small, between))


def _stands_before_a_stop(word: Word, other: Word, firsts: frozenset[str]) -> bool:
    """Whether a sentence ends between two words: not behind a title or a first name cut short."""
    if word.after == "." and (key(word.text) in TITLES or _is_cut(firsts, word.text)):
        return False
    return has_stop(f"{word.text}{word.after}{' ' * (other.start - word.end > 1)}")


def _turned_by_a_sign(words: Sequence[Word]) -> bool:
    """Whether a sign behind a surname, or before the given name, says why it comes first."""
    ends = (words[0].after, words[1].before, words[-2].after, words[-1].before)
    return any(each and each in _TURNING for each in ends)


def _is_small(word: Word) -> bool:
    """Whether it is a word of prose: long enough, in small letters, no title and not cut short."""
    prose = len(word.text) > SHORT and word.counts() and word.text.islower()
    return prose and word.after != "." and key(word.text) not in TITLES


def _has_title(words: Sequence[Word], at: int) -> bool:
    """Whether a title stands before or behind a word, as in "Mr Li" and "Li xiansheng"."""
    near = (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
    return words[at].text[:1].isupper() and any(key(each.text) in TITLES for each in near)


def _near(words: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
    """Yield the places near one, each with the number of words between."""
    for step in (1, -1):
        gap = 0
        for other in range(at + step, at + step * FAR, step):
            if not 0 <= other < len(words) or gap > GAP:
                break
            yield other, gap
            gap += words[other].counts()


def _together(
    words: Sequence[Word],
    pair: tuple[int, int],
    person: int,
    gap: int,
    mode: Mode,
    known: Sequence[Known],
) -> bool | None:
    """Return whether two words are surely a name, or None where they are none."""
    one, other = words[pair[0]], words[pair[1]]
    theirs = other.parts.get(person, ())
    matched = [(a, b) for a in one.parts[person] for b in theirs if _pairs(a, b, gap, other)]
    if matched:
        large = all(a.size > 2 and b.size > 2 for a, b in matched)
        return not (large and _cleared(one, other, gap, known))
    last = any(each.kind == "last" for each in one.parts[person])
    if last and _is_initial(words, pair, known[person].firsts, gap, mode):
        return True
    return None


def _pairs(one: Part, other: Part, gap: int, second: Word) -> bool:
    """Whether two parts of one person's names, so near each other, are taken for the name."""
    if one.spelling == other.spelling and one.place == other.place:
        return False
    kinds = {one.kind, other.kind}
    long = len(second.text) > 1
    if kinds == {"last", "first"}:
        return one.kind == "last" and (long or not second.text.islower() or second.after == ".")
    if kinds == {"last"}:
        return one.spelling == other.spelling and long and gap <= GAP
    if kinds == {"last", "particle"}:
        return gap == 0 and one.kind == "last" and one.spelling == other.spelling and one.size == 2
    return kinds == {"first"} and gap == 0 and long and one.spelling == other.spelling


def _cleared(one: Word, other: Word, gap: int, known: Sequence[Known]) -> bool:
    """Whether two words are the name of somebody else, who may be named."""
    return any(
        _pairs(a, b, gap, other) or _pairs(b, a, gap, one)
        for person in one.parts.keys() & other.parts.keys()
        if not known[person].held
        for a in one.parts[person]
        for b in other.parts[person]
    )


def _is_initial(
    words: Sequence[Word],
    pair: tuple[int, int],
    firsts: frozenset[str],
    gap: int,
    mode: Mode,
) -> bool:
    """Whether the second word of a pair is an initial that goes with the surname, the first."""
    surname, word = words[pair[0]], words[pair[1]]
    size, small, named = len(word.text), word.text.islower(), not surname.text.islower()
    if size > 4 or not word.text.isalpha():
        return False
    if 1 < size < 4 and word.text.isupper() and all(_begins(firsts, e) for e in word.text):
        return gap == 0 and named
    if not _begins(firsts, word.text):
        return False
    if word.after == ".":
        return gap == 0 or named
    article = word.text.casefold() in _ARTICLES and (small or pair[1] > pair[0])
    alone = size == 1 and gap == 0 and not article
    return alone and (mode != "words" or (named and not small))


def _is_cut(firsts: frozenset[str], word: str) -> bool:
    """Whether a word is the beginning of a first name, but not the whole."""
    return not firsts & {word.casefold(), latin(word)} and _begins(firsts, word)


def _begins(firsts: frozenset[str], word: str) -> bool:
    """Whether a first name begins so."""
    return any(first.startswith((word.casefold(), latin(word))) for first in firsts)
