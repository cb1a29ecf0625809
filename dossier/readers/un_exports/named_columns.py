"""Tables of any columns: what a column holds is what the user said, once, by its heading.

Where nobody said it, a guess from what stands in the columns goes into the hint; nothing is read by
a guess. Several values of a cell are parted by `|` or line breaks, as in the exports of UPR Info's
database since 2025, whose columns were not found described.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.model.un_record import RecordKind
from dossier.model.walk import folded
from dossier.ooxml.numbered_row import NumberedRow
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.columns import Form, Header
from dossier.readers.un_exports.export import PLEDGES, SEVERAL, Intake, Row
from dossier.readers.un_exports.sessions import cycle_of, said_cycle, session_of
from dossier.readers.un_exports.wording import distinct, is_pledge, plain, position, tidy

MEANINGS = ("state", "text", "from", "position", "theme", "session", "cycle", "symbol", "paragraph")
"""What a column may hold: the State under review, the text, the recommending States, and so on."""

USUAL = {
    "state under review": "state", "sur": "state", "country under review": "state",
    "recommendation": "text", "recommendation text": "text", "text of recommendation": "text",
    "recommending state": "from", "recommending states": "from", "recommending state/s": "from",
    "recommending country": "from", "recommending countries": "from", "rs": "from",
    "position": "position", "response": "position", "upr position": "position",
    "theme": "theme", "themes": "theme", "issue": "theme", "issues": "theme",
    "session": "session", "upr session": "session", "cycle": "cycle", "upr cycle": "cycle",
    "symbol": "symbol", "document symbol": "symbol", "paragraph": "paragraph",
}  # fmt: skip
"""What columns hold that say so themselves, folded; nothing is read by a table that lacks one of
`_CERTAIN`."""

_CERTAIN = ("state", "text", "from", "position")
_NEEDED = ("state", "text")
_SEVERAL = re.compile(r"\s*[|\n]\s*")
_MOST = 0.6
"""The share of cells that must be States or positions for a guess."""

NAME = "a table with columns that were named"


def named_header(
    lines: Sequence[NumberedRow], named: Mapping[str, str]
) -> tuple[Header, int] | None:
    """Return the header whose columns were named, with its line; None where there is none.

    `named` are meanings by headings, folded. A heading that stands twice means its first column.
    """
    for line in lines:
        found = [named.get(folded(cell), "") for cell in line.cells]
        if set(_NEEDED) <= set(found):
            at = {name: found.index(name) for name in MEANINGS if name in found}
            names = (" ".join(cell.split()) for cell in line.cells)
            left = tuple(name for name, is_ in zip(names, found, strict=True) if name and not is_)
            form = Form(NAME, {name: (line.cells[place],) for name, place in at.items()}, _NEEDED)
            return Header(form, at, len(line.cells), left), line.number
    return None


def usual_header(lines: Sequence[NumberedRow], file: str) -> tuple[Header, int, Finding] | None:
    """Return the header whose columns say what they hold, its line, and how they were read.

    None where one is missing or there twice.
    """
    found = named_header(lines, USUAL)
    if found is None or any(name not in found[0].at for name in _CERTAIN):
        return None
    header, line = found
    cells = next(each.cells for each in lines if each.number == line)
    meant = [USUAL[folded(cell)] for cell in cells if folded(cell) in USUAL]
    if len(meant) > len(set(meant)):
        return None
    read = ", ".join(f'"{header.form.columns[name][0]}" as {name}' for name in header.at)
    message = f"no export that is known has these columns, which were read by their names: {read}"
    hint = "if one holds something else, give it another name in the file"
    told = Finding(file, line, Fault.UNKNOWN_COLUMNS, message, hint, severity="warning")
    return header, line, told


def is_named(header: Header) -> bool:
    """Whether a header is one whose columns were named."""
    return header.form.name == NAME


def read_named(lines: Iterable[NumberedRow], header: Header, intake: Intake) -> None:
    """Take in the rows that stand below `header`."""
    intake.kind = NAME
    for line in lines:
        cells = {key: html.unescape(cell).strip() for key, cell in header.cells(line.cells).items()}
        missing = [header.form.columns[key][0] for key in _NEEDED if not cells[key]]
        under_review = _states_in(cells["state"])
        if missing or not under_review:
            name = missing[0] if missing else header.form.columns["state"][0]
            intake.cannot(line.number, f'it says nothing in "{name}"')
            continue
        if is_pledge(cells.get("position", "")) and intake.scope != "all mechanisms":
            intake.aside[PLEDGES] += 1
            continue
        named = tuple(each for each in under_review if intake.wanted(each))
        if named:
            _take(cells, named, line.number, intake)
        else:
            intake.elsewhere[SEVERAL.join(under_review)] += 1


def guessed(lines: Sequence[NumberedRow]) -> Mapping[str, str]:
    """Return what the columns of a table seem to hold, by heading, from the rows below.

    >>> rows = [("Pays", "Avis", "Réponse"), ("Chad", "End it", "Noted"), ("Peru", "Stop", "Noted")]
    >>> guessed([NumberedRow(at, cells) for at, cells in enumerate(rows, 1)])
    {'Pays': 'state', 'Réponse': 'position', 'Avis': 'text'}
    """
    if len(lines) < 2:
        return {}
    head, below = lines[0].cells, [line.cells for line in lines[1:]]
    columns = {
        name: [each[at] for each in below if at < len(each) and each[at].strip()]
        for at, name in enumerate(head)
        if name.strip()
    }
    found: dict[str, str] = {}
    for meaning, holds in _HOLDS:
        fit = [name for name, cells in columns.items() if name not in found and _most(cells, holds)]
        found |= dict.fromkeys(fit[:1], meaning)
    rest = {name: sum(map(len, cells)) for name, cells in columns.items() if name not in found}
    longest = max(rest, key=lambda name: rest[name], default="")
    return {**found, longest: "text"} if longest and rest[longest] else found


@lru_cache(maxsize=4096)  # few cells stand in many rows
def _states_in(cell: str) -> tuple[str, ...]:
    """Return the States of a cell; one that has a name nobody knows stays as it was typed.

    >>> _states_in("Chad|Peru"), _states_in("Chad; Peru and Bosnia and Herzegovina")
    (('Chad', 'Peru'), ('Chad', 'Peru', 'Bosnia and Herzegovina'))
    >>> _states_in("Middle-earth, the Shire")
    ('Middle-earth, the Shire',)
    """
    found: list[str] = []
    for each in filter(None, _SEVERAL.split(cell)):
        names, strange = states.split(each)
        found += (each,) if strange else names
    return distinct(found)


def _take(
    cells: Mapping[str, str], under_review: tuple[str, ...], number: int, intake: Intake
) -> None:
    session = session_of(cells.get("session", ""))
    pledge = is_pledge(cells.get("position", ""))
    answer, words = position("" if pledge else cells.get("position", ""))
    from_, strange = states.split(_SEVERAL.sub("; ", cells.get("from", "")))
    earlier = Earlier(
        paragraph=cells.get("paragraph", ""),
        symbol=cells.get("symbol", ""),
        text=tidy(cells["text"]),
        states=from_,
        position=answer,
        cycle=cycle_of(session) or said_cycle(cells.get("cycle", "")),
        words=words,
        themes=distinct(filter(None, _SEVERAL.split(cells.get("theme", "")))),
        origin=f"{intake.file.rpartition('/')[2]}, row {number}",
    )
    if strange:
        message = f"row {number}: {', '.join(strange)} is no State that is known"
        hint = "check that the column was named rightly; the words stay as they are"
        intake.doubt(number, Fault.UNKNOWN_STATE, message, hint)
    unknown = [each for each in under_review if not states.is_known(each)]
    if unknown:
        message = f"row {number}: {', '.join(unknown)} is under review, and no State that is known"
        hint = "part several States by `|`, `;` or line breaks; the words stay as they are"
        intake.doubt(number, Fault.UNKNOWN_STATE, message, hint)
    kind: RecordKind = "pledge" if pledge else "recommendation"
    state, *also = under_review
    row = Row(earlier, state, session, number, also=tuple(also), kind=kind)
    keys = tuple(map(states.key, under_review))
    intake.take(row, (kind, keys, earlier.cycle, plain(earlier.text), answer))


def _is_state(cell: str) -> bool:
    return all(states.is_known(each) for each in _SEVERAL.split(cell))


def _is_position(cell: str) -> bool:
    return bool(position(cell)[0])


_HOLDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("state", _is_state),
    ("from", _is_state),
    ("position", _is_position),
)


def _most(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) >= _MOST * len(cells)
