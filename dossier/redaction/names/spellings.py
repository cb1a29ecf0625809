"""Spellings of a name taken apart: "Exemplar, Dr. Jane (Janey)" has the words Jane and Exemplar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dossier.redaction.names.letters import BARE, WORD, listed

TITLES = listed(
    """mr mrs ms miss mx dr prof professor doctor sir dame lord lady rev reverend fr father sister
    brother hon judge justice advocate president minister capt captain col colonel gen general lt
    maj major sgt haji hajji imam sheikh mullah mme mlle monsieur madame maitre sra sr don dona
    herr frau pan pani гн гжа господин госпожа др проф jr snr jnr junior senior ii iii iv esq phd
    md llm llb mp mep qc kc obe мл ст младшии старшии"""
)
"""What may stand with a name and is no part of it, without accents, points and hyphens."""

PARTICLES = listed(
    """de da do dos das del della di du la le las los el al ul ud ad von van der den ter ten zu zur
    bin ibn ben bint binti abu ould mint oglu ogly kyzy uulu y e i af av аль эль ибн оглы кызы улы
    углы фон ван де"""
)
_ASIDE = re.compile(r"[(\[«„“\"]([^()\[\]«»„“”\"]*)[)\]»”“\"]")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name: its words, each with its parts, and which of them is the surname."""

    words: tuple[tuple[str, ...], ...]
    last: int
    aside: tuple[str, ...] = ()

    def parts(self) -> Iterator[tuple[int, str]]:
        for place, word in enumerate((*self.words, *((each,) for each in self.aside))):
            for part in word:
                yield place, part

    def kind(self, place: int, part: str) -> Literal["first", "last", "whole", "particle"]:
        if len(self.words) == 1 and not self.aside:
            return "whole"
        if place == self.last:
            return "particle" if part.casefold() in PARTICLES and self._more(place) else "last"
        return "particle" if part.casefold() in PARTICLES | TITLES else "first"

    def _more(self, place: int) -> bool:
        return any(each.casefold() not in PARTICLES for each in self.words[place])


def key(word: str) -> str:
    """Return the letters of a bare word, small."""
    return "".join(WORD.findall(word)).casefold()


def spelling_of(text: str) -> Spelling | None:
    """Take a name apart: "Exemplar, Dr. Jane (Janey)" has the words Jane and Exemplar."""
    said = _ASIDE.sub(" ", text).translate(BARE)
    aside = tuple(WORD.findall(" ".join(_ASIDE.findall(text)).translate(BARE)))
    groups = [[each for each in group.split() if key(each)] for group in said.split(",")]
    named = [group for group in groups if any(key(each) not in TITLES for each in group)]
    named = named or groups
    words = [word for group in (*named[1:], *named[:1]) for word in group]
    core = [each for each in words if key(each) not in TITLES | PARTICLES]
    if len(core) > 1:
        words = [each for each in words if key(each) not in TITLES]
    parted = [tuple(WORD.findall(each)) for each in words]
    if len(parted) == 1 and len(parted[0]) > 1:
        parted = [(each,) for each in parted[0]]
    if not parted:
        return None
    last = len(parted) - 1
    if len(core) > 1:
        last = max(at for at, each in enumerate(words) if key(each) in map(key, core[-1:]))
    elif core and words[-1] != core[0] and key(words[0]) in TITLES | PARTICLES:
        last = words.index(core[0])
    return Spelling(tuple(parted), min(last, len(parted) - 1), aside)


def turned(spelling: Spelling, first: Spelling) -> Spelling:
    """Return a spelling with the surname of the first, where it has the same words."""
    words = [key("".join(each)) for each in spelling.words]
    known = [key("".join(each)) for each in first.words]
    if len(words) > 1 and sorted(words) == sorted(known):
        return Spelling(spelling.words, words.index(known[first.last]), spelling.aside)
    return spelling
