"""What all our workbooks share: cells that stay text, paper, properties, the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from dossier.model.document import Document
from dossier.ooxml.repack import packed
from dossier.writers.xlsx.shared_strings import shared

LONGEST = 32767
"""Characters that Excel takes in a cell."""

INK = Font(name="Arial", size=10)
HEAD = Font(name="Arial", size=10, bold=True, color="FFFFFF")
FILL = PatternFill("solid", start_color="14466B")
WRAP = Alignment(wrap_text=True, vertical="top")

_PARTS = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz",
          "color", "name", "family", "charset", "scheme")  # fmt: skip
_SIGNS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def first_sheet(book: Workbook) -> Worksheet:
    """Return the sheet that a new workbook has."""
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError(page)
    return page


def put(cell: object, text: str | CellRichText) -> Cell:
    """Put `text` into a cell as text: Excel shall not take "=1+1" or "-x" for a formula."""
    if not isinstance(cell, Cell):
        raise TypeError(cell)
    clean = _clean(text) if isinstance(text, str) else _rich(text)
    cell.value = clean or None
    cell.data_type = "s" if clean else "n"
    cell.quotePrefix = str(clean).startswith(("=", "+", "-", "@"))  # text even when it is edited
    cell.alignment = WRAP
    return cell


def _clean(text: str) -> str:
    """Return `text` with what Excel takes; "_x0041_" in it shall not become "A"."""
    return _SIGNS.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST]


def _rich(text: CellRichText) -> CellRichText:
    """Return `text`, of which every piece is a block, with each piece clean."""
    return CellRichText(
        *(
            TextBlock(each.font, _clean(each.text)) if isinstance(each, TextBlock) else each
            for each in text
        )
    )


def on_paper(page: Worksheet, head: int = 0) -> None:
    """Set a sheet to print on A4, as wide as the paper; row `head` repeats on every page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if head:
        page.print_title_rows = f"{head}:{head}"


def saved(book: Workbook, document: Document, title: str) -> bytes:
    """Return the file, which says what it is and of when, and whose; no user's name gets in."""
    properties, day = book.properties, datetime.combine(document.properties.date, time())
    properties.title = title
    properties.creator = properties.lastModifiedBy = document.properties.author
    properties.subject = document.properties.subject
    properties.keywords = ", ".join(document.properties.keywords)
    properties.language = document.language
    properties.created = day
    made = io.BytesIO()
    book.save(made)
    properties.modified = day  # saving sets it to the hour of the day
    core: Any = tostring(properties.to_tree())
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = _ordered(parts["xl/styles.xml"])
    instead = {"docProps/core.xml": core, "xl/styles.xml": styles, **shared(parts)}
    return packed(made.getvalue(), instead)


def _ordered(content: bytes) -> bytes:
    """Return the styles with the parts of fonts in the order in which Excel has them."""
    styles = etree.fromstring(content)
    for font in styles.iter("{*}font"):
        font[:] = sorted(font, key=lambda each: _PARTS.index(etree.QName(each).localname))
    made: bytes = etree.tostring(styles, xml_declaration=True, encoding="UTF-8")
    return made
