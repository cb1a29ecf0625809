"""Guarded names: all names that may not be read by an audience, made ready to be looked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from dossier.model.diagnostics import Severity
from dossier.model.frozen import frozen
from dossier.model.registry import Audience, Person
from dossier.redaction.names.accounts import is_account
from dossier.redaction.names.key_search import Keys
from dossier.redaction.names.letters import (
    BARE,
    UNSPACED,
    WORD,
    cut,
    decoded,
    latin,
)
from dossier.redaction.names.name_index import LONG, SINGLY, Table
from dossier.redaction.names.name_words import SURE, NameWords
from dossier.redaction.names.nearby_words import FAR, Hit, Mode, Word, about, has_stop, small_words
from dossier.redaction.names.stretches import words_near
from dossier.redaction.names.text_letters import Letters, Readings, readings_of
from dossier.redaction.names.unspaced_parts import parts_met
from dossier.redaction.names.word_forms import pieces

_APART = re.compile(r"[\s,\uff0c\u3001\u00b7\u30fb\u2027\uff65\u2022]")
"""What may stand between the parts of a Chinese, Japanese or Korean name."""

_MOST, _SHORT = 4096, 1000
"""How many texts are remembered with what was found in them, and how many letters they may have:
paragraphs come again in each document and build."""


@frozen
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
        self.words = NameWords(self.table)
        self._remembered = lru_cache(maxsize=_MOST)(self._find)

    def __bool__(self) -> bool:
        return any(each.held for each in self.table.known)

    def is_account(self, text: str) -> bool:
        """Whether a whole text is an initial and a surname run together, perhaps with a number."""
        return self.words.is_account(text.strip())

    def find(self, text: str, mode: Mode = "words") -> tuple[NameMatch, ...]:
        """Return the persons whose names stand in `text`, each once, with the gravest finding."""
        return self._remembered(text, mode) if len(text) <= _SHORT else self._find(text, mode)

    def _find(self, text: str, mode: Mode) -> tuple[NameMatch, ...]:
        return self.search(readings_of(decoded(text) if mode == "address" else text), mode)

    def search(self, readings: Readings, mode: Mode) -> tuple[NameMatch, ...]:
        """Return the same for a text of which the letters are known, an address decoded."""
        tried = [readings.plain]
        if mode == "words" and readings.encoded:
            tried.append(readings_of(decoded(readings.plain.text)).plain)
        if mode == "words":
            tried += readings.all[1:]
        found: dict[int, NameMatch] = {}
        for each in tried:
            for hit in self._hits(each, mode):
                if hit.person not in found or _weight(hit) > _weight(found[hit.person]):
                    found[hit.person] = self._match(hit, each.text)
        return tuple(found[number] for number in sorted(found))

    def may_be_spread(self, letters: Letters) -> bool:
        """Whether the letters of a name may be spread over words of a text."""
        return self._rows.stand_in(letters.small, letters.latin) or self._singles.stand_in(
            letters.single, letters.single_latin
        )

    @cached_property
    def _rows(self) -> Keys:
        """The names that are found though their letters are spread over words of any length."""
        keys = self.table.keys
        rows = (each for each in keys if len(each) >= SURE or UNSPACED.match(each))
        return Keys((*rows, *self.table.alone))

    @cached_property
    def _singles(self) -> Keys:
        """The names and surnames that are found where letters stand singly."""
        spread = (each for held in self.table.spread.values() for each, _ in held)
        return Keys(each for each in (*self.table.keys, *spread) if len(each) >= SINGLY)

    def _match(self, hit: Hit, text: str) -> NameMatch:
        known = self.table.known[hit.person]
        excerpt = cut(text, hit.start, hit.end)
        return NameMatch(
            known.person,
            name=known.person.name if hit.sure else excerpt if hit.quoted else known.surname,
            severity="error" if hit.sure else "warning",
            excerpt=excerpt,
            as_word=hit.as_word and not hit.sure,
        )

    def _hits(self, letters: Letters, mode: Mode) -> Iterator[Hit]:
        """Yield what stands in a text; one without any word of a name is done with at once."""
        centres, spread = self.words.centres(letters.words), self.may_be_spread(letters)
        if not (centres or spread):
            return
        bare = letters.text.translate(BARE)
        places = [*WORD.finditer(bare)] if spread else [*words_near(bare, centres, FAR)]
        said = [each[0] for each in places]
        hot = [at for at, each in enumerate(said) if each in centres] if centres else []
        across = self._across([each.casefold() for each in said]) if spread else ()
        if spread and not all(map(str.isascii, said)):
            across = (*across, *self._across([latin(each) for each in said]))
        if spread:
            yield from self._unspaced(bare)
        if not (hot or across):
            return
        for person, first, last, whole in across:
            start, end = places[first].start(), places[last].end()
            spaced = mode == "words" and any(map(str.isspace, bare[start:end]))
            prose = spaced and any(len(each) > 1 for each in said[first : last + 1])
            small = prose and (small_words(said[first : last + 1]) or has_stop(bare[start:end]))
            yield Hit(person, whole and not small, start, end, small)
        for at in hot:
            word, (start, end) = said[at], places[at].span()
            handle = mode != "words" or is_account(bare, start, end)
            odd = len(bare) < len(letters.text) or not (word.islower() or word.istitle())
            for person in self.words.whole(word, handle, odd):
                yield Hit(person, True, start, end)
        close = sorted({near for at in hot for near in range(at - FAR, at + FAR + 1)})
        inside = [at for at in close if 0 <= at < len(said)]
        words = [each for at in inside for each in self._parted(said[at], places[at].start(), bare)]
        for at, word_ in enumerate(words):
            if word_.parts:
                yield from about(words, at, mode, self.table.known)

    def _unspaced(self, bare: str) -> Iterator[Hit]:
        """Yield names in scripts without spaces: those set apart or broken by a line, and parts."""
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
        for met in parts_met(joined, kept, self.table.alone, self.table.alone_heads):
            yield Hit(met.person, met.sure, met.start, met.end, as_word=met.everyday, quoted=True)

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
                if ends[last] - stop in (0, 1) and (spread or (whole and len(key) >= SURE)):
                    found.append((person, at, last, whole))
        return tuple(found)

    def _parted(self, word: str, start: int, bare: str) -> Iterator[Word]:
        """Yield a word, or its pieces where only these are parts of names."""
        found = [(0, word)] if self.words.parts(word) else [*pieces(word)]
        for offset, piece in found:
            first, end = start + offset, start + offset + len(piece)
            before, after = bare[max(first - 1, 0) : first], bare[end : end + 1]
            yield Word(
                text=piece,
                start=first,
                end=end,
                parts=self.words.parts(piece),
                before=before,
                after=after,
            )
