"""The export of the Universal Human Rights Index: all mechanisms, the UPR among them.

Values of one cell stand on lines of their own behind "- ", also where they come from JSON
(`uhri_json`); dates are Excel's numbers, days since the end of 1899, or texts. What treaty bodies
and special procedures said is set aside, unless all mechanisms are asked for.

Source: the columns and a row of an export as described in public code that reads it (2026); no
whole export could be looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.model.state_names import english_name
from dossier.model.un_record import RecordKind
from dossier.ooxml.numbered_row import NumberedRow
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.columns import UHRI, Header
from dossier.readers.un_exports.export import PLEDGES, SEVERAL, UPR, Intake, Row
from dossier.readers.un_exports.recommendation_text import Reading, read_recommendation
from dossier.readers.un_exports.sessions import cycle_of, said_cycle, session_of
from dossier.readers.un_exports.wording import Position, distinct, plain, position, tidy

OTHER_BODIES = "statements of other bodies"
_NUMBER = re.compile(r"\s*(?:(\d{1,3}(?:\.\d{1,3}){1,2})[.)]?|(\d{1,3})[.)])\s+(?=\D)")
_PARTED = re.compile(r"\n\s*(?=\d{1,3}\.\d{1,3}\.?\s+(?![a-zà-ÿа-я])[^\W\d_])")
"""Where another numbered recommendation begins in a text that holds several."""

_LINE_END = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&#?\w+;")
_ADDENDUM = re.compile(r"/(?:Add|Corr|Rev)\..*")
_DAY_0 = date(1899, 12, 30)
"""Excel counts from 1 January 1900 and believes that 1900 was a leap year."""


def read_uhri(lines: Iterable[NumberedRow], header: Header, intake: Intake) -> None:
    """Take in the rows that stand below `header`."""
    intake.kind = UHRI.name
    for line in lines:
        _take(intake, line, header)


def day(cell: str) -> date | None:
    """Return the date in a cell: Excel's number for it, or one as 2020-01-31.

    >>> day("46078")
    datetime.date(2026, 2, 25)
    """
    iso = re.match(r"\d{4}-\d\d-\d\d", cell)
    try:
        if iso:
            return date.fromisoformat(iso[0])
        return _DAY_0 + timedelta(days=int(float(cell))) if float(cell) > 60 else None
    except (ValueError, OverflowError):
        return None


def _take(intake: Intake, line: NumberedRow, header: Header) -> None:
    surplus = [cell for cell in line.cells[header.width :] if cell.strip()]
    if surplus:
        intake.cannot(line.number, f"it has {len(line.cells)} cells, the head {header.width}")
        return
    cells = header.cells(line.cells)
    body = " ".join(_values(cells["body"]))
    bodies = body.casefold()
    if not bodies:
        intake.cannot(line.number, f'it says nothing in "{header.form.columns["body"][0]}"')
        return
    upr = bodies == "upr" or "universal periodic review" in bodies
    kind = _kind(cells.get("type", ""))
    if intake.scope != "all mechanisms" and (not upr or kind == "pledge"):
        intake.aside[PLEDGES if upr else OTHER_BODIES] += 1
        return
    under_review = _values(cells["under_review"])
    if not under_review and intake.scope != "all mechanisms":
        name = header.form.columns["under_review"][0]
        intake.cannot(line.number, f'it says nothing in "{name}"')
        return
    named = tuple(each for each in under_review if intake.wanted(each))
    if under_review and not named:
        intake.elsewhere[SEVERAL.join(under_review)] += 1
        return
    recommends = upr and kind != "pledge"
    text = _text(cells["text"])
    pieces = _PARTED.split(text) if recommends else [text]
    readings = [read_recommendation(each) if recommends else _read_statement(each)
                for each in pieces if each.strip()]  # fmt: skip
    if not any(each.text for each in readings):
        intake.cannot(line.number, 'it says nothing in "Text"')
        return
    mechanism = UPR if upr else body
    if len(readings) > 1:
        readings = [_in_english(each, intake, line.number) for each in readings]
    for reading in (each for each in readings if each.text):
        # The column names the States of one; of several each has its own behind its words.
        own = {"states": ""} if len(readings) > 1 and reading.states else {}
        row = _row(
            {**cells, **own},
            reading,
            named or ("",),
            line=line.number,
            mechanism=mechanism,
            kind=kind,
        )
        _enter(intake, row, cells.get("published", ""), recommends)


def _in_english(reading: Reading, intake: Intake, line: int) -> Reading:
    """Return one of several recommendations with its States as the columns of UHRI name them."""
    found = tuple(english_name(each) or each for each in reading.states)
    for name in (each for each in found if not states.is_known(each)):
        message = f'row {line}: "{name}" is no State that is known here; it was taken for one'
        intake.doubt(line, Fault.UNKNOWN_STATE, message, "correct `states:` in the entry")
    return replace(reading, states=found)


def _enter(intake: Intake, row: Row, day_said: str, recommends: bool) -> None:
    if day_said and not row.published and day_said.strip():
        message = f'row {row.line}: the date "{day_said[:20]}" cannot be read for sure'
        hint = "write the date of the document as 2026-11-29 in a copy of the file"
        intake.doubt(row.line, Fault.WRONG_DATE, message, hint)
    if recommends:
        _take_recommendation(intake, row)
    else:
        place = row.annotation or row.earlier.paragraph or plain(row.earlier.text)
        intake.take(row, (row.mechanism, row.earlier.symbol, place))


@lru_cache(maxsize=256)
def _kind(type_: str) -> RecordKind:
    """Return what a row is by UHRI's type, such as "- Concerns/Observations"."""
    if re.search("pledge|commitment", type_, re.IGNORECASE):
        return "pledge"
    return "concern" if re.search("concern|observation", type_, re.IGNORECASE) else "recommendation"


