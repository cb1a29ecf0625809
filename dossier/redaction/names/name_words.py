"""What one word of a text may be: parts of names, whole names, or the centre of a name.

What is found of a word is remembered, since texts consist of the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from dossier.model.frozen import frozen
from dossier.redaction.names.endings import LONGEST, script_of
from dossier.redaction.names.everyday import is_everyday
from dossier.redaction.names.key_search import Keys
from dossier.redaction.names.letters import UNSPACED
from dossier.redaction.names.name_index import LONG, Table
from dossier.redaction.names.spellings import Part
from dossier.redaction.names.word_forms import pieces, readings, takes

SURE = 9
"""Letters of a name that is never met by chance in the letters of other words."""

LONGEST_ACCOUNT = 64
"""Letters of the longest name of an account."""

_MOST = 200_000
"""How many words are remembered; a process that lives long meets ever more."""


@frozen
class _Centre:
    """A word around which a name may be found: by itself, or as a first name beside another."""

    alone: bool
    firsts: frozenset[Part]


class NameWords:
    """The words of a text, looked up one by one in the table of all names."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._parts: dict[str, Mapping[int, tuple[Part, ...]]] = {}
        self._centres: dict[str, _Centre] = {}
        self._others: set[str] = set()

    def centres(self, words: frozenset[str]) -> Set[str]:
        """Return those of the words of a text around which a name that is held may be found.

        First names are found only beside another first name of the same person.
        """
        met = {each: centre for each in words - self._others if (centre := self._centre(each))}
        places: dict[tuple[int, int], set[int]] = defaultdict(set)
        for part in (part for word, each in met.items() if len(word) > 1 for part in each.firsts):
            places[part.person, part.spelling].add(part.place)
        return {
            word
            for word, each in met.items()
            if each.alone
            or any(places[one.person, one.spelling] - {one.place} for one in each.firsts)
        }

    def _centre(self, word: str) -> _Centre | None:
        """Return what may be found around a word, or None for nothing."""
        if word in self._centres:
            return self._centres[word]
        if len(self._parts) + len(self._others) > _MOST:
            self._parts, self._centres, self._others = {}, {}, set()
        held = [
            part
            for piece in dict.fromkeys((word, *(each for _, each in pieces(word))))
            for person, parts in self.parts(piece).items()
            if self.table.known[person].held
            for part in parts
            if part.central()
        ]
        alone = any(each.kind != "first" for each in held) or self._is_whole(word)
        if not (held or alone):
            self._others.add(word)
            return None
        firsts = frozenset(each for each in held if each.kind == "first")
        self._centres[word] = found = _Centre(alone, firsts)
        return found

    def is_account(self, word: str) -> bool:
        """Whether a word is an initial and a surname run together, perhaps with a number."""
        if not 4 < len(word) < LONGEST_ACCOUNT or any(map(str.isspace, word)):
            return False
        return any(each in self.table.handles for each in _unnumbered(word))

    def _is_whole(self, word: str) -> bool:
        """Whether the whole name of a person may be written in a word."""
        handles, keys = self.table.handles, self.table.keys
        said = _unnumbered(word)
        return any(each in handles or each in keys or self._long.stand_in(each) for each in said)

    @cached_property
    def _long(self) -> Keys:
        """The whole names that are found within other words."""
        return Keys(each for each in self.table.keys if len(each) >= LONG or UNSPACED.match(each))

    def parts(self, word: str) -> Mapping[int, tuple[Part, ...]]:
        """Return the parts of names that a word may be, by person."""
        if word in self._parts:
            return self._parts[word]
        if word.isascii() and word.isdecimal() and word not in self.table.exact:
            return {}  # as most numbers are; there is no need to remember them
        found: dict[int, dict[Part, None]] = {}
        for reading in readings(word):
            for part in (*self._matching(reading), *self._inflected(reading, word)):
                found.setdefault(part.person, {})[part] = None
        self._parts[word] = made = {person: tuple(parts) for person, parts in found.items()}
        return made

    def _matching(self, reading: str) -> Sequence[Part]:
        """Return the parts of names that a word is, or of which it is the plural."""
        exact = self.table.exact
        found = exact.get(reading, ())
        if reading[-1:] == "s" and len(reading) > 2:
            found = (*found, *exact.get(reading[:-1], ()))
            if reading[-2] == "e" and len(reading) > 3:
                found = (*found, *exact.get(reading[:-2], ()))
        return found

    def _inflected(self, reading: str, word: str) -> Iterator[Part]:
        """Yield parts of names that a word is with an ending; in Latin letters large words alone.

        A word of everyday English is taken for one, not for a name with an ending.
        """
        if word.isascii() and word.islower():
            return
        script = script_of(reading)
        if not script or (script == "Latn" and word.islower()):
            return
        for length in range(1, min(LONGEST, len(reading) - 2) + 1):
            ending = reading[-length:]
            for rule, part in self.table.stems.get(reading[:-length], ()):
                if takes(rule, ending, script) and not (
                    script == "Latn" and is_everyday(word.casefold())
                ):
                    yield part

    def whole(self, word: str, handle: bool, odd: bool) -> Iterator[int]:
        """Yield the persons whose whole name is written in a word."""
        for reading in _unnumbered(word):
            if handle:
                yield from self.table.handles.get(reading, ())
            if handle or odd or len(reading) >= SURE:
                yield from self.table.keys.get(reading, ())
            for key in self._within(reading, 1):
                yield from self.table.keys[key]
            for key in self._within(reading, LONG):
                if handle or (len(key) >= SURE and key not in self.table.lone):
                    yield from self.table.keys[key]

    def _within(self, reading: str, size: int) -> Iterator[str]:
        """Yield the names that stand somewhere in a word, found by so many first letters."""
        if size == 1 and reading.isascii():
            return
        for at in range(len(reading) - size + 1):
            for key in self.table.heads.get(reading[at : at + size], ()):
                if reading.startswith(key, at):
                    yield key


def _unnumbered(word: str) -> frozenset[str]:
    """Return the readings of a word, and those without the number at its end, as accounts have."""
    bare = word.rstrip("0123456789")
    return readings(word) if bare in ("", word) else readings(word) | readings(bare)
