"""OHCHR's matrices and thematic lists of recommendations (DOCX).

One table, with a heading across its width before the recommendations of each theme. Since 2013
there were these columns (see `header.MATRIX`): recommendation, position, full list of themes,
assessment (sessions 17, 20, 31 and 34); with the recommending States apart (Egypt, session 20);
with the goals for sustainable development apart and no assessment (session 48). The head of each
page names the State, the cycle and, mostly, the session.
"""

from __future__ import annotations

import re

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Assessment, Earlier
from dossier.ooxml.archive import Archive
from dossier.ooxml.numbered_row import NumberedRow
from dossier.ooxml.table_rows import TableRow, running_heads, table_rows
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.columns import MATRIX, Header, header, likeness
from dossier.readers.un_exports.export import Intake, Row
from dossier.readers.un_exports.recommendation_text import Reading, read_recommendation
from dossier.readers.un_exports.sessions import cycle_of, said_cycle
from dossier.readers.un_exports.wording import distinct, position, tidy

LEVELS = ("not implemented", "partly implemented", "implemented", "no information")
_HEADING = re.compile(r"(?:theme|right or area)\s*:\s*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]\d+\s+|S\s+(?=Sustainable)|\d+(?:\.\d+)*\.\s+|[-–•]\s*")
_GOAL = re.compile(r"(?:S\d+\s+)?(?:SDG\s*)?(\d{1,2}(?:\.\w{1,2})?)\s*[-–—:]", re.IGNORECASE)


@frozen
class Review:
    """Which review a list is of, as the head of its pages says; what it does not say is empty."""

    state: str = ""
    cycle: int | None = None
    session: int = 0


def read_matrix(archive: Archive, intake: Intake) -> None:
    """Take in a list of recommendations. Raises `Refused` when it has no such table."""
    review = _review(running_heads(archive))
    intake.kind = MATRIX.name
    columns: Header | None = None
    first: TableRow | None = None
    heading = ""
    for row in table_rows(archive):
        texts = row.texts()
        first = first or (row if len(texts) > 1 else None)
        if likeness(texts, [MATRIX])[0] > 1:
            found = header(NumberedRow(row.number, texts), [MATRIX], archive.file)
            intake.findings += found.doubts(archive.file, row.number) if columns is None else ()
            columns = found
        elif columns and len(texts) == 1 and not read_recommendation(texts[0]).paragraph:
            heading = _theme(_HEADING.sub("", texts[0]))
        elif columns and any(texts):
            _take(intake, row, columns, heading, review)
    if columns is None:
        raise _no_table(archive.file, first)


def _no_table(file: str, first: TableRow | None) -> Refused:
    if first is None:
        message = "the document holds no table"
        hint = f"expected is {MATRIX.name} or a report of the Working Group"
        return Refused(Finding(file, 0, Fault.NO_TABLE, message, hint))
    try:
        header(NumberedRow(first.number, first.texts()), [MATRIX], file)
    except Refused as refused:
        return refused
    raise AssertionError(first)  # a header of two known columns was found above


def _review(heads: str) -> Review:
    """Return what "UPR of Slovenia (3rd Cycle - 34th Session)" says."""
    text = tidy(heads)
    state = re.search(r"\bUPR of (.+?)\s*(?:\(\s*\d|[-–—(]\s*\w+ cycle)", text, re.IGNORECASE)
    cycle = re.search(r"(\d|[a-z]+?)\s*(?:st|nd|rd|th)?\s+cycle\b", text, re.IGNORECASE)
    session = re.search(r"\b(\d[\d ]{0,2}?)\s*(?:st|nd|rd|th)\s+session\b", text, re.IGNORECASE)
    number = int(session[1].replace(" ", "")) if session else 0
    said = said_cycle(cycle[0]) if cycle else None
    return Review(state[1] if state else "", said or cycle_of(number), number)


