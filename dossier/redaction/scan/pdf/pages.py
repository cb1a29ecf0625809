"""The words that pages of a PDF show, hidden and white ones and those off the page included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from dossier.model.frozen import frozen
from dossier.redaction.scan.encodings import joined, mended
from dossier.redaction.scan.pdf.lost_letters import loses_letters
from dossier.redaction.scan.pdf.page_columns import page_columns
from dossier.redaction.scan.pdf.reading_order import as_drawn, turned_lines, unparted
from dossier.redaction.scan.piece import Piece, Unsearchable, downward

_NAME, _PHRASE = 24, 80
"""How many letters at the end of a page are read together with the next: some words, a line."""

_NARROW = 20
"""How many letters a line of a narrow column has at most."""

_PART = 0.5
"""What part of a page pictures cover that may be a page of words, where there are none."""

_WHOLE, _FEW = 0.8, 40
"""What part of a page pictures cover that may be a page of words, where there are few letters:
those of a running head or of a stamp."""

_STROKES, _STRAIGHT = 20, 5
"""How many shapes, and of more parts than a rectangle has, may be on a page without words."""


@frozen
class _Page:
    """The words of a page as PDFium gives them, as they are `drawn`, and down its `columns`."""

    text: str
    drawn: tuple[str, ...]
    columns: tuple[str, ...]


def pieces_of_pages(content: bytes, by_first_use: bool, names: Sequence[str]) -> Iterator[Piece]:
    """Yield the words of each page, broken ones also mended, and those across two pages.

    `by_first_use` says how glyphs were given their meaning (`loses_letters`); `names` say what
    each page is. Raises `Unsearchable` where a page has letters or words that cannot be read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unsearchable("it is broken or locked") from error
    try:
        if len(document) != len(names):
            raise Unsearchable("it does not say how many pages it has")
        read = [
            _words(page, name, by_first_use) for page, name in zip(document, names, strict=True)
        ]
    finally:
        document.close()
    texts, drawn = [each.text for each in read], [each.drawn for each in read]
    for text, where in zip(texts, names, strict=True):
        yield from (Piece(each, where) for each in (*_readings(text), *turned_lines(text)))
    for every, where in zip(drawn, names, strict=True):
        for words in every:
            yield from (Piece(each, where) for each in (*_readings(words), unparted(words)))
    for page_, where in zip(read, names, strict=True):
        yield from (downward(each, where) for each in page_.columns)
    for each in (texts, ["".join(every[:1]) for every in drawn]):
        yield from _pieces_across(each, names)


def _readings(text: str) -> Iterator[str]:
    """Yield a text as it is, and what is broken at the end of a line as one word."""
    yield text.replace("\ufffe", "-")
    yield from mended(text)
    yield from _narrow(text)


def _pieces_across(texts: Sequence[str], names: Sequence[str]) -> Iterator[Piece]:
    """Yield what may be one name or phrase across two pages."""
    for where, (page, following) in zip(pairwise(names), pairwise(_bodies(texts)), strict=False):
        yield from (Piece(each, " and ".join(where)) for each in _across(page, following))


def _words(page: Any, where: str, by_first_use: bool) -> _Page:
    """Return the words of a page, which must all be readable."""
    held = page.get_textpage()
    text = str(held.get_text_range())
    if loses_letters(held, text, by_first_use):
        raise Unsearchable(f"{where} has letters that no program can read")
    letters = sum(map(str.isalnum, text))
    if letters < _FEW and _covered(page) > (_WHOLE if letters else _PART):
        raise Unsearchable(f"{where} is a picture, whose words cannot be read")
    if not letters and _shapes(page) > _STROKES:
        raise Unsearchable(f"{where} has no words, and shapes that may be letters")
    return _Page(text, as_drawn(page, held), tuple(page_columns(held)))


def _covered(page: Any) -> float:
    """Return what part of a page its pictures cover."""
    import pypdfium2.raw

    width, height = page.get_size()
    area = 0.0
    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = each.get_bounds()
        area += max(0.0, min(right, width) - max(left, 0.0)) * max(
            0.0, min(top, height) - max(bottom, 0.0)
        )
    return area / float(width * height)


def _shapes(page: Any) -> int:
    """Return how many shapes are drawn on a page that may be letters."""
    import pypdfium2.raw

    shapes = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    return sum(pypdfium2.raw.FPDFPath_CountSegments(each.raw) > _STRAIGHT for each in shapes)


def _narrow(text: str) -> Iterator[str]:
    """Yield lines as one that are so short that words may break between them anywhere."""
    for short, lines in groupby(text.splitlines(), lambda line: len(line) < _NARROW):
        held = [*lines]
        if short and len(held) > 1:
            yield re.sub(r"\s", "", "".join(held))


def _bodies(texts: Sequence[str]) -> list[list[str]]:
    """Return the lines of each page without running heads and numbers of pages."""
    whole = (text.replace("\ufffe", "-\n") for text in texts)
    pages = [[line for line in text.splitlines() if line.strip()] for text in whole]
    edges = Counter(_alike(line) for page in pages for line in {*page[:2], *page[-2:]})
    return [[line for line in page if edges[_alike(line)] < 2] for page in pages]


def _alike(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _across(page: Sequence[str], following: Sequence[str]) -> Iterator[str]:
    """Yield the ends of what may be the last line above the notes, with what the next page begins.

    The notes of a page stand between the last line of its text and the next page.
    """
    begin = " ".join(following[:3])
    for line, after in pairwise(page):
        if re.match(r"\s*\d{1,4}\W*\s*\w", after):
            yield joined(line[-_NAME:], begin[: 2 * _NAME])
    for line in page[-2:]:
        yield joined(line[-_PHRASE:], begin[: 2 * _PHRASE])
