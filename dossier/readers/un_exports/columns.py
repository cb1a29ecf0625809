"""The columns of each export, and what a file has instead of them.

A column of somebody's own is left out, and said. One that is near to a column that is missing is
refused with that name, and so is a table that lacks what is needed: it was changed, and may mean
something else by the columns it kept. The names were checked on 2026-11-21 against UPR
Info's export of sessions 1 to 20, six OHCHR lists (sessions 17 to 48) and a description of
UHRI's export, whose names are misspelt as they stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from dossier.model.diagnostics import Finding, Refused, nearest
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.walk import folded
from dossier.ooxml.numbered_row import NumberedRow


@frozen
class Form:
    """An export: its columns by what they hold, each with the names it has, and those needed."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """Return the usual name of each column."""
        return tuple(names[0] for names in self.columns.values())

    def column(self, cell: str) -> str:
        """Return what the column of that name holds, or "" when there is none."""
        simple = folded(cell)
        found = (
            key
            for key, names in self.columns.items()
            if simple in (name.casefold() for name in names)
        )
        return next(found, "")


UPR_INFO = Form(
    "UPR Info's export",
    {
        "under_review": ("To",),
        "under_review_group": ("To-Rgrp",),
        "under_review_organisations": ("To-Org",),
        "text": ("Text",),
        "state": ("From",),
        "state_group": ("From-Rgrp",),
        "state_organisations": ("From-Org",),
        "position": ("Response",),
        "action": ("Action",),
        "themes": ("Issue",),
        "session": ("Session",),
    },
    ("under_review", "text", "state", "position"),
)
UPR_INFO_SCREEN = Form(
    "UPR Info's table",
    {
        "under_review": ("SuR",),
        "text": ("Recommendation",),
        "state": ("RS",),
        "position": ("Response",),
        "action": ("A",),
        "themes": ("Issue",),
        "cycle": ("C",),
    },
    ("under_review", "text", "state", "position"),
)
UHRI = Form(
    "UHRI's export",
    {
        "text": ("Text",),
        "under_review": ("Countries Concerned",),
        "body": ("Reccomending Body", "Recommending Body"),
        "symbol": ("Document Symbol",),
        "themes": ("Themes",),
        "persons": ("Affected Persons",),
        "sdgs": ("Sdgs",),
        "published": ("Document Publication Date",),
        "states": ("UPR Reccomending States", "UPR Recommending States"),
        "position": ("UPR Position",),
        "type": ("Type",),
        "annotation": ("OHCHR Annotation Id",),
        "session": ("UPR Session",),
        "regions": ("Regions Concerned",),
        "recommending_regions": ("Recommending Regions",),
        "on_uhri": ("Date of publication on UHRI",),
    },
    ("text", "under_review", "body", "states", "position"),
)
UHRI_JSON = Form(
    UHRI.name,
    {
        "text": ("Text",),
        "under_review": ("Countries",),
        "body": ("Body",),
        "symbol": ("Symbol",),
        "themes": ("Themes",),
        "persons": ("AffectedPersons",),
        "sdgs": ("Sdgs",),
        "published": ("PublicationDate",),
        "states": ("UprRecommendingCountry",),
        "position": ("UprPositions",),
        "type": ("AnnotationType",),
        "annotation": ("AnnotationId",),
        "session": ("UprSession",),
        "cycle": ("UprCycle",),
        "regions": ("Regions",),
        "recommending_regions": ("UprRecommendingRegions",),
        "on_uhri": ("PublicationDateOnUhri",),
        "document": ("DocumentId",),
    },
    ("text", "under_review", "body", "states", "position"),
)
"""UHRI's full export in JSON: the fields of a record, as seen in November 2026."""

MATRIX = Form(
    "OHCHR's list of recommendations",
    {
        "text": ("Recommendation", "Recommendation and recommending State"),
        "states": ("Recommending state/s", "Recommending state", "Recommending states"),
        "position": ("Position", "Position of the State under review"),
        "themes": (
            "Full list of themes",
            "Full list of rights/affected persons",
            "Human rights themes and groups of persons",
        ),
        "sdgs": ("Relevant SDGs",),
        "assessment": ("Assessment/comments on level of implementation",),
    },
    ("text", "position"),
)
SHEETS = (UPR_INFO, UPR_INFO_SCREEN, UHRI)


