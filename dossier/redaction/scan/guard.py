"""The guard: knows what an audience may not read, and finds it in the pieces of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import assert_never

from dossier.model.diagnostics import Severity
from dossier.model.frozen import frozen
from dossier.model.registry import Audience, Person, Place, Protected, may_read
from dossier.redaction.names import GuardedNames, Mode, NameMatch, decoded, guarded_names
from dossier.redaction.names.text_letters import ENCODED, readings_of, together
from dossier.redaction.scan.phrases import Found, Phrase, Phrases, made_ready
from dossier.redaction.scan.piece import Piece

TOGETHER = 1000
"""How many pieces are looked at as one text before each is by itself."""


@frozen
class Leak:
    """Something found that may not be read: what it is, as it is written there, and where.

    `at` is where the registry or the block says so. A `warning` may be somebody else's surname, or
    (`as_word`) an everyday word.
    `quoted` are the words that `what` has in quotation marks, where these are what is looked for.
    """

    what: str
    excerpt: str
    where: str
    severity: Severity
    at: Place
    quoted: str = ""
    as_word: bool = False


@dataclass(frozen=True)
class Guard:
    """What `audience` may not read: names of persons, protected phrases, and further phrases.

    `phrases` are words, what they are ("the block …"), and where they stand.
    """

    people: tuple[Person, ...]
    protected: tuple[Protected, ...]
    phrases: tuple[tuple[str, str, Place], ...]
    audience: Audience

    def __reduce__(self) -> tuple[type[Guard], tuple[object, ...]]:
        """Say what another process needs; it makes names and phrases ready by itself."""
        return Guard, (self.people, self.protected, self.phrases, self.audience)

    def __bool__(self) -> bool:
        return bool(self.net) or bool(self.said)

    @cached_property
    def net(self) -> GuardedNames:
        """The names that are looked for."""
        return guarded_names(self.people, self.audience)

    @cached_property
    def said(self) -> Phrases:
        """The phrases that are looked for."""
        held = [each for each in self.protected if not may_read(self.audience, each.audience)]
        listed = [Phrase(text, f'the protected phrase "{text}"', each.at, text)
                  for each in held for text in each.words]  # fmt: skip
        return made_ready((*listed, *(Phrase(*each) for each in self.phrases)))

    def find(self, pieces: Iterable[Piece]) -> tuple[Leak, ...]:
        """Return what leaks, once for each place. Passes on `Unsearchable` from `pieces`.

        Words that come again stay where they are: a name may go on in the piece behind them. What
        can be the name of an account is looked at by itself: in other words it may be none.
        """
        plain = [*map(_plain, pieces)]
        words = [each for each in plain if each.mode == "words" and each.read == "on"]
        ids = [*dict.fromkeys(each for each in plain if each.mode != "words")]
        again = [[each] for each in dict.fromkeys(plain)
                 if each.read == "itself" or self.net.is_account(each.text)]  # fmt: skip
        told: dict[tuple[str, str], Leak] = {}
        known: dict[str, set[Severity]] = {}
        for each in (*_groups(words), *_groups(ids)):
            for key, leak in self._search(each):
                told.setdefault((leak.what, leak.where), leak)
                known.setdefault(key, set()).add(leak.severity)
        for key, leak in (found for each in again for found in self._search(each)):
            if not known.get(key, set()) & {"error", leak.severity}:
                told.setdefault((leak.what, leak.where), leak)
        return tuple(told.values())

    def _search(self, pieces: Sequence[Piece]) -> Iterator[tuple[str, Leak]]:
        """Yield what leaks, and by what key: pieces are halved until each is looked at by itself.

        What stands across two pieces is found in their common text; ids have nothing in common.
        """
        mode = pieces[0].mode
        found = self._in(pieces, mode)
        wheres = [each.where for each in pieces]
        if not found or len(pieces) == 1:
            yield from ((key, _leak(each, wheres[0])) for key, each in found.items())
            return
        middle = len(pieces) // 2
        apart = [*self._search(pieces[:middle]), *self._search(pieces[middle:])]
        yield from apart
        places = dict.fromkeys(wheres[middle - 1 : middle + 1])
        for key, each in found.items() if mode == "words" else ():
            known = {leak.severity for other, leak in apart if other == key}
            leak = None if "error" in known else _leak(each, " and ".join(places))
            if leak and leak.severity not in known:
                yield key, leak

    def _in(self, pieces: Sequence[Piece], mode: Mode) -> Mapping[str, NameMatch | Found]:
        """Return what leaks in a text, each thing once, by a key of its own."""
        readings = together([readings_of(each.text) for each in pieces])
        names = self.net.search(readings, mode) if self.net else ()
        phrases = self.said.search(readings, mode) if self.said else ()
        return {
            **{f"person {each.person.id} {each.person.name}": each for each in names},
            **{f"phrase {each.phrase.what} {each.phrase.text}": each for each in phrases},
        }


def _leak(found: NameMatch | Found, where: str) -> Leak:
    match found:
        case Found(phrase):
            return Leak(
                what=phrase.what,
                excerpt=found.excerpt,
                where=where,
                severity="error",
                at=phrase.at,
                quoted=phrase.quoted,
            )
        case NameMatch(person, name, severity, excerpt, as_word):
            what = "name" if severity == "error" else "surname"
            return Leak(
                what=f'the {what} "{name}"',
                excerpt=excerpt,
                where=where,
                severity=severity,
                at=person.at,
                quoted=name,
                as_word=as_word,
            )
        case _:
            assert_never(found)


def _plain(piece: Piece) -> Piece:
    """Return a piece without percent signs and Punycode; addresses are ids then."""
    if piece.mode == "address" or ENCODED.search(piece.text):
        mode: Mode = "words" if piece.mode == "words" else "id"
        return replace(piece, text=decoded(piece.text), mode=mode)
    return piece


def _groups(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Yield pieces that are looked at together; a name may stand across their borders."""
    for begin in range(0, len(pieces), TOGETHER):
        yield pieces[max(0, begin - 1) : begin + TOGETHER]
