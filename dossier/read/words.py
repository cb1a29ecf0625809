"""Read the words back from a finished file, to hold them against the document."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
        (element.text or "") if element.tag == f"{_W}t" else " "
        for element in etree.fromstring(content).iter(f"{_W}t", f"{_W}p", f"{_W}br")
    ]


def words_of_pdf(content: bytes) -> tuple[str, int]:
    """Return the words of a PDF, its lines parted by line ends, and the number of its pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "\n".join(pages), len(pages)
