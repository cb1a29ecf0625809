"""Write the PDF: the printed page, laid out by WeasyPrint as tagged PDF/UA-1.

The text is laid out on one endless page (`pull`), the breaks are chosen (`paginate`), and the
boxes are put on sheets (`fill_sheets`). Where a style asks for what cannot be placed, the tree is
cut and each page is laid out again (`cut_into_sheets`). WeasyPrint takes most of a second to
import, so that happens when a PDF is asked for.
"""

from __future__ import annotations

import base64
import html
import xml.etree.ElementTree as etree
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.page_wishes import PageWishes, PictureMove
from dossier.model.theme import Theme
from dossier.model.uncollected import uncollected
from dossier.writers.html import Pictures, draw
from dossier.writers.pdf.address_breaks import with_address_breaks
from dossier.writers.pdf.column_breaks import break_columns
from dossier.writers.pdf.column_styles import column_rules
from dossier.writers.pdf.flow import Flow
from dossier.writers.pdf.line_boxes import EndlessPage, body_of, bottom_and_top, pull
from dossier.writers.pdf.outline_titles import with_outline_titles
from dossier.writers.pdf.page_breaks import paginate
from dossier.writers.pdf.page_elements import PageElements, page_elements
from dossier.writers.pdf.painting import paint
from dossier.writers.pdf.picture_heights import (
    fitting_pictures,
    tall_pictures,
    with_low_pictures,
)
from dossier.writers.pdf.picture_moves import picture_moves
from dossier.writers.pdf.placed_boxes import Unplaceable
from dossier.writers.pdf.placed_nodes import placed_nodes
from dossier.writers.pdf.planned_pages import LineBox, Notes, Page, with_fixed_gaps
from dossier.writers.pdf.renderer import MissingLibrary, Renderer, import_weasyprint, renderer
from dossier.writers.pdf.second_layout import COLUMN, cut_into_sheets
from dossier.writers.pdf.sheets import fill_sheets

__all__ = [
    "MissingLetters", "MissingLibrary", "MovedPictures", "OpeningNotes", "OtherPages",
    "Overfull",
    "import_weasyprint", "write_pdf",
]  # fmt: skip

ABOVE_NOTES = 18.0
"""Least space between text and notes with the rule between them, in CSS pixels."""


_TOLERANCE = 1.0
_SVG = "data:image/svg+xml;base64,"

_NO_WISHES = PageWishes()

_SPARE = (0.0, 0.01, 0.03, 0.08)
"""Parts of a page that are left free where the pages do not come out as they were planned."""


