"""Read the words back from a finished file, to hold them against the document."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from dossier.ooxml.names import SHEET, R

_S = f"{{{SHEET}}}"
_SPELT = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a sign by its number."""

_APART = {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer",
          "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p", "section",
          "table", "tbody", "td", "th", "thead", "tr", "ul"}  # fmt: skip
_MARK = re.compile(r"list-style-type: '([^']*) '")
_SILENT = {"style", "script", "title"}
_VOID = {"br", "col", "img", "link", "meta"}


def words_of_html(content: bytes) -> str:
    """Return the words of a web page and the numbers of its lists, not its menu of sections."""
    return words_without(content, frozenset())


def words_without(content: bytes, classes: frozenset[str]) -> str:
    """Return the words of a web page but those in elements of some classes."""
    reader = _Page(classes)
    reader.feed(content.decode())
    return "".join(reader.found)


def _start(attributes: Mapping[str, str | None]) -> int:
    start = attributes.get("start") or ""
    return int(start) if re.fullmatch(r"-?\d{1,9}", start) else 1


class _Page(HTMLParser):
    """Collects the text of a page; elements that stand apart part words."""

    def __init__(self, silent: frozenset[str]) -> None:
        super().__init__()
        self.silent = silent | {"printed", "skip"}
        self.found: list[str] = []
        self.skipping: list[str] = []
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        begins = tag in _SILENT or tag == "nav" or not self.silent.isdisjoint(classes)
        if begins or (self.skipping and tag not in _VOID):
            self.skipping.append(tag)
        if tag in _APART:
            self.found.append(" ")
        if tag in ("ol", "ul"):
            self.lists.append(_start(dict(attrs)) if tag == "ol" else None)
        if tag == "li" and self.lists and not self.skipping:
            style = _MARK.search(dict(attrs).get("style") or "")
            self.item(dict(attrs).get("value"), "endnote" in classes, style[1] if style else "")

    def item(self, value: str | None, typed: bool, mark: str) -> None:
        """Add the number of a list item, or its own mark; that of a note is typed."""
        count = self.lists[-1]
        if count is None or typed:
            return
        count = int(value) if value else count
        self.found.append(f" {mark or f'{count}.'} ")
        self.lists[-1] = count + 1

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and self.skipping[-1] == tag:
            self.skipping.pop()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag in _APART:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.found.append(data)


