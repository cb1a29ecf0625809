"""A Word file for whoever translates without a tool: the original beside an empty column.

Codes stand as an author types them. The first column names the unit; hidden words beside it say
what the translation was as the file was made, and of which export it is. Tracked changes count as
accepted, comments and notes as remarks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from lxml import etree

from dossier.interchange.translation.coded_text import text_of
from dossier.interchange.translation.exchange import (
    SHORT_DIGEST,
    Exchange,
    ExchangedBlock,
    ExchangedUnit,
)
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.language import language
from dossier.ooxml.accept_changes import accept_changes
from dossier.ooxml.archive import DOCUMENT, SMALL, Archive, opened
from dossier.ooxml.parts import parsed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MADE = datetime(2000, 1, 1)
_HEAD = re.compile(r"Translation of (\S+) from ([a-z]{2}) into ([a-z]{2})")
_UNIT = re.compile(
    r"(?P<block>[A-Za-z0-9-]+)/(?P<key>\S+)(?:\s+#(?P<base>[0-9a-f]*)(?:@(?P<export>[0-9a-f]+))?)?"
)
_Called: TypeAlias = tuple[str, str]
"""What is called in a text, a comment or a note, and its id."""

_REMARKS = ("comment", "footnote", "endnote")
_NAME = "Unit"
_HELP = (
    "Write into the right column. Leave what stands in braces and brackets as it is, such as "
    "{fact:…}, [@…], [^…]: it prints by itself. *One star* makes italics, **two** make bold type."
)


def write_word_table(exchange: Exchange) -> bytes:
    """Return an exchange as a Word file with a table; the same bytes for the same."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    document.core_properties.created = document.core_properties.modified = _MADE
    said = f"Translation of {exchange.dossier} from {exchange.first} into {exchange.code}"
    document.add_heading(said, 1)
    document.add_paragraph(_HELP)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    titles = (_NAME, language(exchange.first).name, language(exchange.code).name)
    for cell, text in zip(table.rows[0].cells, titles, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeated(table.rows[0])
    for block in exchange.blocks:
        for unit in block.units:
            _row(table.add_row(), block.id, unit)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _repeated(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _row(row: _Row, block: str, unit: ExchangedUnit) -> None:
    name, source, target = row.cells
    small = name.paragraphs[0].add_run(f"{block}/{unit.key}")
    small.font.size = Pt(8)
    export = f"@{unit.export}" if unit.export else ""
    if unit.base or export:
        name.paragraphs[0].add_run(f" #{unit.base[:SHORT_DIGEST]}{export}").font.hidden = True
    _put(source, text_of(unit.source))
    _put(target, text_of(unit.target or ()))


def _put(cell: _Cell, text: str) -> None:
    cell.paragraphs[0].add_run(text)


def read_word_table(content: bytes, file: str) -> Exchange:
    """Return what a translator wrote into the table. Raises `Refused`."""
    with opened(io.BytesIO(content), file) as archive:
        body = _part(archive, "word/document.xml", DOCUMENT)
        remarks = _remarks(archive)
    accept_changes(body)
    head = _HEAD.search(" ".join(_text(each) for each in body.iter(f"{_W}p")))
    if head is None:
        message = "the file is no table of translations"
        hint = "take the file that `translate … --export FILE.docx` made"
        raise Refused(Finding(file, 0, Fault.BROKEN_FILE, message, hint))
    blocks: dict[str, list[ExchangedUnit]] = {}
    unplaced = [text for each in _outside(body) if (text := _text(each))]
    for row in _rows(body):
        cells = [_text(each) for each in row.iterchildren(f"{_W}tc")]
        found = _UNIT.fullmatch(cells[0]) if len(cells) == 3 else None
        if found:
            notes = tuple(remarks.pop(each) for each in _called(row) if each in remarks)
            blocks.setdefault(found["block"].lower(), []).append(ExchangedUnit(
                key=found["key"], source=(cells[1],), target=(cells[2],) if cells[2] else None,
                base=found["base"] or "", notes=notes, export=found["export"] or "",
            ))  # fmt: skip
        elif _text(row) and not (len(cells) == 3 and cells[0] == _NAME):
            unplaced.append(" | ".join(each for each in cells if each) or _text(row))
    unplaced += (each for each in remarks.values() if each)
    units = tuple(ExchangedBlock(id_, tuple(each)) for id_, each in blocks.items())
    return Exchange(head[1], head[2], head[3], units, "typed", tuple(unplaced))


def _rows(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of tables that stand in no cell; a table in a cell is text of that."""
    for row in body.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tc"), None) is None:
            yield row


def _outside(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs outside of tables that the file did not come with."""
    for each in body.iter(f"{_W}p"):
        if next(each.iterancestors(f"{_W}tbl"), None) is None:
            text = _text(each)
            if text != _HELP and not _HEAD.fullmatch(text):
                yield each


def _part(archive: Archive, name: str, limit: int) -> etree._Element:
    return parsed(archive.file, name, b"".join(archive.pieces(name, limit)))


def _remarks(archive: Archive) -> dict[_Called, str]:
    """Return the texts of comments and notes by what calls them."""
    found: dict[_Called, str] = {}
    for kind in _REMARKS:
        if (name := f"word/{kind}s.xml") in archive.names:
            for each in _part(archive, name, SMALL).iter(f"{_W}{kind}"):
                if each.get(f"{_W}type") is None:  # the lines between text and notes have one
                    found[kind, each.get(f"{_W}id", "")] = _text(each)
    return found


def _called(row: etree._Element) -> Iterator[_Called]:
    for each in row.iter(*(f"{_W}{kind}Reference" for kind in _REMARKS)):
        yield etree.QName(each).localname.removesuffix("Reference"), each.get(f"{_W}id", "")


def _text(element: etree._Element) -> str:
    """Return the words of an element on one line."""
    found: list[str] = []
    for each in element.iter():
        if each.tag == f"{_W}t":
            found.append(each.text or "")
        elif each.tag in (f"{_W}p", f"{_W}br", f"{_W}tab"):
            found.append(" ")
        elif each.tag == f"{_W}noBreakHyphen":
            found.append("\u2011")
    return re.sub(r"[ \t\r\n]+", " ", "".join(found)).strip(" ")
