"""Guarded names: all names that may not be read by an audience, made ready to be looked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from dossier.model.diagnostics import Severity
from dossier.model.registry import Audience, Person
from dossier.redaction.names.endings import LONGEST, script_of
from dossier.redaction.names.everyday import is_everyday
from dossier.redaction.names.letters import (
    BARE,
    UNSPACED,
    WORD,
    cut,
    decoded,
    latin,
    without_raised,
)
from dossier.redaction.names.name_index import LONG, SINGLY, Table
from dossier.redaction.names.nearby_words import FAR, Hit, Mode, Word, about, small_words
from dossier.redaction.names.spellings import Part
from dossier.redaction.names.word_forms import pieces, readings, takes

_APART = re.compile(r"[\s,\uff0c\u3001\u00b7\u30fb\u2027\uff65\u2022]")
"""What may stand between the parts of a Chinese, Japanese or Korean name."""

_SURE = 9
"""Letters of a name that is never met by chance in the letters of other words."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name that was found: the person, the name or surname, the words it is in.

    `as_word` says that it stands there as an everyday word would, in small letters.
    """

    person: Person
    name: str
    severity: Severity
    excerpt: str
    as_word: bool = False


def _weight(found: Hit | NameMatch) -> int:
    """Return how grave it is: everyday words, then surnames, then whole names."""
    sure = found.sure if isinstance(found, Hit) else found.severity == "error"
    return 2 if sure else 0 if found.as_word else 1


def guarded_names(people: tuple[Person, ...], audience: Audience) -> GuardedNames:
    """Return the names that may not be read by an audience; documents of a dossier share them."""
    return _made_ready(people, tuple((each.at.file, each.at.line) for each in people), audience)


@lru_cache(maxsize=16)
def _made_ready(
    people: tuple[Person, ...],
    places: tuple[tuple[str, int], ...],  # noqa: ARG001 (equal persons may stand elsewhere)
    audience: Audience,
) -> GuardedNames:
    return GuardedNames(people, audience)


class GuardedNames:
    """All names that may not be read by an audience, made ready to be looked for."""

    def __init__(self, people: Iterable[Person], audience: Audience) -> None:
        self.table = Table(people, audience)
        self.heads = self.table.heads
        self.seen: dict[str, Mapping[int, tuple[Part, ...]]] = {}
        self.hot: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return any(each.held for each in self.table.known)

    def find(self, text: str, mode: Mode = "words") -> tuple[NameMatch, ...]:
        """Return the persons whose names stand in `text`, each once, with the gravest finding."""
        if not text:
            return ()
        tried = [decoded(text)] if mode == "address" else [text]
        if mode == "words" and re.search("%[0-9A-Fa-f]{2}|(?i:xn--)", text):
            tried.append(decoded(text))
        if mode == "words" and (unraised := without_raised(text)):
            tried.append(unraised)
        found: dict[int, NameMatch] = {}
        for each in tried:
            bare = each.translate(BARE)
            for hit in self._hits(bare, len(bare) < len(each), mode):
                if hit.person not in found or _weight(hit) > _weight(found[hit.person]):
                    found[hit.person] = self._match(hit, each)
        return tuple(found[number] for number in sorted(found))

    def _match(self, hit: Hit, text: str) -> NameMatch:
        known = self.table.known[hit.person]
        return NameMatch(
            known.person,
            name=known.person.name if hit.sure else known.surname,
            severity="error" if hit.sure else "warning",
            excerpt=cut(text, hit.start, hit.end),
            as_word=hit.as_word and not hit.sure,
        )

    def _hits(self, bare: str, shorter: bool, mode: Mode) -> Iterator[Hit]:
        """Yield what stands in a text; one without any word of a name is done with at once."""
        said = WORD.findall(bare)
        known = self.hot
        hot = [at for at, each in enumerate(said)
               if (known[each] if each in known else self._is_hot(each))]  # fmt: skip
        across = self._across([each.casefold() for each in said])
        if not all(map(str.isascii, said)):
            across = (*across, *self._across([latin(each) for each in said]))
        yield from self._unspaced(bare)
        if not (hot or across):
            return
        starts = [each.start() for each in WORD.finditer(bare)]
        for person, first, last, whole in across:
            end = starts[last] + len(said[last])
            spaced = mode == "words" and any(map(str.isspace, bare[starts[first] : end]))
            small = spaced and small_words(said[first : last + 1])
            yield Hit(person, whole and not small, starts[first], end, small)
        for at in hot:
            word, start = said[at], starts[at]
            end = start + len(word)
            handle = (
                mode != "words" or bare[:start].endswith(("@", "#")) or bare[end : end + 1] == "@"
            )
            odd = shorter or not (word.islower() or word.istitle())
            for person in self._inside(word, handle, odd):
                yield Hit(person, True, start, end)
        close = sorted({near for at in hot for near in range(at - FAR, at + FAR + 1)})
        inside = [at for at in close if 0 <= at < len(said)]
        words = [each for at in inside for each in self._parted(said[at], starts[at], bare)]
        for at, word_ in enumerate(words):
            if word_.parts:
                yield from about(words, at, mode, self.table.known)

    def _unspaced(self, bare: str) -> Iterator[Hit]:
        """Yield names in scripts without spaces whose parts are set apart, or broken by a line."""
        if not UNSPACED.search(bare):
            return
        kept = [at for at, each in enumerate(bare) if not _APART.match(each)]
        joined = "".join(bare[at] for at in kept)
        for begin, sign in enumerate(joined):
            for key in self.heads.get(sign, ()):
                end = begin + len(key)
                if joined.startswith(key, begin) and kept[end - 1] - kept[begin] >= len(key):
                    for person in self.table.keys[key]:
                        yield Hit(person, True, kept[begin], kept[end - 1] + 1)

    def _is_hot(self, word: str) -> bool:
        """Whether a word may be the centre of a name; what is found is remembered."""
        known = self.hot.get(word)
        if known is None:
            known = any(True for _ in self._inside(word, True, True)) or any(
                part.central()
                for piece in (word, *(each for _, each in pieces(word)))
                for parts in self._parts(piece).values()
                for part in parts
            )
            self.hot[word] = known
        return known

    def _parts(self, word: str) -> Mapping[int, tuple[Part, ...]]:
        """Return the parts of names that a word may be, by person."""
        if word in self.seen:
            return self.seen[word]
        found: dict[int, dict[Part, None]] = {}
        for reading in readings(word):
            for part in (*self._matching(reading), *self._inflected(reading, word)):
                found.setdefault(part.person, {})[part] = None
        self.seen[word] = made = {person: tuple(parts) for person, parts in found.items()}
        return made

    def _matching(self, reading: str) -> Iterator[Part]:
        yield from self.table.exact.get(reading, ())
        for plural in ("s", "es"):
            if reading.endswith(plural) and len(reading) > len(plural) + 1:
                yield from self.table.exact.get(reading.removesuffix(plural), ())

    def _inflected(self, reading: str, word: str) -> Iterator[Part]:
        """Yield parts of names that a word is with an ending; in Latin letters large words alone.

        A word of everyday English is taken for one, not for a name with an ending.
        """
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

    def _inside(self, word: str, handle: bool, odd: bool) -> Iterator[int]:
        """Yield the persons whose whole name is written in one word."""
        for reading in readings(word):
            if handle:
                yield from self.table.handles.get(reading, ())
            if handle or odd or len(reading) >= _SURE:
                yield from self.table.keys.get(reading, ())
            for key in self._within(reading, 1):
                yield from self.table.keys[key]
            for key in self._within(reading, LONG):
                if handle or (len(key) >= _SURE and key not in self.table.lone):
                    yield from self.table.keys[key]

    def _within(self, reading: str, size: int) -> Iterator[str]:
        """Yield the names that stand somewhere in a word, found by so many first letters."""
        if size == 1 and reading.isascii():
            return
        for at in range(len(reading) - size + 1):
            for key in self.heads.get(reading[at : at + size], ()):
                if reading.startswith(key, at):
                    yield key

    def _across(self, words: Sequence[str]) -> tuple[tuple[int, int, int, bool], ...]:
        """Return names whose letters are spread over words: the person, first and last word.

        The last value says whether it is the whole name, or only a surname in single letters.
        """
        joined, table = "".join(words), self.table
        ends = [*accumulate(map(len, words))]
        found: list[tuple[int, int, int, bool]] = []
        for at, (start, end) in enumerate(zip((0, *ends), ends, strict=False)):
            single = end - start == 1
            size = SINGLY if single else LONG
            keys = self.heads.get(joined[start : start + size], ())
            names = [(key, each, True) for key in keys for each in table.keys[key]]
            if single:
                surnames = table.spread.get(joined[start : start + SINGLY], ())
                names += [(key, each, False) for key, each in surnames]
            for key, person, whole in names:
                stop = start + len(key)
                if stop <= end or not joined.startswith(key, start):
                    continue
                last = bisect_left(ends, stop)
                spread = all(len(each) == 1 for each in words[at : last + 1])
                if ends[last] - stop in (0, 1) and (spread or (whole and len(key) >= _SURE)):
                    found.append((person, at, last, whole))
        return tuple(found)

    def _parted(self, word: str, start: int, bare: str) -> Iterator[Word]:
        """Yield a word, or its pieces where only these are parts of names."""
        found = [(0, word)] if self._parts(word) else [*pieces(word)]
        for offset, piece in found:
            first, end = start + offset, start + offset + len(piece)
            before, after = bare[max(first - 1, 0) : first], bare[end : end + 1]
            yield Word(
                text=piece,
                start=first,
                end=end,
                parts=self._parts(piece),
                before=before,
                after=after,
            )
