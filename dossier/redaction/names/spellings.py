"""Spellings of a name taken apart: "Exemplar, Dr. Jane (Janey)" has the words Jane and Exemplar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from dossier.model.frozen import frozen
from dossier.redaction.names.conventions import known_by
from dossier.redaction.names.letters import BARE, WORD
from dossier.redaction.names.spelling_words import (
    BORN,
    ELIDED,
    FAMILY,
    FAMILY_FIRST,
    JOINED,
    PARTICLES,
    TITLES,
)

_MAC = re.compile(r"(?:mac|mc|m')([a-z]{3,})", re.IGNORECASE)
_MACS = ("Mac", "Mc", "M'")
_ASIDE = re.compile(r"[(\[«„“\"]([^()\[\]«»„“”\"]*)[)\]»”“\"]")


@frozen
class NameParts:
    """What a registry says of the parts of a name: their bare words in small letters."""

    family: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    language: str = ""


@frozen
class Part:
    """One part of one spelling of a name. `size` is how many words that spelling has."""

    person: int
    spelling: int
    place: int
    kind: Literal["first", "last", "whole", "particle"]
    size: int

    def central(self) -> bool:
        """Whether a name can be found around it; one of two words is found by its surname."""
        return self.kind in ("last", "whole") or (self.kind == "first" and self.size > 2)


@frozen
class Spelling:
    """One spelling of a name: its words, each with its parts, and by which of them one is known."""

    words: tuple[tuple[str, ...], ...]
    lasts: frozenset[int]
    aside: tuple[str, ...] = ()

    def parts(self) -> Iterator[tuple[int, str]]:
        for place, word in enumerate((*self.words, *((each,) for each in self.aside))):
            for part in word:
                yield place, part

    def written_together(self) -> Iterator[tuple[int, str]]:
        """Yield words as one with what stands before them: "Vandenexample", "عبداللامع"."""
        before = ""
        for place, word in enumerate(self.words):
            if all(each.casefold() in PARTICLES | JOINED for each in word):
                before += "".join(word)
                continue
            if before or word[0].casefold() in PARTICLES:
                yield place, before + "".join(word)
            before = ""

    def without_elision(self) -> Iterator[tuple[int, str]]:
        """Yield words without the particle that an apostrophe joins to them: "d'Exemplar"."""
        for place, word in enumerate(self.words):
            for part in word:
                particle, _, rest = part.partition("'")
                if particle.casefold() in ELIDED and len(rest) > 2:
                    yield place, rest

    def in_gaelic_forms(self) -> Iterator[tuple[int, str]]:
        """Yield words with the other forms of Mac that they begin with: "McX", "M'X", "MacX"."""
        for place, part in (*self.parts(), *self.written_together()):
            found = _MAC.fullmatch(part)
            yield from ((place, f"{each}{found[1]}") for each in _MACS) if found else ()

    def kind(self, place: int, part: str) -> Literal["first", "last", "whole", "particle"]:
        if len(self.words) == 1 and not self.aside:
            return "whole"
        if place in self.lasts:
            return "particle" if part.casefold() in PARTICLES and self._more(place) else "last"
        return "particle" if part.casefold() in PARTICLES | TITLES else "first"

    def _more(self, place: int) -> bool:
        return any(each.casefold() not in PARTICLES for each in self.words[place])


def key(word: str) -> str:
    """Return the letters of a bare word, small."""
    return "".join(WORD.findall(word)).casefold()


def spelling_of(text: str, said: NameParts = NameParts()) -> Spelling | None:
    """Take a name apart: "Exemplar, Dr. Jane (Janey)" has the words Jane and Exemplar.

    `said` is what the registry says of its parts; what it does not say is guessed.
    """
    plain = _ASIDE.sub(" ", text).translate(BARE)
    aside = tuple(WORD.findall(" ".join(_ASIDE.findall(text)).translate(BARE)))
    groups = [[each for each in group.split() if key(each)] for group in plain.split(",")]
    named = [group for group in groups if any(key(each) not in TITLES for each in group)] or groups
    words = [word for group in (*named[1:], *named[:1]) for word in group]
    core = [each for each in words if key(each) not in TITLES | PARTICLES]
    if len(core) > 1:
        words = [each for each in words if key(each) not in TITLES]
    parted = [tuple(WORD.findall(each)) for each in words]
    if len(parted) == 1 and len(parted[0]) > 1:
        parted = [(each,) for each in parted[0]]
        words = [each[0] for each in parted]
    if not parted:
        return None
    held = [each for each in named[0] if each in words]
    before = len(held) if len(named) > 1 else 0
    return Spelling(tuple(parted), _known_by(words, before, said), aside)


def before_marriage(text: str) -> Iterator[str]:
    """Yield the name that somebody had before, where a spelling says it.

    >>> list(before_marriage("Jane Exemplar (née Sample)")), list(before_marriage("Jane Exemplar"))
    (['Jane Sample'], [])
    """
    words = [each.strip("()[],;") for each in text.split()]
    at = next((n for n, each in enumerate(words) if key(each.translate(BARE)) in BORN), 0)
    given = next((e for e in words[:at] if key(e.translate(BARE)) not in TITLES | PARTICLES), "")
    if given and words[at + 1 :]:
        yield " ".join((given, *words[at + 1 :]))


def _known_by(words: Sequence[str], before: int, said: NameParts) -> frozenset[int]:
    """Return the places of the words that one is known by; `before` stood before a comma."""
    keys = [key(each) for each in words]
    core = [at for at, each in enumerate(keys) if each not in TITLES | PARTICLES]
    core = [at for at in core if len(keys[at]) > 1] or core  # an initial is no surname
    told = frozenset(at for at in core if keys[at] in said.family | said.called)
    if told and (said.family or len(told) > 1):
        return told
    if said.given and (rest := frozenset(at for at in core if keys[at] not in said.given)):
        return told | rest
    if before:
        return told | (
            frozenset(at for at in core if at >= len(words) - before) or {len(words) - 1}
        )
    large = frozenset(at for at in core if len(keys[at]) > 2 and words[at].isupper())
    if large and len(large) < len(core):
        return told | large
    if len(core) > 1:
        first_given = not (keys[0] in FAMILY_FIRST or FAMILY.match(words[0]))
        both = not (first_given or said.language or FAMILY.match(words[core[-1]]))
        return told | (frozenset(core) if both else known_by(keys, core, said.language))
    return frozenset(core) or frozenset((len(words) - 1,))


def turned(spelling: Spelling, first: Spelling) -> Spelling:
    """Return a spelling known by the words of the first, where it has the same words."""
    words = [key("".join(each)) for each in spelling.words]
    known = [key("".join(each)) for each in first.words]
    if len(words) > 1 and sorted(words) == sorted(known):
        wanted = {known[at] for at in first.lasts}
        lasts = frozenset(at for at, each in enumerate(words) if each in wanted)
        return Spelling(spelling.words, lasts, spelling.aside)
    return spelling
