"""Write a follow-up as a workbook: the table, counts by theme and action, the data dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dossier.model.action_category import label
from dossier.model.document import Document
from dossier.model.figures import Positions
from dossier.model.follow_up import FollowUp
from dossier.writers.follow_up.columns import COLUMNS, DICTIONARY, SEPARATOR, cells, dictionary
from dossier.writers.xlsx.workbook import FILL, HEAD, INK, first_sheet, on_paper, put, saved

_CHAIN = (
    "chain", "cycle", "symbol", "paragraph", "recommending_states", "recommendation", "position",
    "status", "repeats", "how", "score",
)  # fmt: skip
_WIDE = {
    "recommendation": 50, "assessment": 45, "evidence": 60, "state_words": 30, "themes": 26,
    "recommending_states": 20, "symbol": 16, "meaning": 70, "name": 34,
}  # fmt: skip


def write_workbook(follow_up: FollowUp, document: Document) -> bytes:
    """Return the workbook, the same bytes for the same follow-up; `document` says whose it is."""
    book = Workbook()
    table = first_sheet(book)
    table.title = "Follow-up"
    rows = (_numbered(cells(follow_up, each)) for each in follow_up.rows)
    _fill(table, [each.name for each in COLUMNS], rows)
    for title, counted in (
        ("By theme", follow_up.by_theme()),
        ("By action", follow_up.by_action(label)),
    ):
        head = [title.removeprefix("By "), *counted.answers(), "all"]
        _fill(book.create_sheet(title), head, _counts(counted))
    _fill(book.create_sheet("Recurring"), _CHAIN, _chains(follow_up))
    _fill(book.create_sheet("Data dictionary"), DICTIONARY, dictionary(follow_up))
    return saved(book, document, f"Follow-up of recommendations to {follow_up.state}")


def _numbered(row: Sequence[str]) -> Sequence[str | int]:
    """Return the cells of a row, with numbers where a column holds them."""
    return [
        int(cell) if column.type == "whole number" and cell else cell
        for column, cell in zip(COLUMNS, row, strict=True)
    ]


def _counts(counted: Positions) -> Iterable[Sequence[str | int]]:
    for name, said in counted.rows:
        numbers = [n for _, n in said]
        yield [name, *numbers, sum(numbers)]


def _chains(follow_up: FollowUp) -> Iterable[Sequence[str | int | float]]:
    """Yield the recommendations of each chain, with how near each is to what it repeats."""
    before = {each.later: each for each in reversed(follow_up.recurrences)}
    for number, chain in enumerate(follow_up.chains(), 1):
        for row in chain:
            link = before.get(row.id)
            how = ("confirmed" if link.confirmed else "proposed") if link else ""
            yield (
                number, row.cycle or "", row.symbol, row.paragraph,
                SEPARATOR.join(row.states), row.text, row.position, row.status,
                link.earlier if link else "", how, round(link.score, 2) if link else "",
            )  # fmt: skip


def _fill(
    page: Worksheet, head: Sequence[str], rows: Iterable[Sequence[str | int | float]]
) -> None:
    for number, name in enumerate(head, start=1):
        cell = put(page.cell(1, number), name)
        cell.font, cell.fill = HEAD, FILL
        page.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, 14)
    last = 1
    for last, row in enumerate(rows, start=2):
        for number, said in enumerate(row, start=1):
            filled = put(page.cell(last, number), str(said))
            filled.font = INK
            if not isinstance(said, str):
                filled.value = said
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{max(last, 2)}"
    on_paper(page, 1)
