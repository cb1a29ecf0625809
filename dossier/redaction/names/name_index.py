"""Tables of all names: each part, stem and run of letters, with the persons it may mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import product

from dossier.model.frozen import frozen
from dossier.model.registry import Audience, Person
from dossier.redaction.names.letters import BARE, UMLAUTS, UNSPACED
from dossier.redaction.names.spellings import (
    NameParts,
    Part,
    Spelling,
    before_marriage,
    key,
    spelling_of,
    turned,
)
from dossier.redaction.names.unspaced_parts import Alone, keys_of, unspaced_parts
from dossier.redaction.names.word_forms import Rule, forms, stems

LONG = 7
"""Letters of a name that is never met by chance in an id or address, whose words are few."""

REVERSED = 3
"""Parts of a name with more letters are looked for backwards too."""

SINGLY = 4
"""Letters at the beginning of a name by which it is found where letters stand singly."""

_HEADS = (1, SINGLY, LONG)
"""Letters at the beginning of a name by which it is found: where scripts have no spaces, where
letters stand singly, and else."""


@frozen
class Known:
    """A person as they are known: the surname as it is shown, first names for initials."""

    person: Person
    surname: str
    firsts: frozenset[str]
    held: bool


class Table:
    """The parts of all names by their forms, and whole names written as one word.

    `keys` are first name and surname run together, `handles` an initial and the surname, `lone`
    names of one word; `heads` leads from the first letters of a key to the keys. `spread` leads
    from the first letters of surnames, which are told where their letters stand singly, to them.
    `alone` are parts of names in scripts without spaces, `alone_heads` lead to them.
    """

    def __init__(self, people: Iterable[Person], audience: Audience) -> None:
        self.known: list[Known] = []
        self.exact: dict[str, list[Part]] = {}
        self.stems: dict[str, list[tuple[Rule, Part]]] = {}
        self.keys: dict[str, set[int]] = {}
        self.handles: dict[str, set[int]] = {}
        self.lone: set[str] = set()
        self.spread: dict[str, list[tuple[str, int]]] = {}
        self.alone: dict[str, list[Alone]] = {}
        for person in people:
            self._add(person, held=not person.may_be_named(audience))
        self.heads: dict[str, list[str]] = {}
        for each in self.keys:
            for size in _HEADS:
                if len(each) >= size and (size > 1 or UNSPACED.match(each)):
                    self.heads.setdefault(each[:size], []).append(each)
        self.alone_heads: dict[str, list[str]] = {}
        for each in self.alone:
            self.alone_heads.setdefault(each[0], []).append(each)

    def _add(self, person: Person, *, held: bool) -> None:
        """Put the parts of a person's spellings into the tables."""
        found = spellings_of(person)
        if not found:
            return
        number = len(self.known)
        firsts: list[str] = []
        lasts: list[str] = []
        for at, each in enumerate(turned(each, found[0]) for each in found):
            self._add_spelling(each, (number, at), (firsts, lasts))
            if held:
                self._add_whole(number, each)
        if held:
            self._add_pairs(number, firsts, lasts)
            for part, alone in keys_of(unspaced_parts(person), number):
                self.alone.setdefault(part, []).append(alone)
        initials = firsts if len(set(lasts)) < 2 else (*firsts, *lasts)
        folded = frozenset(form for each in initials for form in forms(each))
        self.known.append(Known(person, _surname(person, found[0]), folded, held))

    def _add_spelling(
        self, spelling: Spelling, whose: tuple[int, int], wholes: tuple[list[str], list[str]]
    ) -> None:
        written = (
            *spelling.parts(),
            *spelling.written_together(),
            *spelling.without_elision(),
            *spelling.in_gaelic_forms(),
        )
        for place, part in written:
            kind = spelling.kind(place, part)
            mark = Part(*whose, place, kind, len(spelling.words) + len(spelling.aside))
            if (kind == "whole" and len(part) < 2) or (kind == "particle" and mark.size != 2):
                continue
            if kind in ("first", "last"):
                wholes[kind == "last"].append(part)
            for form in forms(part):
                self.exact.setdefault(form, []).append(mark)
                if len(form) > REVERSED and form != form[::-1]:
                    self.exact.setdefault(form[::-1], []).append(mark)
            for stem, rule in stems(part):
                for form in forms(stem):
                    self.stems.setdefault(form, []).append((rule, mark))

    def _add_pairs(self, number: int, firsts: Sequence[str], lasts: Sequence[str]) -> None:
        """Put in first name and surname written as one word, in either order, and initials."""
        self._add_handles(number, (*firsts, *lasts), lasts)
        for form in dict.fromkeys(form for each in lasts for form in forms(each)):
            for turned_ in dict.fromkeys((form, form[::-1])) if len(form) > SINGLY else ():
                self.spread.setdefault(turned_[:SINGLY], []).append((turned_, number))
        for first, last in product(dict.fromkeys(firsts), dict.fromkeys(lasts)):
            if len(first) > 1:
                self._add_joined(number, (first + last, last + first))

    def _add_handles(self, number: int, parts: Sequence[str], lasts: Sequence[str]) -> None:
        """Put in what one is known by with initials before or behind, as in names of accounts."""
        for last in (each for each in dict.fromkeys(lasts) if len(each) > 3):
            others = [each[0] for each in dict.fromkeys(parts) if each != last]
            runs = {"".join(others[at:end]) for at in range(len(others))
                    for end in range(at + 1, len(others) + 1)}  # fmt: skip
            for run in runs:
                for form in (*forms(run + last), *forms(last + run)):
                    self.handles.setdefault(form, set()).add(number)

    def _add_whole(self, number: int, spelling: Spelling) -> None:
        """Put in a spelling without its spaces; one of a single word is never met in others."""
        joined = "".join(part for _, part in spelling.parts())
        self._add_joined(number, (joined,))
        if len(spelling.words) == 1:
            alone = {each for each in forms(joined) if not UNSPACED.match(each)}
            self.lone |= alone | {each[::-1] for each in alone}

    def _add_joined(self, number: int, names: Iterable[str]) -> None:
        for form in (form for each in names for form in forms(each)):
            if len(form) > (1 if UNSPACED.match(form) else 3):
                self.keys.setdefault(form, set()).add(number)
            if len(form) > LONG:
                self.keys.setdefault(form[::-1], set()).add(number)


def spellings_of(person: Person) -> list[Spelling]:
    """Return the spellings of a name, those with umlauts written out included."""
    said = NameParts(
        _keys(person.family), _keys(person.given), _keys(person.called), person.language
    )
    texts = [unicodedata.normalize("NFC", each) for each in (person.name, *person.spellings)]
    texts += [born for each in texts for born in before_marriage(each)]
    texts = [*dict.fromkeys(one for each in texts for one in _both(each))]
    return [each for each in (spelling_of(text, said) for text in texts) if each]


def _keys(texts: Iterable[str]) -> frozenset[str]:
    """Return the bare words of some texts, umlauts written out too."""
    words = (word for each in texts for one in _both(each) for word in one.split())
    return frozenset(key(each.translate(BARE)) for each in words)


def _both(text: str) -> tuple[str, str]:
    """Return a text, and the same with its umlauts written out."""
    return text, text.translate(UMLAUTS)


def _surname(person: Person, spelling: Spelling) -> str:
    """Return what one is known by, as messages show it."""
    if len(spelling.words) == 1:
        return person.name
    found = {key("".join(spelling.words[at])) for at in spelling.lasts}
    words = [each.strip(",;") for each in person.name.split()
             if key(each.translate(BARE)) in found]  # fmt: skip
    return " ".join(words) or person.name
