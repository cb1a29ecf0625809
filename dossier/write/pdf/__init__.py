"""Write the PDF: the printed page, laid out by WeasyPrint as tagged PDF/UA-1.

The text is laid out twice: on one endless page, to learn how tall every line and note is
(`galley`), and, once the breaks are chosen (`paginate`) and the tree is cut (`sheets`), page by
page. WeasyPrint takes most of a second to import, so that happens when a PDF is asked for.
"""

from __future__ import annotations

import ctypes.util
import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.edition import Edition
from dossier.write.html import Pictures, draw, find
from dossier.write.pdf.fonts import font_rules
from dossier.write.pdf.galley import Galley, Mark, read_galley
from dossier.write.pdf.paginate import Notes, Page, paginate
from dossier.write.pdf.sheets import cut
from dossier.write.pdf.tags import complete_tags

ENDLESS = 15_000_000
"""Height of the endless page, in CSS pixels: some 15,000 pages of A4."""

ABOVE_NOTES = 18.0
"""Least space between text and notes with the rule between them, in CSS pixels."""


class MissingLibrary(Exception):
    """A system library that WeasyPrint needs is not on this machine."""


class Overfull(Exception):
    """A page cannot be set: something on it is taller than the paper."""


def import_weasyprint() -> Any:
    """Return the module `weasyprint`. Raises `MissingLibrary` without Pango and its kin.

    WeasyPrint asks for libraries by names of other systems first, and for each of them Python
    runs the linker and the compiler; without that search the import takes half the time.
    """
    search = ctypes.util.find_library
    try:
        ctypes.util.find_library = _find_nothing
        import weasyprint
    except OSError as error:
        raise MissingLibrary(str(error).splitlines()[0]) from error
    finally:
        ctypes.util.find_library = search
    return weasyprint


def _find_nothing(name: str) -> str | None:  # noqa: ARG001
    return None


def write_pdf(edition: Edition, folders: tuple[Path, ...], pictures: Pictures) -> bytes:
    """Return `edition` as a PDF, the same bytes for the same edition.

    Raises `MissingLibrary`, `Overfull`, and `jinja2.TemplateError` or
    `xml.etree.ElementTree.ParseError` from templates.
    """
    weasyprint = import_weasyprint()
    page = draw(edition, folders, pictures, "print")
    root = etree.fromstring(page)
    press = _press(weasyprint, edition, folders, page)
    sheets = _cut_pages(root, press, edition)
    document = press.lay_out(root, ())
    if len(document.pages) != sheets:
        raise Overfull(f"{len(document.pages)} pages were set where {sheets} were planned")
    made = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=b"dossier", finisher=complete_tags
    )
    return bytes(made)


@dataclass(frozen=True, slots=True)
class _Press:
    """WeasyPrint with the fonts and styles of one document."""

    weasyprint: Any
    fonts: Any
    sheets: Sequence[Any]

    def lay_out(self, root: etree.Element, rules: Sequence[str]) -> Any:
        """Return the pages of `root` under its styles and additional `rules`."""
        more = [self.weasyprint.CSS(string=each, font_config=self.fonts) for each in rules]
        source = _source(self.weasyprint, root)
        return source.render(stylesheets=[*self.sheets, *more], font_config=self.fonts)


def _press(weasyprint: Any, edition: Edition, folders: tuple[Path, ...], page: str) -> _Press:
    fonts = weasyprint.text.fonts.FontConfiguration()
    rules = "\n".join((*_styles(folders), font_rules(page), _frame(edition)))
    sheet = weasyprint.CSS(string=_with_values(rules), font_config=fonts)
    return _Press(weasyprint, fonts, (sheet,))


def _with_values(rules: str) -> str:
    """Return `rules` with `var(--name)` filled in; WeasyPrint would do it for every element.

    >>> _with_values(":root { --ink: #111; } p { color: var(--ink); }")
    ':root { --ink: #111; } p { color: #111; }'
    """
    values = dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", rules))
    return re.sub(r"var\((--[\w-]+)\)", lambda found: values.get(found[1], found[0]), rules)


def _source(weasyprint: Any, root: etree.Element) -> Any:
    """Return WeasyPrint's document of `root`, without a second parse and without the network."""
    import cssselect2
    from weasyprint.urls import URLFetcher

    class Source(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self) -> None:
            self.base_url = None
            self.url_fetcher = URLFetcher(allowed_protocols=("data", "file"))
            self.media_type = "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
                root, content_language=None
            )
            self.etree_element = self.wrapper_element.etree_element

    return Source()


