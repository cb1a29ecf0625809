"""The pieces of a PDF: what its pages show, and everything else that its objects hold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from dossier.redaction.scan.pdf.drawn_text import drawn
from dossier.redaction.scan.pdf.objects import Held
from dossier.redaction.scan.pdf.pages import pieces_of_pages
from dossier.redaction.scan.pdf.revisions import outside, stray, versions
from dossier.redaction.scan.piece import Inner, Piece, Room, Unsearchable
from dossier.redaction.scan.text_files import strings


def pieces_of_pdf(content: bytes, inner: Inner, room: Room) -> Iterator[Piece]:
    """Yield the pieces of a PDF, then those of earlier versions that are kept in it.

    Raises `Unsearchable` for one that is locked, broken, or holds letters, pages or objects that
    cannot be read.
    """
    numbers: set[int] = set()
    last, *earlier = reversed(versions(content))
    yield from _version(last, inner, room, numbers)
    for each in earlier:
        room.take(len(each))
        for piece in _version(each, inner, room, numbers):
            yield replace(piece, where=f"an earlier version of the file, {piece.where}")
    yield from strings(outside(content), "the bytes between the objects")
    if stray(content, numbers, len(earlier) + 1):
        raise Unsearchable("it holds objects that nothing refers to")


def _version(content: bytes, inner: Inner, room: Room, numbers: set[int]) -> Iterator[Piece]:
    """Yield the pieces of one version of the file; the numbers of its objects go into `numbers`."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            held = Held(pdf, room)
            names = [f"page {number}" for number in range(1, len(pdf.pages) + 1)]
            yield from pieces_of_pages(content, held.by_first_use, names)
            yield from held.pieces(inner)
            numbers |= held.numbers
            shadow, pages = drawn(pdf, held)
            if shadow:
                yield from pieces_of_pages(shadow, held.by_first_use, pages)
    except pikepdf.PasswordError as error:
        raise Unsearchable("it is protected by a password") from error
    except (pikepdf.PdfError, RecursionError, ValueError) as error:
        raise Unsearchable("it is broken") from error