class Overfull(Exception):
    """A page cannot be set; `words` are the beginnings of what does not fit, as far as known."""

    def __init__(self, why: str, words: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.words = tuple(words)


class MissingLetters(Exception):
    """No font that was found has these `letters`."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


class MovedPictures(Exception):
    """Pictures should stand further down, so that pages are full; `moves` say where."""

    def __init__(self, moves: Sequence[PictureMove]) -> None:
        super().__init__(moves)
        self.moves = tuple(moves)


class OtherPages(Exception):
    """Places that others refer to are on other pages than was said; `places` says on which."""

    def __init__(self, places: Mapping[str, int]) -> None:
        super().__init__(places)
        self.places = places


class OpeningNotes(Exception):
    """Notes begin first on a page that should not; `numbers` are theirs."""

    def __init__(self, numbers: Set[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def write_pdf(
    edition: Edition,
    folders: tuple[Path, ...],
    pictures: Pictures,
    theme: Theme,
    wishes: PageWishes = _NO_WISHES,
) -> bytes:
    """Return `edition` as a PDF, the same bytes for the same edition.

    Raises `MovedPictures`, `OpeningNotes` and `OtherPages`, before it paints, where `wishes` are
    not fulfilled; `MissingLibrary`, `MissingLetters`, `Overfull`, `TemplateFault`, and
    `xml.etree.ElementTree.ParseError` from templates.
    """
    page = draw(edition, folders, pictures, "print", theme)
    machine = renderer(edition, folders, page + _drawn_words(pictures), theme)
    with uncollected():
        document, plan = _lay_out(page, machine, edition)
        if wishes.full_pages and (moves := plan.moves()):
            raise MovedPictures(moves)
        if opening := plan.opening & wishes.not_first:
            raise OpeningNotes(opening)
        if (places := plan.pages_of(wishes.places)) != wishes.places:
            raise OtherPages(places)
        made = paint(machine.weasyprint, document, plan.elements, edition.document.settings.pdf)
    missing = sorted({chr(code) for font in document.fonts.values() for code in font.missing})
    if missing:
        raise MissingLetters("".join(missing[:20]))
    return made


def _drawn_words(pictures: Pictures) -> str:
    """Return the source of SVG pictures, whose words need fonts as the page's own do."""
    heads = (each.removeprefix(_SVG) for each in pictures.values() if each.startswith(_SVG))
    return "".join(html.unescape(base64.b64decode(each).decode()) for each in heads)


def _lay_out(page: str, machine: Renderer, edition: Edition) -> tuple[Any, _Plan]:
    """Return the pages of `page` with their notes, and the plan that they follow."""
    if not machine.depends_on_pages(etree.fromstring(page)):
        plan = _plan(page, machine, edition, 0.0)
        document = _placed(machine, plan, edition)
        if document is not None and not _misfit(document, len(plan.pages)):
            return document, plan
    return _laid_out_again(page, machine, edition)


@frozen
class _Plan:
    """The tree of a page, its elements before they are cut, the endless page, and the breaks."""

    root: etree.Element
    elements: PageElements
    laid: EndlessPage
    pages: tuple[Page, ...]

    @property
    def opening(self) -> frozenset[int]:
        """The numbers of the notes that begin first on a page."""
        begins = _lines_of_notes(self.laid.notes).begins
        firsts = ((bisect_left(begins, each.first_note), each.last_note) for each in self.pages)
        return frozenset(at + 1 for at, end in firsts if at < len(begins) and begins[at] < end)

    def pages_of(self, names: Iterable[str]) -> dict[str, int]:
        """Return the pages, counted from 1, on which the elements of these ids begin; 0 is none."""
        begins: dict[etree.Element, int] = {}
        for number, page in enumerate(self.pages, start=1):
            for piece in self.laid.text.pieces[page.first : page.last]:
                begins.setdefault(piece.element, number)
        found = ((name, self.elements.named.get(name)) for name in names)
        return {name: 0 if each is None else self._page(each, begins) for name, each in found}

    def _page(self, element: etree.Element, begins: Mapping[etree.Element, int]) -> int:
        """Return the page of an element: of what it holds, or of the row that holds it."""
        around = (*element.iter(), *self.elements.ancestors(element))
        return next((begins[each] for each in around if each in begins), 0)

    def moves(self) -> tuple[PictureMove, ...]:
        """Return which pictures should stand further down; in columns, none."""
        if self.pages and self.pages[0].frames:
            return ()
        nodes, notes = placed_nodes(self.laid.text, self.elements), _lines_of_notes(self.laid.notes)
        return picture_moves(nodes, notes, self.laid.room, ABOVE_NOTES)


def _plan(
    page: str,
    machine: Renderer,
    edition: Edition,
    spare: float,
    gaps: Callable[[Sequence[LineBox]], Sequence[LineBox]] = tuple,
) -> _Plan:
    """Return where pages break; `spare` is the part of each sheet that is left free.

    `gaps` says which gaps of the line boxes may be spread.
    """
    root, elements, laid = _pulled(page, machine, edition, {})
    low = tall_pictures(root, laid)
    if low:
        root, elements, laid = _pulled(page, machine, edition, low)
    _check_heights(laid.text, laid.room)
    room, notes = laid.room * (1 - spare), _lines_of_notes(laid.notes)
    columns = edition.document.settings.columns
    if columns > 1:
        pages = break_columns(laid.text.line_boxes(), notes, room, ABOVE_NOTES, columns)
        return _Plan(root, elements, laid, pages)
    if lower := fitting_pictures(root, laid.text, notes, room, ABOVE_NOTES):
        root, elements, laid = _pulled(page, machine, edition, {**low, **lower})
    pages = paginate(gaps(laid.text.line_boxes()), notes, room, ABOVE_NOTES)
    return _Plan(root, elements, laid, pages)


def _pulled(
    page: str, machine: Renderer, edition: Edition, heights: Mapping[int, float]
) -> tuple[etree.Element, PageElements, EndlessPage]:
    """Return the tree of `page`, its elements, and the endless page; pictures have `heights`."""
    calls = {f"call-{number}": number - 1 for number in edition.numbers.note.values()}
    root = with_low_pictures(_tree(page), heights)
    elements = page_elements(body_of(root))
    return root, elements, pull(machine, root, calls, edition.document.settings.columns)


def _tree(page: str) -> etree.Element:
    """Return the tree of the drawn `page`, ready to be laid out."""
    return with_outline_titles(with_address_breaks(etree.fromstring(page)))


def _placed(machine: Renderer, plan: _Plan, edition: Edition) -> Any | None:
    """Return the pages with the boxes of the endless page on them, or None if that cannot be."""
    try:
        columns = edition.document.settings.columns
        return fill_sheets(machine, plan.root, plan.pages, plan.laid, columns)
    except Unplaceable:
        return None


def _laid_out_again(page: str, machine: Renderer, edition: Edition) -> tuple[Any, _Plan]:
    """Return the pages of `page`, each laid out once more, and the plan that they follow.

    There some fonts take a little more room than on the endless page. Then less is planned for
    each.
    """
    for spare in _SPARE:
        plan = _plan(page, machine, edition, spare, with_fixed_gaps)
        plan.elements.give_numbers()
        columns = edition.document.settings.columns
        cut_into_sheets(plan.root, plan.pages, plan.laid, columns)
        document = machine.lay_out(plan.root, column_rules(columns, f".{COLUMN}"))
        why = _misfit(document, len(plan.pages))
        if not why:
            return document, plan
    raise Overfull(why)


def _misfit(document: Any, sheets: int) -> str:
    """Return why pages are not as they were planned, or ""."""
    if len(document.pages) != sheets:
        return f"{len(document.pages)} pages were set where {sheets} were planned"
    for number, page in enumerate(document.pages, start=1):
        text, notes = bottom_and_top(page._page_box)
        if text > notes + _TOLERANCE:
            return f"text and notes meet on page {number}"
    return ""


def _check_heights(flow: Flow, height: float) -> None:
    """Raise `Overfull` for a table row that is taller than a page."""
    found = [
        " ".join(" ".join(piece.element.itertext()).split())[:60]
        for piece in flow.pieces
        if piece.bottom - piece.top + piece.repeated > height
    ]
    if found:
        raise Overfull("a table row is taller than it", found)


def _lines_of_notes(flow: Flow) -> Notes:
    """Return the heights of the lines of notes, and where each note begins."""
    notes = [note for foot in flow.roots[:1] for note in foot.element]
    owner = {element: number for number, note in enumerate(notes) for element in note.iter()}
    begins: dict[int, int] = {}
    for position, piece in enumerate(flow.pieces):
        begins.setdefault(owner[piece.element], position)
    return Notes([each.height + each.gap for each in flow.line_boxes()], [*begins.values()])
