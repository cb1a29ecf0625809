"""Documents of the UN as Word files without a table of recommendations: what they are, and of whom.

The head of a document says its symbol and its day; a report of the UPR Working Group says its
session in its first paragraph. What is not said stays empty.

Source: the reports on Slovenia of 2010, 2014, 2019 and 2025 (A/HRC/14/15, 28/15, 43/15 and 59/15).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from dossier.model.frozen import frozen
from dossier.ooxml.archive import Archive
from dossier.ooxml.table_rows import running_heads, table_rows
from dossier.readers.drafts.docx.word_file import read_word
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.wording import tidy

_HEAD = 60
"""Among how many paragraphs at the beginning symbol, day, State and session stand."""

_SYMBOL = re.compile(
    r"\b(?:A/HRC(?:/WG\.6)?/\d+(?:/(?:L\.)?\d+)|"
    r"(?:(?:CCPR|CEDAW|CRC|CERD|CAT|CMW|CRPD|CED)/C|E/C\.12)/(?:OP(?:AC|SC)/)?[A-Z]{3}/CO/[\d-]*\d)"
    r"(?:/(?:Add|Corr|Rev)\.\d+)?"
)
_DAY = re.compile(r"\b\d{1,2} (?:Jan|Febr|March|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)\w* \d{4}\b")
_SESSION = re.compile(r"\bheld its ([a-z]+(?:-[a-z]+)?|\d+\w\w) session\b")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60}


@frozen
class Line:
    """A paragraph: its number among all of the file, and its words with the number it prints."""

    number: int
    text: str
    heading: bool = False


@frozen
class WordDocument:
    """A document with what its head says; `published` is a day (2019-12-19) or empty."""

    lines: tuple[Line, ...]
    symbol: str = ""
    published: str = ""
    session: int = 0

    def state(self) -> str:
        """Return the State whose name stands alone in a line of the head, or ""."""
        head = (re.sub(r"[*\s]+$", "", each.text) for each in self.lines[:_HEAD])
        return next((states.usual(each) for each in head if states.is_known(each)), "")


def read_document(path: Path, archive: Archive) -> WordDocument:
    """Return a Word file's paragraphs and what its head says. Raises `Refused` for a broken one."""
    pieces = read_word(path.read_bytes(), archive.file, "none").pieces
    lines = tuple(
        Line(each.line, _text(each.listed.mark if each.listed else "", each.text), each.level > 0)
        for each in pieces
        if each.node is None and each.text.strip()
    )
    rows = (" ".join(each.texts()) for each in islice(table_rows(archive), 20))
    head = [running_heads(archive), *rows, *(each.text for each in lines[:_HEAD])]
    return WordDocument(lines, _first(_SYMBOL, head), _day(head), _session(head))


def _text(mark: str, text: str) -> str:
    return tidy(f"{mark} {text}")


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    return next((found[0] for each in texts if (found := pattern.search(each))), "")


def _day(head: Sequence[str]) -> str:
    """Return the day of the document, the first that its head says in English."""
    try:
        return datetime.strptime(_first(_DAY, head), "%d %B %Y").date().isoformat()
    except ValueError:
        return ""


def _session(head: Sequence[str]) -> int:
    found = next((found for each in head if (found := _SESSION.search(each))), None)
    return ordinal(found[1]) if found else 0


def ordinal(word: str) -> int:
    """Return the number that an ordinal says, or 0.

    >>> [ordinal(each) for each in ("seventh", "thirty-fourth", "fortieth", "48th", "last")]
    [7, 34, 40, 48, 0]
    """
    if word[:1].isdigit():
        return int(re.sub(r"\D", "", word))
    known = {each: number for number, each in enumerate(_ORDINALS, 1)}
    for stem, ten in _TENS.items():
        known[f"{stem}ieth"] = ten
        known |= {f"{stem}y-{unit}": ten + number for number, unit in enumerate(_ORDINALS[:9], 1)}
    return known.get(word, 0)
