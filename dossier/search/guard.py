"""The guard: knows what an audience may not read, and finds it in the pieces of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from dossier.finding import Severity
from dossier.registry import AUDIENCES, Audience, Person, Place, Protected
from dossier.resolve.leak import Mode, Net
from dossier.search.phrase import Phrase, Phrases
from dossier.search.piece import Piece

TOGETHER = 200
"""How many pieces are looked at as one text before each is by itself."""

_ENCODED = re.compile("%[0-9A-Fa-f]{2}|(?i:xn--)")


@dataclass(frozen=True, slots=True)
class Leak:
    """Something found that may not be read: what it is, as it is written there, and where.

    `at` is where the registry or the block says so. A `warning` may be somebody else's surname.
    """

    what: str
    excerpt: str
    where: str
    severity: Severity
    at: Place


_Found: TypeAlias = Mapping[str, Leak]
"""Leaks by what leaks."""


@dataclass(frozen=True)
class Guard:
    """What `audience` may not read: names of persons, protected phrases, and further phrases.

    `phrases` are words, what they are ("the block …"), and where they stand.
    """

    people: tuple[Person, ...]
    protected: tuple[Protected, ...]
    phrases: tuple[tuple[str, str, Place], ...]
    audience: Audience

    def __bool__(self) -> bool:
        return bool(self.net) or bool(self.said)

    @cached_property
    def net(self) -> Net:
        """The names that are looked for."""
        return Net(self.people, self.audience)

    @cached_property
    def said(self) -> Phrases:
        """The phrases that are looked for."""
        held = [each for each in self.protected if _beyond(self.audience, each.audience)]
        listed = [Phrase(text, f'the protected phrase "{text}"', each.at)
                  for each in held for text in each.words]  # fmt: skip
        return Phrases((*listed, *(Phrase(*each) for each in self.phrases)))

    def find(self, pieces: Iterable[Piece]) -> tuple[Leak, ...]:
        """Return what leaks, once for each place. Passes on `Unsearchable` from `pieces`."""
        words: list[Piece] = []
        others: dict[tuple[str, Mode], dict[str, None]] = {}
        for each in pieces:
            if each.mode == "words" and not _ENCODED.search(each.text):
                words.append(each)
            else:
                others.setdefault((each.text, each.mode), {})[each.where] = None
        found: dict[Leak, None] = {}
        for begin in range(0, len(words), TOGETHER):
            # A name may stand across the border of two groups.
            group = words[max(0, begin - 1) : begin + TOGETHER]
            found |= dict.fromkeys(leak for _, leak in self._search(group))
        for (text, mode), places in others.items():
            for where in places if self._in(text, mode, "") else ():
                found |= dict.fromkeys(self._in(text, mode, where).values())
        return tuple(found)

    def _search(self, pieces: Sequence[Piece]) -> Iterator[tuple[str, Leak]]:
        """Yield what leaks, and how: pieces are halved until each place is found by itself."""
        found = self._in("\n".join(each.text for each in pieces), "words", pieces[0].where)
        if not found or len(pieces) == 1:
            yield from found.items()
            return
        middle = len(pieces) // 2
        apart = [*self._search(pieces[:middle]), *self._search(pieces[middle:])]
        yield from apart
        places = dict.fromkeys(each.where for each in pieces[middle - 1 : middle + 1])
        for key, leak in found.items():
            known = {each.severity for other, each in apart if other == key}
            if not known & {"error", leak.severity}:
                yield key, replace(leak, where=" and ".join(places))

    def _in(self, text: str, mode: Mode, where: str) -> _Found:
        """Return what leaks in a text, each thing once."""
        found = {}
        for caught in self.net.find(text, mode) if self.net else ():
            person = caught.person
            what = "name" if caught.severity == "error" else "surname"
            leak = Leak(
                f'the {what} "{caught.name}"', caught.excerpt, where, caught.severity, person.at
            )
            found[f"person {person.id} {person.name}"] = leak
        for phrase, excerpt in self.said.find(text, mode).items():
            leak = Leak(phrase.what, excerpt, where, "error", phrase.at)
            found[f"phrase {phrase.what} {phrase.text}"] = leak
        return found


def _beyond(audience: Audience, widest: Audience) -> bool:
    """Whether an audience is wider than the widest that may read something."""
    return AUDIENCES.index(audience) > AUDIENCES.index(widest)