def _read_statement(text: str) -> Reading:
    """Return the number and the words of a paragraph; brackets in it name no States.

    >>> _read_statement("12. The Committee is concerned (see para. 3).").paragraph
    '12'
    """
    number = _NUMBER.match(text)
    words = tidy(text[number.end() :] if number else text)
    return Reading(next(filter(None, number.groups())) if number else "", words, ())


def _take_recommendation(intake: Intake, row: Row) -> None:
    earlier = row.earlier
    if not earlier.position:
        message = f'row {row.line}: the position "{earlier.words[:40]}" is not known'
        hint = "its words were kept; add `position:` to the entry"
        intake.doubt(row.line, Fault.OPEN_POSITION, message, hint)
    number = earlier.paragraph or plain(earlier.text)
    intake.take(row, (states.key(row.state), earlier.symbol, earlier.cycle, number))


def _row(
    cells: Mapping[str, str],
    reading: Reading,
    under_review: tuple[str, ...],
    line: int,
    mechanism: str,
    kind: RecordKind,
) -> Row:
    session = session_of(cells.get("session", ""))
    answer, words = _position(cells["position"])
    annotation, published = tidy(cells.get("annotation", "")), _day(cells.get("published", ""))
    earlier = Earlier(
        paragraph=reading.paragraph,
        symbol=_symbol(cells.get("symbol", ""), mechanism) or reading.symbol,
        text=reading.text,
        states=_states(cells["states"]) or reading.states,
        position=answer,
        cycle=cycle_of(session) or said_cycle(cells.get("cycle", "")),
        words=" ".join(distinct((words, reading.words))),
        themes=_themes(cells.get("themes", ""), cells.get("persons", "")),
        sdgs=_goals(cells.get("sdgs", "")),
        origin=_origin(annotation, published),
    )
    state, *also = under_review
    return Row(
        earlier,
        state,
        session,
        line,
        also=tuple(also),
        mechanism=mechanism,
        kind=kind,
        published=published,
        listed=_day(cells.get("on_uhri", "")),
        annotation=annotation,
    )


@lru_cache(maxsize=4096)
def _symbol(cell: str, mechanism: str) -> str:
    """Return the symbol of a document; of the UPR, that of the report which the State answers."""
    symbol = tidy(cell).removeprefix("- ")
    return _ADDENDUM.sub("", symbol) if mechanism == UPR else symbol


@lru_cache(maxsize=4096)
def _states(cell: str) -> tuple[str, ...]:
    return states.split("\n".join(_values(cell)))[0]


@lru_cache(maxsize=256)
def _position(cell: str) -> tuple[Position, str]:
    return position(tidy("/".join(distinct(_values(cell)))))


@lru_cache(maxsize=4096)
def _day(cell: str) -> str:
    found = day(tidy(cell))
    return found.isoformat() if found else ""


def _origin(annotation: str, published: str) -> str:
    """Return which annotation this is, and from when."""
    named = f", annotation {annotation}" if annotation else ""
    return f"UHRI{named}, of {published}" if published else f"UHRI{named}"


@lru_cache(maxsize=4096)  # few lists stand in many rows, and are kept once
def _values(cell: str) -> tuple[str, ...]:
    r"""Return the values of a cell: each on its line, behind "- ".

    >>> _values("- Women & girls\n- Children")
    ('Women & girls', 'Children')
    """
    return distinct(map(_value, cell.splitlines()))


@lru_cache(maxsize=4096)
def _value(line: str) -> str:
    return tidy(re.sub(r"^\s*-\s+", "", line))


@lru_cache(maxsize=4096)
def _themes(themes: str, persons: str) -> tuple[str, ...]:
    """Return the themes with the groups of persons; "general" is nobody in particular."""
    return distinct((*_values(themes), *(each for each in _values(persons) if each != "general")))


@lru_cache(maxsize=4096)
def _goals(cell: str) -> tuple[str, ...]:
    """Return the numbers of goals and targets for sustainable development, such as "8.7"."""
    goals = (
        (re.match(r"(?:SDG\s*)?(\d{1,2}(?:\.\w{1,2})?)\b", each, re.IGNORECASE), each)
        for each in _values(cell)
    )
    return distinct(found[1] if found else each for found, each in goals)


def _text(cell: str) -> str:
    """Return a text without the tags and entities of HTML that UHRI keeps in it."""
    if cell.startswith("<p>") and cell.endswith("</p>") and "<" not in cell[3:-4]:
        cell = cell[3:-4]  # so nearly all of them are
    elif "<" in cell:
        cell = _TAG.sub("", _LINE_END.sub("\n", cell))
    return html.unescape(cell) if "&" in cell and _ENTITY.search(cell) else cell
