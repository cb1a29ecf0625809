"""The words that pages of a PDF show, hidden and white ones and those off the page included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from dossier.redaction.scan.encodings import joined, mended
from dossier.redaction.scan.piece import Piece, Unsearchable

_UNREADABLE = 3
"""How many letters in a row may have no known meaning, such as arrows and bullets."""

_NAME, _PHRASE = 24, 80
"""How many letters at the end of a page are read together with the next: some words, a line."""

_NARROW = 20
"""How many letters a line of a narrow column has at most."""

_PART = 0.5
"""What part of a page a picture covers that may be a page of words, where there are none."""


def pieces_of_pages(content: bytes, unmapped: str, names: Sequence[str]) -> Iterator[Piece]:
    """Yield the words of each page, broken ones also mended, and those across two pages.

    `unmapped` says that some font does not say what its letters mean; `names` say what each page
    is. Raises `Unsearchable` where a page has letters or words that cannot be read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unsearchable("it is broken or locked") from error
    try:
        if len(document) != len(names):
            raise Unsearchable("it does not say how many pages it has")
        texts = [_words(page, name, unmapped) for page, name in zip(document, names, strict=True)]
    finally:
        document.close()
    for text, where in zip(texts, names, strict=True):
        yield Piece(text.replace("\ufffe", "-"), where)
        yield from (Piece(each, where) for each in (*mended(text), *_narrow(text)))
    for (one, other), (page, following) in zip(
        pairwise(names), pairwise(_bodies(texts)), strict=False
    ):
        yield from (Piece(each, f"{one} and {other}") for each in _across(page, following))


def _words(page: Any, where: str, unmapped: str) -> str:
    """Return the words of a page, which must all be readable."""
    held = page.get_textpage()
    text = str(held.get_text_range())
    if unmapped and _is_unreadable(held):
        raise Unsearchable(f"{where} has letters that no program can read")
    if not text.strip() and _is_picture(page):
        raise Unsearchable(f"{where} is a picture, whose words cannot be read")
    return text


def _is_unreadable(held: Any) -> bool:
    import pypdfium2.raw

    row = 0
    for at in range(held.count_chars()):
        row = row + 1 if pypdfium2.raw.FPDFText_HasUnicodeMapError(held.raw, at) == 1 else 0
        if row > _UNREADABLE:
            return True
    return False


def _is_picture(page: Any) -> bool:
    import pypdfium2.raw

    width, height = page.get_size()
    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > _PART * width * height:
            return True
    return False


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
