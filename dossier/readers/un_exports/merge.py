"""Hold the recommendations of an export against those that a dossier has.

An entry is the same where report and paragraph are. UPR Info's have neither; they are the same as
an entry whose text is, letter by letter but for signs and spaces, or that of one of several
recommendations in its paragraph. Nothing is changed here: the result says what is new and what
differs, and whoever asked decides.

A registry does not say which State was reviewed, since a dossier is about one. Where the
recommendations to many are brought into one, the State stands in the paragraphs that are made up,
and only such entries are found by their text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dossier.model.frozen import frozen
from dossier.model.registry import Earlier
from dossier.readers.un_exports.recommendation_text import parts
from dossier.readers.un_exports.state_names import key
from dossier.readers.un_exports.wording import plain

_MADE_UP = re.compile(r"(?:upr-info|uhri|export)-(?:([a-z][a-z-]*)-)?(\d+)")


@frozen
class Difference:
    """An entry that an export gives otherwise: its number among the entries, and what differs.

    `fields` are names of `Earlier`'s fields; `there` is the entry as the export has it.
    """

    at: int
    here: Earlier
    there: Earlier
    fields: tuple[str, ...]


@frozen
class Merged:
    """The dossier's entries with the new ones behind them, and how the others compare.

    `named` are the paragraphs that were made up for new entries that came without one.
    """

    entries: tuple[Earlier, ...]
    added: int
    same: int
    differences: tuple[Difference, ...]
    named: tuple[str, ...]


@frozen
class _Part:
    """A recommendation that an entry holds; most hold one, and it is `whole`."""

    at: int
    states: frozenset[str]
    whole: bool


def merge(entries: Sequence[Earlier], found: Iterable[tuple[str, Earlier]], prefix: str) -> Merged:
    """Return how `found` compares with `entries`; each comes with the State reviewed, as a slug.

    What has no paragraph and is new gets one that cannot be mistaken for the report's:
    `upr-info-12`, where `prefix` is "upr-info", and `upr-info-chad-12` for the State "chad". The
    State is "" where it goes without saying.
    """
    book = _Book(entries, prefix)
    for state, each in found:
        book.enter(each, state)
    return Merged(
        tuple(book.entries), book.added, book.same, tuple(book.differences), tuple(book.named)
    )


def is_made_up(paragraph: str) -> bool:
    """Whether a paragraph is a name that an import made up."""
    return _MADE_UP.fullmatch(paragraph) is not None


def states_of(earlier: Earlier) -> frozenset[str]:
    """Return an entry's States, each the same whatever name is used."""
    return frozenset(map(key, earlier.states))


