"""What a reader of drafts returns: the pieces of a file, and what it says of itself."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.readers.drafts.piece import Piece

ENGLISH = "en-GB"


@frozen
class Reading:
    """A file in pieces; `title` and `day` where its author says them outside its text.

    `file_day` is what only the properties of the file say; a program may have put it there.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    language: str = ENGLISH
    day: date | None = None
    notes: Literal["footnotes", "endnotes"] = "footnotes"
    findings: tuple[Finding, ...] = ()
    author: str = ""
    file_day: date | None = None
