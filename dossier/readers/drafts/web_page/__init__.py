"""Read a web page: our own, pandoc's, what Word saves as one, or any other.

Nothing that a page names is fetched, and no script in it is looked at; style sheets that stand in
the page say what is hidden, struck out or raised (`style_sheets`). What stands in the
page as a list of notes stands at its calls instead; a call is a link to a note, raised or marked
as one, whose words are its number.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as page

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.readers.drafts.corrections import Calls
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.reading import ENGLISH, Reading
from dossier.readers.drafts.text import with_notes
from dossier.readers.drafts.web_page.body import Body
from dossier.readers.drafts.web_page.elements import words_of
from dossier.readers.drafts.web_page.formats import Where
from dossier.readers.drafts.web_page.style_sheets import with_style_sheets

LARGEST = 32_000_000
"""Bytes of a page, beyond which it is no draft."""


def read_web(content: bytes, file: str, calls: Calls = "find") -> Reading:
    """Return the pieces of a web page. Raises `Refused` for one that cannot be read."""
    root = _root(content, file)
    if not words_of(root):
        message, hint = "the web page has no text", "open it in Word and save it as .docx"
        raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint))
    with_style_sheets(root)
    _with_brackets(root)
    reader = Body(root, file)
    pieces: tuple[Piece, ...] = tuple(reader.pieces(root, Where()))
    findings = tuple(reader.unread.findings)
    if not reader.called:
        pieces, missing = with_notes(pieces, file, calls)
        findings += missing
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ENGLISH
    return Reading(pieces, language=language, file_day=_day(root), findings=findings)


def _root(content: bytes, file: str) -> Any:
    if len(content) > LARGEST:
        message = f"the page has more than {LARGEST:,} bytes"
        raise Refused(
            Finding(file, 0, Fault.TOO_BIG, message, "give the text without its pictures")
        )
    if re.search(rb"<!(?:doctype[^>]*\[|entity)", content[:4096], re.IGNORECASE):
        message = "the page declares entities"
        raise Refused(
            Finding(file, 0, Fault.HOSTILE_XML, message, "do not use it; ask for another")
        )
    encoding = None if b"charset" in content[:4096].lower() else "utf-8"
    if encoding:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    parser = page.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = page.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message, hint = "the web page has no text", "open it in Word and save it as .docx"
        raise Refused(Finding(file, 0, Fault.BROKEN_FILE, message, hint)) from error
    if any("depth" in each.message.lower() for each in parser.error_log):
        message, hint = "elements are nested too deeply", "open it in Word and save it as .docx"
        raise Refused(Finding(file, 0, Fault.TOO_DEEP, message, hint))
    return root


def _with_brackets(root: Any) -> None:
    """Put brackets around what stands above words and says how they are read, where it has none."""
    for each in root.iter("rt"):
        if each.getparent().find("rp") is None and each.text_content().strip():
            each.text = f" ({each.text or ''}"
            each.tail = f"){each.tail or ''}"


def _day(root: Any) -> date | None:
    for each in root.iter("meta"):
        if (each.get("name") or "").lower() in ("date", "dcterms.date", "dc.date"):
            return day_in((each.get("content") or "")[:10])
    return None