class _Book:
    """The entries by paragraph and by text. What an export adds is not found by its own text."""

    def __init__(self, entries: Sequence[Earlier], prefix: str) -> None:
        self.entries = list(entries)
        self.prefix = prefix
        self.added = 0
        self.same = 0
        self.differences: list[Difference] = []
        self.named: list[str] = []
        self.paragraphs = {(each.symbol, each.paragraph): i for i, each in enumerate(entries)}
        self.texts: dict[str, list[_Part]] = defaultdict(list)
        self.met: set[tuple[str, _Part]] = set()
        for at, each in enumerate(entries):
            for text, part in _parts(at, each):
                self.texts[text].append(part)
        self.next = 1 + max(
            (int(made[2]) for each in entries if (made := _MADE_UP.fullmatch(each.paragraph))),
            default=0,
        )

    def enter(self, found: Earlier, state: str) -> None:
        at = self.paragraphs.get((found.symbol, found.paragraph)) if found.paragraph else None
        if at is not None and not _of_other_reviews(self.entries[at], found):
            self._compare(at, found, ("text", "states", "position"))
            return
        part, *more = self._by_text(found, state) or (None,)
        if part is None:
            self._add(found, f"{self.prefix}-{state}" if state else self.prefix)
        elif more:
            self._compare(part.at, found, ("position",))
        elif found.paragraph:
            self._compare(part.at, found, ("paragraph", "symbol", "text", "states", "position"))
        elif part.whole:
            self._compare(part.at, found, ("states", "position"))
        else:
            self._compare(part.at, found, ("position",))

    def _by_text(self, found: Earlier, state: str) -> list[_Part]:
        """Return the entry's part that has this text, the likest where several do.

        Each is met once, so that one text to twenty States is twenty entries. An entry with its
        report's paragraph is met by one without, and the other way round. UPR Info's rows of one
        text were united, and may be several paragraphs; these have its States between them.
        """
        text = plain(found.text)
        states = states_of(found)
        likest: list[tuple[int, _Part]] = []
        for part in self.texts.get(text, ()):
            here = self.entries[part.at]
            likeness = _likeness(part, here, states, found) if _fits(here, state) else None
            if likeness is not None and (text, part) not in self.met:
                likest.append((likeness, part))
            if likeness == _ALIKE:
                break
        if not likest:
            return []
        best = max(likest, key=lambda each: each[0])
        met = [best[1]]
        if best[0] < _ALIKE and best[1].states != states and not found.paragraph:
            inside = [part for _, part in likest if part.states and part.states <= states]
            if inside and frozenset[str]().union(*(part.states for part in inside)) == states:
                met = inside
        self.met |= {(text, part) for part in met}
        return met

    def _compare(self, at: int, found: Earlier, asked: tuple[str, ...]) -> None:
        here = self.entries[at]
        fields = tuple(each for each in asked if _differ(each, here, found))
        if fields:
            self.differences.append(Difference(at, here, found, fields))
        else:
            self.same += 1

    def _add(self, found: Earlier, name: str) -> None:
        if not found.paragraph:
            found = replace(found, paragraph=f"{name}-{self.next}")
            self.next += 1
            self.named.append(found.paragraph)
        self.paragraphs[found.symbol, found.paragraph] = len(self.entries)
        self.entries.append(found)
        self.added += 1


_ALIKE = 3


def _fits(here: Earlier, state: str) -> bool:
    """Whether an entry can be to this State."""
    made = _MADE_UP.fullmatch(here.paragraph)
    return (made[1] or "") == state if made else not state


def _likeness(part: _Part, here: Earlier, states: frozenset[str], found: Earlier) -> int | None:
    """Return how like an entry is whose text is the same, or None where it is another's."""
    if here.cycle and found.cycle and here.cycle != found.cycle:
        return None
    if here.symbol and found.symbol and here.symbol != found.symbol:
        return None
    same_place = not found.symbol and found.paragraph == here.paragraph
    if found.paragraph and not is_made_up(here.paragraph) and not same_place:
        return None
    met = 2 if part.states == states else 1 if part.states & states else 0
    return met + (here.position == found.position)


def _of_other_reviews(here: Earlier, found: Earlier) -> bool:
    """Whether paragraphs of one number, whose report is not known, are of two cycles."""
    return not found.symbol and bool(here.cycle and found.cycle) and here.cycle != found.cycle


def _parts(at: int, entry: Earlier) -> Iterator[tuple[str, _Part]]:
    yield plain(entry.text), _Part(at, states_of(entry), True)
    for text, states in parts(entry.text):
        yield plain(text), _Part(at, frozenset(map(key, states)), False)


def _differ(field: str, here: Earlier, found: Earlier) -> bool:
    """Whether the export says something else; where it says nothing, it does not differ."""
    match field:
        case "text":
            return plain(here.text) != plain(found.text)
        case "states":
            return bool(found.states) and states_of(here) != states_of(found)
        case "position":
            before = found.position == "pending" and here.position  # it was answered since
            return bool(found.position) and here.position != found.position and not before
        case _:
            return bool(getattr(found, field)) and getattr(here, field) != getattr(found, field)
