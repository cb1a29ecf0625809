"""UPR Info's export of recommendations: one row for each recommending State.

Rows of one text from one review are one recommendation, whose States are united, as the Working
Group's report prints it; few texts begin with the number of their paragraph. Positions are coded
Accepted or Noted (to 2020), Supported, Noted or Not Supported (in 2026), with Pending until the
adoption; voluntary pledges stand in the same table and are no recommendations. They are set aside,
unless all mechanisms are asked for.

Source: UPR Info's files of sessions 1 to 20 (2015), 42,013 rows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.model.un_record import RecordKind
from dossier.ooxml.numbered_row import NumberedRow
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.columns import Header
from dossier.readers.un_exports.export import PLEDGES, Intake, Row
from dossier.readers.un_exports.sessions import cycle_of, session_of
from dossier.readers.un_exports.wording import distinct, is_pledge, plain, position, tidy

_NUMBER = re.compile(r"(\d{2,3}\.\d{1,3})[.)]?\s+(?=[A-ZÀ-Þ])")
"""The number of a paragraph, as the report of the Working Group prints it before the words."""


def read_upr_info(lines: Iterable[NumberedRow], header: Header, intake: Intake) -> None:
    """Take in the rows that stand below `header`."""
    intake.kind = header.form.name
    for line in lines:
        _take(intake, line, header)


def _take(intake: Intake, line: NumberedRow, header: Header) -> None:
    surplus = [cell for cell in line.cells[header.width :] if cell.strip()]
    if surplus:
        intake.cannot(line.number, f"it has {len(line.cells)} cells, the head {header.width}")
        return
    cells = {key: _clean(cell) for key, cell in header.cells(line.cells).items()}
    missing = [header.form.columns[key][0] for key in ("under_review", "text") if not cells[key]]
    if missing or len(line.cells) <= max(header.at[key] for key in header.form.needed):
        why = f'it says nothing in "{missing[0]}"' if missing else "it ends too early"
        intake.cannot(line.number, why)
        return
    if is_pledge(cells["position"]) and intake.scope != "all mechanisms":
        intake.aside[PLEDGES] += 1
        return
    if not intake.wanted(cells["under_review"]):
        intake.elsewhere[cells["under_review"]] += 1
        return
    row = _row(cells, line.number, intake.file)
    _doubt(intake, row, cells)
    earlier = row.earlier
    key = (
        states.key(row.state),
        earlier.cycle,
        earlier.paragraph,
        plain(earlier.text),
        earlier.position,
    )
    intake.take(row, (row.kind, *key))


def _row(cells: Mapping[str, str], line: int, file: str) -> Row:
    session = session_of(cells.get("session", ""))
    said = session_of(cells.get("cycle", ""))
    pledge = is_pledge(cells["position"])
    answer, words = position("" if pledge else cells["position"])
    from_ = "" if cells["state"].casefold() == "(unknown)" else cells["state"]
    number = _NUMBER.match(cells["text"])
    earlier = Earlier(
        paragraph=number[1] if number else "",
        symbol="",
        text=cells["text"][number.end() :] if number else cells["text"],
        states=(from_,) if from_ else (),
        position=answer,
        cycle=cycle_of(session) or said or None,
        words=words,
        themes=_themes(cells.get("themes", "")),
        origin=f"UPR Info, {file.rpartition('/')[2]}",
    )
    kind: RecordKind = "pledge" if pledge else "recommendation"
    return Row(earlier, cells["under_review"], session, line, kind=kind)


@lru_cache(maxsize=4096)  # few lists stand in many rows, and are kept once
def _themes(cell: str) -> tuple[str, ...]:
    return distinct(tidy(each) for each in cell.split(","))


def _doubt(intake: Intake, row: Row, cells: Mapping[str, str]) -> None:
    if row.earlier.position or row.kind == "pledge":
        return
    message = f'row {row.line}: the response "{cells["position"][:40]}" is not known'
    hint = "its words were kept; add `position:` to the entry"
    intake.doubt(row.line, Fault.OPEN_POSITION, message, hint)


def _clean(cell: str) -> str:
    """Return a cell without entities of HTML ("&#40;Unknown&#41;"), on one line."""
    if "&" in cell:
        cell = re.sub(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});", _entity, cell)
    return tidy(cell)


def _entity(found: re.Match[str]) -> str:
    return html.unescape(found[0])
