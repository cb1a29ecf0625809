"""The columns of a follow-up as open data: what each means, and the codes that may stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from dossier.model.action_category import label
from dossier.model.follow_up import CHANGES, STATUSES, FollowUp, FollowUpRow
from dossier.model.frozen import frozen

SEPARATOR = " | "
"""What stands between the values of one cell."""

UNSTATED = "not stated"
"""What is written where nobody said under which licence others may use the data."""

ACTION_SOURCE = "UPR Info, Database: Action category, October 2014, after E. R. McMahon"


@frozen
class Column:
    """A column: its name, what stands in it, and its codes with what they mean."""

    name: str
    type: str
    meaning: str
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)


_STATUS = {
    "implemented": "done, as our evidence shows",
    "partly implemented": "some of it was done",
    "not implemented": "nothing of it was done",
    "reversed": "the State did the contrary, or took back what it had done",
    "no information": "we looked and have no evidence",
    "not assessed": "we say nothing on it",
}
_CHANGE = {
    "progress": "its status is better than last time",
    "setback": "its status is worse than last time",
    "unchanged": "its status is the same as last time",
    "assessed now": "last time there was no evidence or no assessment",
    "no longer assessed": "last time there was evidence and an assessment",
    "new": "it did not stand in the last follow-up",
}
_POSITION = {
    "supported": "the State accepted it",
    "noted": "the State did not accept it",
    "pending": "the State had not yet answered",
}

COLUMNS = (
    Column("dossier", "text", "the dossier that the table was made of"),
    Column("state", "text", "the State under review"),
    Column("as_of", "date", "the day of this follow-up, as 2026-11-29"),
    Column("symbol", "text", "the symbol of the report with the recommendation"),
    Column("paragraph", "text", "its number in that report"),
    Column("cycle", "whole number", "the cycle of the Universal Periodic Review"),
    Column("recommending_states", "texts", "who recommended it"),
    Column("recommendation", "text", "its words"),
    Column("position", "code", "what the State under review answered", _POSITION),
    Column("state_words", "text", "what the State under review said of it"),
    Column("themes", "texts", "its themes"),
    Column("sdgs", "texts", "Sustainable Development Goals or targets"),
    Column(
        "action", "code", f"the category of action that its verb asks for ({ACTION_SOURCE})",
        {str(each): label(each) for each in range(1, 6)},
    ),
    Column(
        "status", "code", "what became of it, by the assessment of the publisher",
        {each: _STATUS[each] for each in STATUSES},
    ),
    Column("assessment", "text", "the assessment in the publisher's words"),
    Column("evidence", "texts", "what shows it: incidents, facts and sources"),
    Column("answered_by", "texts", "the publisher's own recommendations that take it up"),
    Column("recurs", "texts", "recommendations of earlier cycles that it repeats, as we confirmed"),
    Column("previous_status", "code", "its status in the last follow-up, empty if none", _STATUS),
    Column(
        "change", "code", "what changed since the last follow-up, empty if none",
        {each: _CHANGE[each] for each in CHANGES if each},
    ),
)  # fmt: skip


def cells(follow_up: FollowUp, row: FollowUpRow) -> tuple[str, ...]:
    """Return what stands in each column for one recommendation."""
    shown = (each.words for each in row.evidence if each.kind != "block")
    return (
        follow_up.dossier,
        follow_up.state,
        follow_up.day.isoformat(),
        row.symbol,
        row.paragraph,
        str(row.cycle or ""),
        SEPARATOR.join(row.states),
        row.text,
        row.position,
        row.state_words,
        SEPARATOR.join(row.themes),
        SEPARATOR.join(row.sdgs),
        str(row.action),
        row.status,
        row.assessment,
        SEPARATOR.join(shown),
        SEPARATOR.join(row.answered_by),
        SEPARATOR.join(row.recurs),
        row.before,
        row.change,
    )


def about(follow_up: FollowUp) -> Iterator[tuple[str, str]]:
    """Yield what one must know of the whole table, by name."""
    yield "title", f"Follow-up of recommendations to {follow_up.state}"
    yield "publisher", follow_up.publisher
    yield "date", follow_up.day.isoformat()
    yield "licence", follow_up.licence or UNSTATED
    yield "source of recommendations", "reports of the Working Group on the UPR, by their symbols"
    yield "source of status", "the publisher's own assessment"
    yield "compared with", follow_up.since.isoformat() if follow_up.since else "nothing"
    yield "audience", follow_up.audience
    yield "rows", str(len(follow_up.rows))
    yield "values in one cell", f'parted by "{SEPARATOR.strip()}"'
    yield "cells that begin with = + - @", "have an apostrophe before them in CSV"
    yield "encoding", "UTF-8 with a byte order mark; commas between cells, lines end with CR LF"


DICTIONARY = ("part", "name", "type", "meaning")
"""The columns of the data dictionary."""


def dictionary(follow_up: FollowUp) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of the data dictionary: the table, its columns, the codes in them."""
    for name, words in about(follow_up):
        yield "table", name, "text", words
    for each in COLUMNS:
        yield "column", each.name, each.type, each.meaning
        for code, meaning in each.codes.items():
            yield "code", f"{each.name}: {code}", "", meaning
