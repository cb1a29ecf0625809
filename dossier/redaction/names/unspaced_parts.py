"""Parts of names in scripts without spaces: the given name alone, the surname with a title.

A name like 王小明 is one word, and the words of its text are not told apart. So its parts are
looked for as letters in a row. Where a letter of the same script stands before a part, the two may
be of another word; then it is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from dossier.model.frozen import frozen
from dossier.model.registry import Person
from dossier.redaction.names.everyday import is_everyday
from dossier.redaction.names.letters import BARE, UNSPACED
from dossier.redaction.names.name_data import read_name_data

_HAN: Final = re.compile("[\u3005\u3400-\u9fff\U00020000-\U0003ffff]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_HANGUL: Final = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_FINAL: Final = re.compile("[\u11a8-\u11ff]")
"""The last letter of a Korean syllable, as bare texts have it."""

_BETWEEN: Final = re.compile(r"[\s,\uff0c\u3001\u00b7\u30fb\u2027\uff65\u2022]+")
_SHORTEST, _SHORTEST_SYLLABLES = 2, 4
"""Letters of a part that is found alone: of Han, Hangul and Kana, and of letters for sounds."""


@frozen
class UnspacedParts:
    """The words of a name by which somebody is known, as they are written."""

    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    def alone(self) -> tuple[str, ...]:
        """Return the parts that are found by themselves."""
        return tuple(each for each in (*self.family, *self.given) if _is_long(each))

    def beside_a_title(self) -> tuple[str, ...]:
        """Return the parts that are found with a title only."""
        return tuple(each for each in (*self.family, *self.given) if not _is_long(each))


@frozen
class Alone:
    """Whose part of a name some letters are; `given` is a given name, `titled` has a title."""

    person: int
    given: bool = False
    titled: bool = False


def unspaced_parts(person: Person) -> UnspacedParts:
    """Return the parts of those spellings of a name that put no space behind a name.

    >>> unspaced_parts(Person("p", "王小明", family=("王",)))
    UnspacedParts(family=('王',), given=('小明',))
    """
    texts = [unicodedata.normalize("NFC", each) for each in (person.name, *person.spellings)]
    found = [_parted(text, person) for text in dict.fromkeys(texts)]
    return UnspacedParts(
        family=tuple(dict.fromkeys(part for each in found for part in each.family)),
        given=tuple(dict.fromkeys(part for each in found for part in each.given)),
    )


def keys_of(parts: UnspacedParts, number: int) -> Iterator[tuple[str, Alone]]:
    """Yield what is looked for of somebody's parts, in bare letters."""
    for part in parts.alone():
        yield part.translate(BARE), Alone(number, given=part in parts.given)
    for part in (*parts.family, *parts.beside_a_title()):
        if not _HAN.match(part) and not _HANGUL.match(part) and not _KANA.match(part):
            continue
        before, after = _titles()
        for text in (*(each + part for each in before), *(part + each for each in after)):
            yield text.translate(BARE), Alone(number, titled=True)


@frozen
class Met:
    """A part of a name between two places of a text; `sure` that it is the name."""

    person: int
    sure: bool
    start: int
    end: int
    everyday: bool


def parts_met(
    joined: str, kept: Sequence[int], table: Mapping[str, Sequence[Alone]], heads: Heads
) -> Iterator[Met]:
    """Yield parts of names in a bare text without spaces; `kept` are the places of its letters."""
    for begin, sign in enumerate(joined):
        for key in heads.get(sign, ()):
            end = begin + len(key)
            if not joined.startswith(key, begin) or _FINAL.match(joined[end : end + 1]):
                continue
            broken = kept[end - 1] - kept[begin] >= len(key)
            touched = bool(begin) and kept[begin] - kept[begin - 1] == 1
            inside = touched and _alike(joined[begin - 1], sign)
            hangul = bool(_HANGUL.match(sign))
            for each in table[key]:
                if hangul and (inside if each.titled else broken):
                    continue
                everyday = is_everyday(key)
                sure = each.given and not inside and not everyday
                yield Met(each.person, sure, kept[begin], kept[end - 1] + 1, everyday)


Heads = Mapping[str, Sequence[str]]
"""The keys by their first letter."""


def _parted(text: str, person: Person) -> UnspacedParts:
    """Take one spelling apart: as the registry says, or at its spaces."""
    words = [each for each in _BETWEEN.split(text) if each]
    if not all(_is_unspaced(each) for each in words):
        return UnspacedParts()
    family, given = _bare(person.family), _bare((*person.given, *person.called))
    if len(words) == 1:
        return _cut(words[0], family, given)
    if family or given:
        theirs = [each for each in words if _key(each) in family]
        rest = [each for each in words if each not in theirs]
        if theirs or any(_key(each) in given for each in rest):
            theirs = theirs or [each for each in rest if _key(each) not in given]
            return UnspacedParts(tuple(theirs), tuple(each for each in rest if each not in theirs))
    spaced = any(map(str.isspace, text)) and all(_is_east_asian(each) for each in words)
    return UnspacedParts(tuple(words[:1]), tuple(words[1:])) if spaced else UnspacedParts((*words,))


def _cut(word: str, family: frozenset[str], given: frozenset[str]) -> UnspacedParts:
    """Return the parts of a name that is one word, of which the registry says one or both."""
    for at in range(1, len(word)):
        first, last = word[:at], word[at:]
        if _key(first) in family or _key(last) in given:
            return UnspacedParts((first,), (last,))
        if _key(first) in given or _key(last) in family:
            return UnspacedParts((last,), (first,))
    return UnspacedParts()


def _bare(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_key(each) for text in texts for each in _BETWEEN.split(text) if each)


def _key(text: str) -> str:
    return text.translate(BARE)


def _is_unspaced(word: str) -> bool:
    return all(UNSPACED.match(each) or unicodedata.category(each)[0] == "M" for each in word)


def _is_east_asian(word: str) -> bool:
    return any(script.match(word) for script in (_HAN, _KANA, _HANGUL))


def _is_long(part: str) -> bool:
    """Whether a part has so many letters that it is looked for alone."""
    return len(part) >= (_SHORTEST if _is_east_asian(part) else _SHORTEST_SYLLABLES)


def _alike(one: str, other: str) -> bool:
    """Whether two letters are of one script, so that they may belong to one word."""
    for script in (_HAN, _KANA, _HANGUL):
        if script.match(other):
            return bool(script.match(one))
    return bool(UNSPACED.match(one))


@cache
def _titles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles that stand before and behind a surname without a space."""
    said = read_name_data("conventions")["unspaced_titles"]
    return tuple(said["before"].split()), tuple(said["after"].split())