@frozen
class Header:
    """Which form a table has, and the place of each of its columns; `left_out` are not known."""

    form: Form
    at: Mapping[str, int]
    width: int
    left_out: tuple[str, ...] = ()

    def cells(self, cells: Sequence[str]) -> Mapping[str, str]:
        """Return the cells of a row by what they hold; a cell that is missing is ""."""
        there = len(cells)
        if there >= self.width:
            return {key: cells[at] for key, at in self.at.items()}
        return {key: cells[at] if at < there else "" for key, at in self.at.items()}

    def doubts(self, file: str, line: int) -> tuple[Finding, ...]:
        """Return a warning that names the columns which are left out, where there are any."""
        if not self.left_out:
            return ()
        plural = "columns that are" if len(self.left_out) > 1 else "a column that is"
        named = _quoted([name[:40] for name in self.left_out[:12]])
        message = f"the table has {plural} not known: {named}; what stands there was left out"
        hint = f"{self.form.name} has the columns {', '.join(self.form.names())}"
        return (Finding(file, line, Fault.UNKNOWN_COLUMNS, message, hint, severity="warning"),)


def likeness(cells: Sequence[str], forms: Iterable[Form]) -> tuple[int, Form | None]:
    """Return how many of `cells` are columns of one form, and the form with the most."""
    counts = [(sum(bool(form.column(cell)) for cell in cells), form) for form in forms]
    best = max(counts, key=lambda count: count[0])
    return best if best[0] else (0, None)


def find_header(lines: Sequence[NumberedRow], file: str) -> tuple[Header, int]:
    """Return the header among the first lines of a sheet, and the number of its line.

    Raises `Refused` where columns are unknown, missing or there twice.
    """
    filled = [line for line in lines if any(cell.strip() for cell in line.cells)]
    for line in filled:
        if likeness(line.cells, SHEETS)[0] > 1:
            return header(line, SHEETS, file), line.number
    if not filled:
        raise Refused(Finding(file, 0, Fault.EMPTY_FILE, "the file is empty", "export it again"))
    return header(filled[0], SHEETS, file), filled[0].number


def header(line: NumberedRow, forms: Iterable[Form], file: str) -> Header:
    """Return the header that `line` is. Raises `Refused` where what is needed is not sure."""
    forms = tuple(forms)
    names = [" ".join(cell.split()) for cell in line.cells]
    while names and not names[-1]:
        names.pop()
    form = likeness(names, forms)[1]
    if form is None:
        expected = "; or ".join(", ".join(each.names()) for each in forms)
        raise _unknown(file, line.number, names, f"expected are the columns {expected}")
    strange = [name for name in names if not form.column(name)]
    columns = [form.column(name) for name in names]
    if any(_misspelt(name, form, columns) for name in strange):
        raise _unknown(file, line.number, strange, _expected(strange, form))
    missing = [form.columns[key][0] for key in form.needed if key not in columns]
    if missing or any(columns.count(key) > 1 for key in form.columns):
        twice = sorted(
            {names[i] for i, key in enumerate(columns) if key and columns.count(key) > 1}
        )
        what = f"has no column {_quoted(missing)}" if missing else f"has {_quoted(twice)} twice"
        message = f"the table {what}, which {form.name} has once"
        hint = f"its columns are {', '.join(form.names())}; export it again"
        raise Refused(Finding(file, line.number, Fault.WRONG_COLUMNS, message, hint))
    at = {key: place for place, key in enumerate(columns) if key}
    return Header(form, at, len(names), tuple(name for name in strange if name))


def _misspelt(name: str, form: Form, columns: Sequence[str]) -> bool:
    """Whether an unknown name may be meant for a column that is not there."""
    absent = [
        each.casefold()
        for key, names in form.columns.items()
        if key not in columns
        for each in names
    ]
    return bool(get_close_matches(name.casefold(), absent, n=1, cutoff=0.75))


def _expected(strange: Sequence[str], form: Form) -> str:
    near = {name: nearest(name, form.names()) for name in strange}
    guesses = [f'"{found}" for "{name}"' for name, found in near.items() if found]
    expected = f"{form.name} has the columns {', '.join(form.names())}"
    return f"did you mean {', '.join(guesses)}? {expected}" if guesses else expected


def _unknown(file: str, line: int, names: Sequence[str], hint: str) -> Refused:
    shown = _quoted([name[:40] for name in names[:12]])
    plural = "columns that are" if len(names) > 1 else "a column that is"
    message = f"the table has {plural} not known: {shown}"
    return Refused(Finding(file, line, Fault.UNKNOWN_COLUMNS, message, hint))


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
