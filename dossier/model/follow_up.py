"""A follow-up: earlier recommendations, what became of each, by what we know it, and what changed.

`build/follow_up` makes it for one audience; writers print it. Nothing in it is counted twice: what
is counted follows from the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Literal, TypeAlias

from dossier.model.figures import Positions
from dossier.model.frozen import frozen
from dossier.model.registry import Audience, Earlier, Place

NOT_ASSESSED = "not assessed"

STATUSES = (
    "implemented", "partly implemented", "not implemented", "reversed", "no information",
    NOT_ASSESSED,
)  # fmt: skip
"""What may have become of a recommendation, the best first; the last says that we said nothing."""

DRAWN = 20
"""How many themes a chart shows by name, those with most recommendations; tables have them all."""

_RANK = {"implemented": 3, "partly implemented": 2, "not implemented": 1, "reversed": 0}

Change: TypeAlias = Literal[
    "", "new", "unchanged", "progress", "setback", "assessed now", "no longer assessed"
]
CHANGES: tuple[Change, ...] = (
    "progress", "setback", "unchanged", "assessed now", "no longer assessed", "new",
)  # fmt: skip

EvidenceKind: TypeAlias = Literal["block", "source", "fact", "incident"]


@frozen
class EvidenceItem:
    """Something that shows what became of a recommendation, as `audience` may read of it."""

    kind: EvidenceKind
    id: str
    words: str
    at: Place = Place()


@frozen
class FollowUpRow:
    """One earlier recommendation. `action` is UPR Info's category, 1 to 5.

    `assessment` are our words on it, `answered_by` our own recommendations that take it up,
    `before` its status last time ("" where nobody kept one), `recurs` the recommendations of
    earlier cycles that it repeats, as the author confirmed.
    """

    symbol: str
    paragraph: str
    cycle: int | None
    states: tuple[str, ...]
    text: str
    position: str
    state_words: str
    themes: tuple[str, ...]
    sdgs: tuple[str, ...]
    action: int
    status: str
    assessment: str
    evidence: tuple[EvidenceItem, ...]
    answered_by: tuple[str, ...] = ()
    before: str = ""
    change: Change = ""
    recurs: tuple[str, ...] = ()
    at: Place = Place()

    @property
    def id(self) -> str:
        """Its report, if it has one, and its paragraph."""
        return f"{self.symbol} {self.paragraph}".strip()


@frozen
class Recurrence:
    """One recommendation repeats another of an earlier cycle, each by report and paragraph.

    `score` says how near their words are, from 0 to 1; `confirmed` that an author says so.
    """

    later: str
    earlier: str
    score: float
    confirmed: bool = False


@frozen
class LastTime:
    """An earlier follow-up: its day, and the status of each recommendation by its id."""

    day: date
    status: Mapping[str, str] = field(hash=False)


@frozen
class FollowUp:
    """The follow-up of one dossier.

    `gone` are recommendations that stood in the last one only, `recurrences` those that repeat one
    of an earlier cycle: confirmed ones first, then what is proposed.
    """

    dossier: str
    state: str
    day: date
    audience: Audience
    publisher: str
    licence: str
    rows: tuple[FollowUpRow, ...]
    since: date | None = None
    gone: tuple[str, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()

    def chains(self) -> tuple[tuple[FollowUpRow, ...], ...]:
        """Return what recurs, confirmed or not, as chains: each in the order of its cycles."""
        rows = {row.id: row for row in self.rows}
        chain = {id_: {id_} for id_ in rows}
        for each in self.recurrences:
            joined = chain[each.later] | chain[each.earlier]
            chain |= dict.fromkeys(joined, joined)
        found = {id(ids): ids for ids in chain.values() if len(ids) > 1}
        return tuple(
            tuple(sorted((rows[id_] for id_ in ids), key=lambda row: (row.cycle or 0, row.id)))
            for ids in found.values()
        )

    def by_theme(self) -> Positions:
        """Return how many of each theme have which status; one of several themes stands in each."""
        return counted(self.themed())

    def themed(self) -> tuple[Grouped, ...]:
        """Return the themes and the status of each recommendation."""
        return tuple((row.themes, row.status) for row in self.rows)

    def by_action(self, name: Callable[[int], str]) -> Positions:
        """Return how many of each category of action have which status, the most specific first."""
        rows = sorted(self.rows, key=lambda row: -row.action)
        return counted(((name(row.action),), row.status) for row in rows)


Grouped: TypeAlias = tuple[tuple[str, ...], str]
"""The groups of a recommendation, such as its themes, and its status."""


def counted(recommendations: Iterable[Grouped]) -> Positions:
    """Return a row for each group: how many have each status, "reversed" only if it is there."""
    held = tuple(recommendations)
    there = [each for each in STATUSES if each != "reversed" or any(s == each for _, s in held)]
    said = Counter((group, status) for groups, status in held for group in groups)
    names = dict.fromkeys(group for groups, _ in held for group in groups)
    return Positions(tuple((name, tuple((each, said[name, each]) for each in there))
                           for name in names))  # fmt: skip


def most_frequent(recommendations: Iterable[Grouped], others: str) -> tuple[Grouped, ...]:
    """Return recommendations with as many groups as a chart can show, the most frequent.

    A recommendation that then has none is of the group `others`.
    """
    held = tuple(recommendations)
    sizes = Counter(group for groups, _ in held for group in groups)
    shown = {name for name, _ in sizes.most_common(DRAWN)}
    kept = [(tuple(each for each in groups if each in shown), groups, s) for groups, s in held]
    named = [(few, status) for few, _, status in kept if few]
    return (*named, *(((others,), status) for few, groups, status in kept if groups and not few))


def named(counts: Positions, term: Callable[[str], str]) -> Positions:
    """Return counts whose statuses are called as `term` calls them."""
    return Positions(
        tuple((name, tuple((term(status), n) for status, n in said)) for name, said in counts.rows)
    )


def status_of(earlier: Earlier) -> str:
    """Return what became of a recommendation by our assessment, if there is one."""
    return (earlier.assessment.level if earlier.assessment else "") or NOT_ASSESSED


def since_last(earlier: Earlier, last: LastTime | None) -> tuple[str, Change]:
    """Return the status that a recommendation had last time, and what changed since.

    Both are empty where there was no last time; what was not in it is new.
    """
    if last is None:
        return "", ""
    before = last.status.get(f"{earlier.symbol} {earlier.paragraph}".strip(), "")
    return before, change(before, status_of(earlier)) if before else "new"


def change(before: str, now: str) -> Change:
    """Return what changed from one status to another.

    >>> change("not implemented", "partly implemented"), change("implemented", "reversed")
    ('progress', 'setback')
    >>> change("no information", "implemented"), change("implemented", "not assessed")
    ('assessed now', 'no longer assessed')
    """
    if before == now:
        return "unchanged"
    if before in _RANK and now in _RANK:
        return "progress" if _RANK[now] > _RANK[before] else "setback"
    if now in _RANK:
        return "assessed now"
    return "no longer assessed" if before in _RANK else "unchanged"
