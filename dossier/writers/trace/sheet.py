"""The sheet: all that the matrix of traceability prints, in plain words, for every format.

An earlier recommendation stands in a row of its own, so that its position and our assessment are
beside it; what it follows from spans these rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.registry import Place
from dossier.model.traceability import Side

TITLE = "Traceability matrix"
CHAINS, STANDS_ALONE = "From concern to recommendation", "What stands alone"
COLUMNS = (
    "Concern",
    "Evidence",
    "Obligation",
    "Recommendation",
    "Earlier recommendation",
    "Position",
    "Our assessment",
)
ALONE = ("Side", "Item", "What it lacks", "Explanation")
UNEXPLAINED = "none yet"
NOTHING_ALONE = "Nothing stands alone."

_MISSING: Mapping[Side, str] = {
    "concern": "no concern",
    "evidence": "no evidence",
    "obligation": "no obligation",
    "recommendation": "no recommendation",
    "earlier recommendation": "follows up none",
}
_MANY: Mapping[Side, str] = {
    "concern": "concerns",
    "evidence": "pieces of evidence",
    "obligation": "obligations",
    "recommendation": "recommendations",
    "earlier recommendation": "earlier recommendations",
    "provision": "provisions of laws alone",
}

Standing: TypeAlias = Literal["linked", "explained", "open"]


@frozen
class Named:
    """A block as a cell names it: its number ("para. 5"), its title, and perhaps its text."""

    id: str
    number: str
    title: str
    text: str
    at: Place

    @property
    def words(self) -> tuple[str, ...]:
        """What there is of number, title and text, in this order."""
        return tuple(each for each in (self.number, self.title, self.text) if each)


@frozen
class Past:
    """An earlier recommendation; `words` are the State's, `level` and `assessment` ours."""

    paragraph: str
    symbol: str
    states: str
    text: str
    position: str
    words: str
    level: str
    assessment: str
    at: Place


@frozen
class Line:
    """One chain after its concern; `unfollowed` says why nothing earlier is followed up."""

    evidence: tuple[Named, ...]
    obligations: tuple[Named, ...]
    recommendation: Named | None
    past: tuple[Past, ...]
    unfollowed: str

    @property
    def rows(self) -> tuple[Past | None, ...]:
        """The rows a chain takes: one for each earlier recommendation, and one in any case."""
        return self.past or (None,)


@frozen
class Group:
    """The chains of one concern, or those that have none."""

    concern: Named | None
    lines: tuple[Line, ...]

    @property
    def height(self) -> int:
        """How many rows the concern spans."""
        return sum(len(each.rows) for each in self.lines)


@frozen
class Alone:
    """Something that stands alone; `explained` is empty where nobody said why."""

    side: Side
    id: str
    item: str
    lacks: str
    explained: str
    at: Place

    @property
    def name(self) -> str:
        """The side as a cell prints it."""
        return self.side.capitalize()


@frozen
class Count:
    """One side of the overview: its items in order, each with how it stands."""

    side: Side
    items: tuple[tuple[str, Standing], ...]

    @property
    def name(self) -> str:
        """The side's name beside the number of its items."""
        return self.side if len(self.items) == 1 else _MANY[self.side]

    def number(self, standing: Standing) -> int:
        """Return how many items stand so."""
        return sum(each == standing for _, each in self.items)

    @property
    def remark(self) -> str:
        """What is to be said of the side's gaps, such as "2 open, 1 explained"."""
        counted: tuple[Standing, ...] = ("open", "explained")
        said = [f"{self.number(each)} {each}" for each in counted if self.number(each)]
        return ", ".join(said) or ("no gaps" if self.items else "none")


@frozen
class Sheet:
    """The whole matrix of the document that `edition` is."""

    edition: Edition
    groups: tuple[Group, ...]
    alone: tuple[Alone, ...]
    counts: tuple[Count, ...]

    @property
    def about(self) -> str:
        """The line below the title: which document, whose, of when."""
        document = self.edition.document
        day = self.edition.language.long_date(document.properties.date)
        return " · ".join((document.title, document.properties.author, day))

    def texts(self) -> Iterator[tuple[str, Place]]:
        """Yield each text that comes from a block or a registry, and where it stands."""
        for group in self.groups:
            named = [group.concern] if group.concern else []
            for line in group.lines:
                named += [*line.evidence, *line.obligations]
                named += [line.recommendation] if line.recommendation else []
                for past in line.past:
                    said = (past.states, past.text, past.words, past.assessment)
                    yield from ((each, past.at) for each in said)
            yield from ((each, block.at) for block in named for each in (block.title, block.text))
        yield from ((each.item, each.at) for each in self.alone)


def missing(side: Side) -> str:
    """Return what an empty cell says."""
    return _MISSING[side]
