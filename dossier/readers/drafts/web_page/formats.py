"""What the tag, classes and style of an element say of its words: heading, title, list, bold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from dossier.model.document import Inlines, Note, NoteAgain, Strong, Text
from dossier.model.frozen import frozen
from dossier.model.list_numbers import FORMS, PLAIN, Form, item_label
from dossier.readers.drafts.docx.runs import DraftInline
from dossier.readers.drafts.inline_splices import cut
from dossier.readers.drafts.number_formats import (
    in_format,
    in_symbols,
    kind_for,
    kind_of_symbols,
    nearest_form,
)
from dossier.readers.drafts.piece import Listed, Piece, RunFormat, Style

_HEADING = re.compile(r"h([1-6])")
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)?", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique)?", re.IGNORECASE)
_HEIGHT = re.compile(
    r"(?:vertical-align|mso-text-raise|font-variant-position)\s*:\s*"
    r"(super|\+?\d*\.?\d*[1-9]\d*(?:\.\d+)?(?:pt|px|em|ex|rem|%))?",
    re.IGNORECASE,
)
_LOW = re.compile(r"vertical-align\s*:\s*(?:sub|-)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,2})?)\s*pt", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)
_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*(?:['\"]([^'\"]*)['\"]|([a-z-]+))", re.IGNORECASE)
_COUNTED = re.compile(
    r"list-style-type\s*:\s*([^;'\"{}]*)\{([a-z-]+)((?: [^;'\"{}]*)?)\}([^;'\"{}]*)"
)
_TYPES: dict[str, Form] = {"a": "a.", "A": "A.", "i": "i.", "I": "I."}
_TITLES = "title-block-header"
"""What pandoc calls the element of a page that holds its title, authors and date."""

_WEB = re.compile(r"(?i:https?://|mailto:)[^\s]")


@frozen
class Where:
    """Where an element stands: in a quotation, in an item of a list, in a note."""

    style: Style = ""
    level: int = -1
    note: bool = False


def list_form(list_: Any, item: Any, number: int) -> tuple[Form, str]:
    """Return the form of a numbered list and the mark of an item, by its own mark or its type."""
    for element in (item, list_):
        style = element.get("style") or ""
        counted, found = _COUNTED.search(style), _MARKER.search(style)
        if counted:
            before, format_, symbols, after = counted.groups()
            return _in_format(before, format_, after, number, tuple(symbols.split()))
        if found and found[1]:
            mark = found[1].strip()
            return next((each for each in FORMS if item_label(each, number) == mark), PLAIN), mark
        if found and kind_for((found[2] or "").lower()) != "1":
            return _in_format("", found[2].lower(), ".", number)
    form = _TYPES.get(list_.get("type") or "", PLAIN)
    return form, item_label(form, number)


def _in_format(
    before: str, format_: str, after: str, number: int, symbols: tuple[str, ...] = ()
) -> tuple[Form, str]:
    kind = kind_of_symbols(format_, symbols) if symbols else kind_for(format_)
    said = in_symbols(format_, symbols, number) if symbols else in_format(format_, number)
    return nearest_form(f"{before}{{n}}{after}", kind), f"{before}{said}{after}".strip()


def piece_of(element: Any, content: Inlines, where: Where, line: int) -> Piece:
    """Return the piece that an element is whose words are `content`."""
    heading = _HEADING.fullmatch(element.tag)
    classes = (element.get("class") or "").split()
    if element.getparent() is not None and element.getparent().get("id") == _TITLES:
        return Piece(content, line, style="title" if "title" in classes else "subtitle")
    if heading and not where.note:
        return Piece(content, line, int(heading[1]))
    if "procedure" in classes or "MsoSubtitle" in classes:
        return Piece(content, line, style="subtitle")
    if "MsoTitle" in classes:
        return Piece(content, line, style="title")
    number = re.match(r"(\d{1,4})\.\s+", Piece(content, line).text)
    if "numbered" in classes and number:
        listed = Listed(True, 0, int(number[1]), "paragraphs", "{n}.")
        return Piece(cut(content, number.end()), line, listed=listed)
    if where.level >= 0:
        return Piece(content, line, style="continued")
    bold = all(_is_bold(each) for each in content)
    centred = element.get("align") == "center" or "text-align:center" in (
        element.get("style") or ""
    ).replace(" ", "")
    return Piece(
        content,
        line,
        style=where.style,
        run_format=RunFormat(bold=bold, centred=centred, size=_size(element)),
    )


def inline_format(element: Any, outside: DraftInline) -> DraftInline:
    """Return how the words of an element look, and where they lead, inside others."""
    style = element.get("style") or ""
    tag = element.tag
    address = (element.get("href") or "").strip() if tag == "a" else ""
    return replace(
        outside,
        bold=_looks(_WEIGHT, style, outside.bold or tag in ("b", "strong")),
        italic=_looks(_SLANT, style, outside.italic or tag in ("i", "em", "cite")),
        raised=is_raised(element, outside=outside.raised),
        font=_font(element, style) or outside.font,
        address=address if _WEB.match(address) else outside.address,
    )


def _font(element: Any, style: str) -> str:
    found = _FONT.search(style)
    return found[1].strip() if found else (element.get("face") or "")


def is_raised(element: Any, *, outside: bool = False) -> bool:
    """Whether the words of an element stand above their line, by its tag or its style."""
    style = element.get("style") or ""
    lowered = element.tag == "sub" or _LOW.search(style)
    return _looks(_HEIGHT, style, element.tag == "sup") or (outside and not lowered)


def _looks(pattern: re.Pattern[str], style: str, otherwise: bool) -> bool:
    """Whether a style gives words a look; what it does not speak of stays as it is."""
    found = pattern.search(style)
    return bool(found[1]) if found else otherwise


def _size(element: Any) -> int:
    """Return the size of the first letters that say theirs, in half points, 0 without one."""
    for each in element.iter():
        found = _SIZE.search(each.get("style") or "") if isinstance(each.tag, str) else None
        if found:
            return int(2 * float(found[1]))
    return 0


def _is_bold(inline: object) -> bool:
    return isinstance(inline, Strong | Note | NoteAgain) or (
        isinstance(inline, Text) and not inline.text.strip()
    )