def words_of_xlsx(content: bytes) -> str:
    """Return the words of a workbook's cells, sheet by sheet; names of sheets are not among them.

    Sheets come in the order of their tabs, cells row by row.

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
        for name in _sheets(package):
            cells = etree.fromstring(package.read(name)).iter(f"{_S}c")
            for cell in sorted(cells, key=_place):
                value = cell.findtext(f"{_S}v", "")
                shared = cell.get("t") == "s"
                found.append(strings[int(value)] if shared else value + _cell_words(cell))
    return " ".join(found)


def _sheets(package: zipfile.ZipFile) -> Iterator[str]:
    """Yield the names of the parts that hold sheets, in the order of their tabs."""
    from lxml import etree

    related = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target") for each in related}
    for sheet in etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_S}sheet"):
        yield posixpath.join("/xl", targets[sheet.get(f"{{{R}}}id")]).lstrip("/")


def _place(cell: Any) -> tuple[int, int, str]:
    """Return the row and the column of a cell, to sort by."""
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()  # type: ignore[union-attr]
    return int(row), len(column), column


def _cell_words(element: Any) -> str:
    """Return the words of a cell, its runs of different looks put together."""
    words = ""
    for text in element.iter(f"{_S}t"):
        said = text.text or ""
        raised = text.getparent().find(f"{_S}rPr/{_S}vertAlign") is not None
        words += said.strip("[]") if raised else said
    return _SPELT.sub(lambda spelt: chr(int(spelt[1], 16)), words)


_MARKS = re.compile(
    r"""\\\n (?# a break)
    |\\(?P<sign>.) (?# a sign that means itself)
    |^!\[.*$ (?# a picture)
    |\[\^(?P<note>\d+|[*†‡§¶]+)(?:-\d+)?\]:? (?# a call, or the note, perhaps the second of a mark)
    |\]\(<[^>\n]*>\) (?# the end of a link)
    |\]\{\.mark\} (?# the end of a remark)
    |<(?P<address>[^>\n]*)>
    |\|(?:[ ](?:---|:--|--:|:-:)[ ]\|)+$ (?# the rule below a heading row)
    |[#]+[ ] (?# a heading)
    |[*\[|>]""",
    re.MULTILINE | re.VERBOSE,
)
"""What is no word in pandoc's Markdown, or stands for one."""


_HEAD = re.compile(r"\A---\nlang: [\w-]+\n(?:dir: rtl\n)?---\n")
"""What says the language of a Markdown file, and which way it runs."""


def words_of_markdown(content: bytes) -> str:
    """Return the words of a Markdown file, with the numbers that are typed in it."""
    return _MARKS.sub(_unmarked, _HEAD.sub("", content.decode(), count=1))


def _unmarked(mark: re.Match[str]) -> str:
    return mark["sign"] or mark["note"] or mark["address"] or " "


def pages_of_pdf(content: bytes) -> tuple[str, ...]:
    """Return the words of each page of a PDF, its lines parted by line ends."""
    return _pages(content, lambda _: None)


def pages_without_pictures(content: bytes) -> tuple[str, ...]:
    """Return the words of each page of a PDF but those that its figures are drawn with."""
    return _pages(content, _take_figures_out)


def pages_of_places(content: bytes, names: Mapping[str, str]) -> dict[str, int]:
    """Return the pages of a PDF, counted from 1, on which the destinations `names` are.

    They are given, and returned, by what the program calls them.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        held = dict(destinations(document))
    return {id_: held[name] + 1 for id_, name in names.items() if name in held}


def destinations(document: Any) -> Iterator[tuple[str, int]]:
    """Yield the names of destinations in a PDF, each with its page, counted from 0."""
    import ctypes

    from pypdfium2 import raw

    for at in range(raw.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        raw.FPDF_GetNamedDest(document, at, None, ctypes.byref(size))
        held = ctypes.create_string_buffer(max(size.value, 0))
        found = raw.FPDF_GetNamedDest(document, at, held, ctypes.byref(size))
        if found:
            name = held.raw.decode("utf-16-le").rstrip("\0")
            yield name, raw.FPDFDest_GetDestPageIndex(document, found)


def _pages(content: bytes, prepare: Callable[[Any], None]) -> tuple[str, ...]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    texts = []
    try:
        for page in document:
            prepare(page)
            texts.append(page.get_textpage().get_text_bounded(errors="surrogatepass"))
    finally:
        document.close()
    return tuple(map(whole_signs, texts))


def _take_figures_out(page: Any) -> None:
    """Take what is marked as drawing a figure off a page (ISO 32000-1, 14.6)."""
    for each in [each for each in page.get_objects(max_depth=1) if "Figure" in _marks(each)]:
        page.remove_obj(each)


def _marks(drawn: Any) -> Iterator[str]:
    """Yield the names of the marks around what is drawn."""
    import ctypes

    from pypdfium2 import raw

    for number in range(raw.FPDFPageObj_CountMarks(drawn.raw)):
        mark = raw.FPDFPageObj_GetMark(drawn.raw, number)
        name, size = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        yield bytes(name)[: max(0, size.value - 2)].decode("utf-16-le")


def whole_signs(text: str) -> str:
    """Return `text` with the halves of signs put together again.

    What turns a right-to-left line around turns around the two halves of an emoji as well.
    """
    halves = array("H", text.encode("utf-16-le", "surrogatepass"))
    turned = _HALVES.sub(_in_order, "".join(map(chr, halves)))
    return turned.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


_HALVES = re.compile("[\ud800-\udfff]+")


def _in_order(found: re.Match[str]) -> str:
    return found[0][::-1] if found[0][0] >= "\udc00" else found[0]