def _take(intake: Intake, row: TableRow, columns: Header, heading: str, review: Review) -> None:
    if len(row.cells) != columns.width:
        intake.cannot(row.number, f"it has {len(row.cells)} cells, the head {columns.width}")
        return
    cells = {key: row.cells[at] for key, at in columns.at.items()}
    reading = read_recommendation("\n".join(cells["text"]))
    if not reading.text or not reading.paragraph:
        missing = "a recommendation" if reading.paragraph else "the number of a paragraph"
        intake.cannot(row.number, f"it does not begin with {missing}")
        return
    if review.state and not intake.wanted(review.state):
        intake.elsewhere[review.state] += 1
        return
    earlier = _earlier(reading, cells, heading, review, intake)
    _doubt(intake, row.number, earlier, reading, " ".join(cells["position"]))
    key = (earlier.symbol, earlier.paragraph)
    intake.take(Row(earlier, review.state, review.session, row.number), key)


def _earlier(
    reading: Reading,
    cells: dict[str, tuple[str, ...]],
    heading: str,
    review: Review,
    intake: Intake,
) -> Earlier:
    themes, goals = _themes(cells.get("themes", ()))
    answer, more = position(tidy(" ".join(cells["position"])))
    listed = states.split("\n".join(cells.get("states", ())))[0]
    goals += tuple(found[1] for each in cells.get("sdgs", ()) if (found := _goal(each)))
    return Earlier(
        paragraph=reading.paragraph,
        symbol=reading.symbol,
        text=reading.text,
        states=listed or reading.states,
        position=answer,
        cycle=review.cycle,
        words=" ".join(distinct((more, reading.words))),
        themes=distinct((heading, *themes)),
        sdgs=distinct(goals),
        origin=_origin(intake.file, reading.answered),
        assessment=_assessment(tidy(" ".join(cells.get("assessment", ())))),
    )


def _origin(file: str, answered: str) -> str:
    name = file.rpartition("/")[2]
    return f"{name} (position: {answered})" if answered else name


def _doubt(intake: Intake, line: int, earlier: Earlier, reading: Reading, said: str) -> None:
    where = f"row {line}: {earlier.paragraph}"
    if not earlier.states:
        message = f"{where} names no recommending State"
        intake.doubt(line, Fault.NO_STATES, message, "add `states:` to the entry")
    elif not earlier.position:
        message = f'{where}: the position "{said.strip()}" is neither supported nor noted'
        hint = "its words were kept; look into the State's answer and add `position:`"
        intake.doubt(line, Fault.OPEN_POSITION, message, hint)
    for name in reading.strange if earlier.states == reading.states else ():
        message = f'{where}: "{name}" is no State that is known here; it was taken for one'
        intake.doubt(line, Fault.UNKNOWN_STATE, message, "correct `states:` in the entry")


def _themes(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the themes with the groups of persons, and the goals for sustainable development.

    The codes before themes differ from list to list ("A12", "2.1.") and are left out, as is the
    group "general", which is nobody in particular.
    """
    themes: list[str] = []
    goals: list[str] = []
    part = "themes"
    for line in lines:
        label = re.fullmatch(r"(.+?)\s*:", line)
        if label:
            part = "goals" if "sdg" in label[1].casefold() else "themes"
            continue
        goal = _goal(line) if part == "goals" or re.match(r"S\d", line) else None
        if goal:
            goals.append(goal[1])
        else:
            themes += [_theme(each) for each in _several(line)]
    return tuple(each for each in themes if each != "general"), tuple(goals)


def _several(line: str) -> list[str]:
    """Part what a list without line breaks runs together ("general- human rights defenders")."""
    return re.split(r"(?<=\w)- (?=\w)", line) if line.startswith("- ") else [line]


def _goal(line: str) -> re.Match[str] | None:
    found = _GOAL.match(re.sub(r"^[-–•]\s*", "", line))
    return found and re.match(r"0*(\d.*)", found[1])


def _theme(line: str) -> str:
    return _CODE.sub("", line, count=1).strip() if _CODE.match(line) else line.strip()


def _assessment(words: str) -> Assessment | None:
    if not words:
        return None
    level = next((each for each in LEVELS if words.casefold().startswith(each)), "")
    return Assessment(level, {"": words})
