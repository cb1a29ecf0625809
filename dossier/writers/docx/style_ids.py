"""The styles that the Word writer uses, by their ids, and the names by which a file has them.

A `word.docx` may come from Word in any language, or from LibreOffice, whose ids are others. So
its styles are found by their names and get the ids that are used here.

To use another style, add it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Any

from lxml import etree

from dossier.model.edition import Edition
from dossier.ooxml.style_names import new_ids, rename_styles

_LEVELS = ("", "2", "3", "4", "5")
_OWN = ("NumberedParagraph", "TableText", "TableHeading", "CoverLabel", "CoverText", "Picture",
        "Logos", "NotesHeading", "RecommendationLabel", "EvidenceTable", "CoverTable")  # fmt: skip
"""Styles of our templates; their names are their ids with spaces."""

PLAIN = ("BodyText", "NumberedParagraph")
"""Styles of paragraphs that take the style of their section, where it has one."""

_HEADINGS = tuple(f"Heading{level}" for level in range(1, 7))

_KIN = ("Bullet", "Number", "Heading", *_HEADINGS, "Picture", "Caption")
"""What ends the styles that a section has for more than its paragraphs."""

_KIND = re.compile(r"(?:List)?(Bullet|Number|Heading|Picture|Caption)(\d?)")

STYLES = {
    **dict.fromkeys(_OWN, ""),
    "Title": "Title",
    "Subtitle": "Subtitle",
    **{f"Heading{level}": f"heading {level}" for level in range(1, 7)},
    "BodyText": "Body Text",
    "Quote": "Quote",
    **{
        f"List{kind}{level}": f"List {kind} {level}".strip()
        for kind in ("Bullet", "Number", "Continue")
        for level in _LEVELS
    },
    "Caption": "caption",
    "Header": "header",
    "Footer": "footer",
    "FootnoteText": "footnote text",
    "EndnoteText": "endnote text",
    "FootnoteReference": "footnote reference",
    "EndnoteReference": "endnote reference",
    "Hyperlink": "Hyperlink",
    "CommentText": "annotation text",
    "CommentReference": "annotation reference",
}
"""The names of styles by their ids, as Word has them."""


def name_styles(word: Any, more: Iterable[str] = ()) -> None:
    """Give the styles of a Word file the ids that the writer uses; `more` are a template's own."""
    wanted = {**dict.fromkeys(more, ""), **STYLES}
    rename_styles(_roots(word), new_ids(word.styles.element, wanted))


def styles_of(edition: Edition) -> Iterator[str]:
    """Yield the styles that an outline names, and those of their bullets, numbers and headings."""
    yield from edition.document.settings.styles.values()
    for section in edition.document.sections:
        if section.style:
            yield section.style
            yield from (f"{section.style}{each}" for each in _KIN)


def style_in_section(look: str, style: str, styles: Set[str]) -> str:
    """Return the style that stands in for `style` in a section of the style `look`, or "".

    Paragraphs take that of the section. Its bullets, numbers, headings (of one level or of all),
    pictures and captions have styles of their own where the Word file has them, `styles`.

    >>> style_in_section("Box", "Heading2", {"Heading2", "BoxHeading2", "BoxHeading"})
    'BoxHeading2'
    >>> style_in_section("Box", "ListBullet3", {"BoxBullet"})
    'BoxBullet'
    """
    if look and style in PLAIN:
        return look
    found = _KIND.fullmatch(style) if look else None
    asked = (f"{look}{found[1]}{found[2]}", f"{look}{found[1]}") if found else ()
    return next((each for each in asked if each in styles), "")


def _roots(word: Any) -> Iterator[etree._Element]:
    """Yield the XML of all parts that python-docx has parsed."""
    for part in word.part.package.iter_parts():
        if getattr(part, "_element", None) is not None:
            yield part._element
