"""What two records of one recommendation or paragraph say, which of it stands, and what differs.

The newer record stands, with what only the older says. What waits for the State's answer
("pending") is not contradicted by one, whichever is newer: no answer is taken back by a table that
was made before it.
"""

from __future__ import annotations

from dataclasses import fields, replace

from dossier.model.un_record import UnRecord
from dossier.project.un_library.rows import keys
from dossier.readers.un_exports.wording import answers, distinct, plain

COMPARED = ("text", "recommending", "position")
"""What is told where two exports say otherwise."""

_PENDING = "pending"
"""The position of what the State has still to answer."""


def united(record: UnRecord, one: UnRecord, two: UnRecord) -> UnRecord:
    """Return `record` with the States, themes and goals of two."""
    return replace(
        record,
        states=distinct((*one.states, *two.states)),
        recommending=distinct((*one.recommending, *two.recommending)),
        themes=distinct((*one.themes, *two.themes)),
        sdgs=distinct((*one.sdgs, *two.sdgs)),
    )


def completed(newer: UnRecord, older: UnRecord) -> UnRecord:
    """Return the newer record with what only the older says; themes and goals are united."""
    names = [each.name for each in fields(UnRecord)]
    said = {name: getattr(newer, name) or getattr(older, name) for name in names}
    both = united(newer, newer, older)
    answer = newer if newer.position or answers(newer.words) else older
    said |= {"themes": both.themes, "sdgs": both.sdgs, "position": answer.position}
    return answered(UnRecord(**said), older)


def answered(record: UnRecord, other: UnRecord) -> UnRecord:
    """Return a record that waits for the State's answer with the answer that another has."""
    if record.position != _PENDING or other.position == _PENDING or not _says(other, "position"):
        return record
    return replace(record, position=other.position, words=other.words or record.words)


def differs(field: str, one: UnRecord, two: UnRecord) -> bool:
    """Whether two records say otherwise; where one says nothing, they do not."""
    here, there = _says(one, field), _says(two, field)
    return bool(here and there) and _unlike(field, here, there)


def unlike(field: str, one: UnRecord, two: UnRecord) -> bool:
    """Whether two records have something else; an answer does not contradict "pending"."""
    return _unlike(field, _says(one, field), _says(two, field))


def _unlike(field: str, here: object, there: object) -> bool:
    waits = field == "position" and _PENDING in (here, there) and bool(here and there)
    return here != there and not waits


def _says(record: UnRecord, field: str) -> object:
    value = getattr(record, field)
    if field == "position":
        return value or (record.words if answers(record.words) else "")
    return plain(value) if field == "text" else keys(value) if field == "recommending" else value


def shown_value(record: UnRecord, field: str) -> str:
    """Return what a record says in a field, as it is told beside what another says."""
    value = getattr(record, field) or (record.words if field == "position" else "")
    return ", ".join(value) if isinstance(value, tuple) else str(value)
