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
    _fill(table, [each.name for each in COLUMNS], (cells(follow_up, r) for r in follow_up.rows))
    for title, counted in (
        ("By theme", follow_up.by_theme()),
        ("By action", follow_up.by_action(label)),
    ):
        head = [title.removeprefix("By "), *counted.answers(), "all"]
        _fill(book.create_sheet(title), head, _counts(counted))
    _fill(book.create_sheet("Recurring"), _CHAIN, _chains(follow_up))
    _fill(book.create_sheet("Data dictionary"), DICTIONARY, dictionary(follow_up))
    return saved(book, document, f"Follow-up of recommendations to {follow_up.state}")


def _counts(counted: Positions) -> Iterable[Sequence[str]]:
    for name, said in counted.rows:
        numbers = [n for _, n in said]
        yield [name, *map(str, numbers), str(sum(numbers))]


def _chains(follow_up: FollowUp) -> Iterable[Sequence[str]]:
    """Yield the recommendations of each chain, with how near each is to what it repeats."""
    before = {each.later: each for each in reversed(follow_up.recurrences)}
    for number, chain in enumerate(follow_up.chains(), 1):
        for row in chain:
            link = before.get(row.id)
            how = ("confirmed" if link.confirmed else "proposed") if link else ""
            yield (
                str(number), str(row.cycle or ""), row.symbol, row.paragraph,
                SEPARATOR.join(row.states), row.text, row.position, row.status,
                link.earlier if link else "", how, f"{link.score:.2f}" if link else "",
            )  # fmt: skip


def _fill(page: Worksheet, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for number, name in enumerate(head, start=1):
        cell = put(page.cell(1, number), name)
        cell.font, cell.fill = HEAD, FILL
        page.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, 14)
    last = 1
    for last, row in enumerate(rows, start=2):
        for number, text in enumerate(row, start=1):
            put(page.cell(last, number), text).font = INK
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{max(last, 2)}"
    on_paper(page, 1)
