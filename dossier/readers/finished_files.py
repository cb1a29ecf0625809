"""Read the words back from a finished file, to hold them against the document."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

from dossier.ooxml.names import SHEET, q

_S = f"{{{SHEET}}}"
_SPELT = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a sign by its number."""

_APART = {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer",
          "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p", "section",
          "table", "tbody", "td", "th", "thead", "tr", "ul"}  # fmt: skip
_SILENT = {"style", "script", "title"}
_VOID = {"br", "col", "img", "link", "meta"}


def words_of_html(content: bytes) -> str:
    """Return the words of a web page, without those of its menu of sections."""
    reader = _Page()
    reader.feed(content.decode())
    return "".join(reader.found)


class _Page(HTMLParser):
    """Collects the text of a page; elements that stand apart part words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        begins = tag in _SILENT or tag == "nav" or "printed" in classes or "skip" in classes
        if begins or (self.skipping and tag not in _VOID):
            self.skipping.append(tag)
        if tag in _APART:
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and self.skipping[-1] == tag:
            self.skipping.pop()
        if tag in _APART:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.found.append(data)


def words_of_docx(content: bytes) -> str:
    """Return the words of a Word file: its text, its footnotes, its endnotes."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
            if name in package.namelist():
                found += _story(package.read(name))
    return "".join(found)


def _story(content: bytes) -> list[str]:
    from lxml import etree

    return [
        (element.text or "") if element.tag == q("t") else " "
        for element in etree.fromstring(content).iter(q("t"), q("p"), q("br"))
    ]


def words_of_xlsx(content: bytes) -> str:
    """Return the words of a workbook's cells, sheet by sheet; names of sheets are not among them.

    The brackets around the raised number of a note are left out.
    """
    from lxml import etree

    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        strings = [
            _cell_words(each)
            for name in names if name == "xl/sharedStrings.xml"
            for each in etree.fromstring(package.read(name)).iter(f"{_S}si")
        ]  # fmt: skip
        for name in sorted(each for each in names if re.fullmatch(r"xl/worksheets/\w+\.xml", each)):
            for cell in etree.fromstring(package.read(name)).iter(f"{_S}c"):
                value = cell.findtext(f"{_S}v", "")
                shared = cell.get("t") == "s"
                found.append(strings[int(value)] if shared else value + _cell_words(cell))
    return " ".join(found)


def _cell_words(element: Any) -> str:
    """Return the words of a cell, its runs of different looks put together."""
    words = ""
    for text in element.iter(f"{_S}t"):
        said = text.text or ""
        raised = text.getparent().find(f"{_S}rPr/{_S}vertAlign") is not None
        words += said.strip("[]") if raised else said
    return _SPELT.sub(lambda spelt: chr(int(spelt[1], 16)), words)


def words_of_pdf(content: bytes) -> tuple[str, int]:
    """Return the words of a PDF, its lines parted by line ends, and the number of its pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "\n".join(pages), len(pages)