def _cut_pages(root: etree.Element, press: _Press, edition: Edition) -> int:
    """Cut the body of `root` into sheets, each with its notes at its foot; return how many."""
    body = root.find("body")
    if body is None:
        raise etree.ParseError("the page has no <body>")
    endless = f"@page {{ size: 210mm {ENDLESS}px; }} .feet {{ break-before: page }}"
    laid = press.lay_out(root, [endless])
    calls = {f"call-{number}": number - 1 for number in edition.numbers.note.values()}
    text = read_galley(laid.pages[0]._page_box, calls)
    feet = body.find(".//div[@class='feet']")
    below = read_galley(laid.pages[1]._page_box, {}) if feet is not None else None
    paper = laid.pages[0]._page_box
    height = _A4 - paper.margin_top - paper.margin_bottom
    notes = _notes(below, feet)
    _check_heights(text, height)
    pages = paginate(text.strips, notes, height, ABOVE_NOTES)
    if feet is not None:
        body.remove(feet)
    _assemble(body, feet, pages, text, below, height)
    return len(pages)


_A4 = 297 / 25.4 * 96


def _check_heights(galley: Galley, height: float) -> None:
    """Raise `Overfull` for a table row or a picture that is taller than a page."""
    for strip, mark in zip(galley.strips, galley.marks, strict=True):
        if strip.height + strip.repeated > height:
            words = " ".join("".join(mark.element.itertext()).split())
            raise Overfull(words[:60])


def _notes(galley: Galley | None, feet: etree.Element | None) -> Notes:
    """Return the heights of the lines of notes; each note begins with its first paragraph."""
    if galley is None or feet is None:
        return Notes((), ())
    openings = {next(note.iter("p")) for note in feet}
    begins = [
        position
        for position, mark in enumerate(galley.marks)
        if mark.offset == 0 and mark.element in openings
    ]
    return Notes([each.height + each.gap for each in galley.strips], begins)


def _assemble(
    body: etree.Element,
    feet: etree.Element | None,
    pages: Sequence[Page],
    text: Galley,
    below: Galley | None,
    height: float,
) -> None:
    """Replace what `body` holds by its sheets."""
    texts = _pieces(body, text.marks, [(page.first, page.last) for page in pages])
    foots: list[list[etree.Element]] = [[] for _ in pages]
    if feet is not None and below is not None:
        lines = [(page.first_note, page.last_note) for page in pages]
        foots = _pieces(feet, below.marks, lines)
    for child in list(body):
        body.remove(child)
    for number, (piece, foot) in enumerate(zip(texts, foots, strict=True)):
        style = f"position: relative; height: {height:.2f}px"
        sheet = etree.SubElement(body, "div", {"class": "sheet", "style": style})
        if number:
            sheet.set("style", f"{style}; break-before: page")
        sheet.extend(piece)
        if piece:
            _begin(piece[0])
        if foot:
            place = {"class": "foot", "style": "position: absolute; bottom: 0; left: 0; right: 0"}
            etree.SubElement(sheet, "div", place).extend(foot)


def _pieces(
    root: etree.Element, marks: Sequence[Mark], ranges: Sequence[tuple[int, int]]
) -> list[list[etree.Element]]:
    """Return what stands below `root` by page; a page with an empty range gets nothing."""
    filled = [first for first, last in ranges if last > first]
    cuts = iter(cut(root, [marks[first] for first in filled[1:]]))
    return [next(cuts) if last > first else [] for first, last in ranges]


def _begin(element: etree.Element | None) -> None:
    """Take the space above off what begins a page: the element and the first in it."""
    while element is not None:
        style = f"{element.get('style', '')}; margin-top: 0".removeprefix("; ")
        element.set("style", style)
        element = next(iter(element), None) if not (element.text or "").strip() else None


def _styles(folders: tuple[Path, ...]) -> list[str]:
    """Return the print styles, the shared ones first, so that a kind's own can change them."""
    shared = [find(folders, name).read_text("utf-8") for name in ("house.css", "house-print.css")]
    own = folders[0] / "print.css"
    return [*shared, *([own.read_text("utf-8")] if own.is_file() else [])]


def _frame(edition: Edition) -> str:
    """Return the rules for what stands in the margins: the running head, the page's number."""
    before, _, rest = edition.language.terms["page_of"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    head = _quoted(edition.document.running_head)
    foot = f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}"
    return (
        f"@page {{ @top-left {{ content: {head} }} @bottom-right {{ content: {foot} }} }}"
        "@page :first { @top-left { content: none } }"
    )


def _quoted(text: str) -> str:
    """Return `text` as a string in CSS, where JSON's escapes of quotes and backslashes hold too."""
    return json.dumps(text, ensure_ascii=False)
