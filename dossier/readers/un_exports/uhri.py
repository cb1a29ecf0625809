"""The export of the Universal Human Rights Index: all mechanisms, the UPR among them.

Values of one cell stand on lines of their own behind "- ", also where they come from JSON
(`uhri_json`); dates are Excel's numbers, days since the end of 1899, or texts. What treaty bodies
and special procedures said is set aside.

Source: the columns and a row of an export as described in public code that reads it (2026); no
whole export could be looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.ooxml.numbered_row import NumberedRow
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.columns import UHRI, Header
from dossier.readers.un_exports.export import Export, Intake, Row, Wanted
from dossier.readers.un_exports.recommendation_text import Reading, read_recommendation
from dossier.readers.un_exports.sessions import cycle_of, said_cycle, session_of
from dossier.readers.un_exports.wording import distinct, plain, position, tidy

OTHER_BODIES = "statements of other bodies"
PLEDGES = "voluntary pledges"
_DAY_0 = date(1899, 12, 30)
"""Excel counts from 1 January 1900 and believes that 1900 was a leap year."""


def read_uhri(lines: Iterable[NumberedRow], header: Header, file: str, wanted: Wanted) -> Export:
    """Read the rows that stand below `header`."""
    intake = Intake(UHRI.name, file, wanted)
    for line in lines:
        _take(intake, line, header)
    return intake.export()


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
    bodies = " ".join(_values(cells["body"])).casefold()
    if not bodies:
        intake.cannot(line.number, f'it says nothing in "{header.form.columns["body"][0]}"')
        return
    if bodies != "upr" and "universal periodic review" not in bodies:
        intake.aside[OTHER_BODIES] += 1
        return
    if re.search("pledge|commitment", cells.get("type", ""), re.IGNORECASE):
        intake.aside[PLEDGES] += 1
        return
    under_review = _values(cells["under_review"])
    if not under_review:
        name = header.form.columns["under_review"][0]
        intake.cannot(line.number, f'it says nothing in "{name}"')
        return
    named = [each for each in under_review if intake.wanted(each)]
    if not named:
        intake.elsewhere[under_review[0]] += 1
        return
    reading = read_recommendation(_text(cells["text"]))
    if reading.text:
        _take_row(intake, _row(cells, reading, named[0], line.number))
    else:
        intake.cannot(line.number, 'it says nothing in "Text"')


def _take_row(intake: Intake, row: Row) -> None:
    earlier = row.earlier
    if not earlier.position:
        message = f'row {row.line}: the position "{earlier.words[:40]}" is not known'
        hint = "its words were kept; add `position:` to the entry"
        intake.doubt(row.line, Fault.OPEN_POSITION, message, hint)
    number = earlier.paragraph or plain(earlier.text)
    intake.take(row, (states.key(row.state), earlier.symbol, earlier.cycle, number))


def _row(cells: Mapping[str, str], reading: Reading, state: str, line: int) -> Row:
    session = session_of(cells.get("session", ""))
    answer, words = position(tidy("/".join(distinct(_values(cells["position"])))))
    listed = states.split("\n".join(_values(cells["states"])))[0]
    symbol = tidy(cells.get("symbol", "")).removeprefix("- ") or reading.symbol
    earlier = Earlier(
        paragraph=reading.paragraph,
        symbol=re.sub(r"/(?:Add|Corr|Rev)\..*", "", symbol),
        text=reading.text,
        states=listed or reading.states,
        position=answer,
        cycle=cycle_of(session) or said_cycle(cells.get("cycle", "")),
        words=" ".join(distinct((words, reading.words))),
        themes=_themes(cells.get("themes", ""), cells.get("persons", "")),
        sdgs=_goals(cells.get("sdgs", "")),
        origin=_origin(cells),
    )
    return Row(earlier, state, session, line)


def _origin(cells: Mapping[str, str]) -> str:
    """Return which annotation this is, in which document and from when."""
    published = day(tidy(cells.get("published", "")))
    said = {
        "annotation": tidy(cells.get("annotation", "")),
        "of": published.isoformat() if published else "",
    }
    return ", ".join(("UHRI", *(f"{key} {value}" for key, value in said.items() if value)))


@lru_cache(maxsize=4096)  # few lists stand in many rows, and are kept once
def _values(cell: str) -> tuple[str, ...]:
    r"""Return the values of a cell: each on its line, behind "- ".

    >>> _values("- Women & girls\n- Children")
    ('Women & girls', 'Children')
    """
    return distinct(tidy(re.sub(r"^\s*-\s+", "", line)) for line in cell.splitlines())


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
    if "<" in cell:
        cell = re.sub(r"<(?:br|/p|/div|/li)\b[^<>]*>", "\n", cell, flags=re.IGNORECASE)
        cell = re.sub(r"</?[A-Za-z][^<>]*>", "", cell)
    return html.unescape(cell) if re.search(r"&#?\w+;", cell) else cell
